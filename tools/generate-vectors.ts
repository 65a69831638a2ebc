import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { vectorFiles } from './vectors/vector-files.ts';

const folder = join(import.meta.dirname, '..', 'vectors');
for (const part of ['messages', 'notices', 'properties', 'rules']) {
  rmSync(join(folder, part), { recursive: true, force: true });
}
const files = vectorFiles();
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
process.stdout.write(`Wrote ${files.size} files to vectors\n`);
