import { join, relative } from 'node:path';
import { buildPackages } from './packing/build-packages.ts';

const root = join(import.meta.dirname, '..');
const build = await buildPackages({ root, out: join(root, 'dist') });
if (build.type === 'refused') {
  process.stderr.write(`The packages could not be built; the compiler says:\n${build.report}`);
  process.exitCode = 1;
} else {
  for (const [name, folder] of build.folders) process.stdout.write(`${name} is built in ${relative(root, folder)}\n`);
  process.stdout.write('Each folder is ready for npm pack and npm publish\n');
}
