import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReferencePages } from './pages/reference-pages.ts';

for (const [path, text] of createReferencePages()) {
  writeFileSync(join(import.meta.dirname, '..', path), text);
  process.stdout.write(`Wrote ${path}\n`);
}
