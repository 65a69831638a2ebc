import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './checks/run-command.ts';
import { OPENAPI_PATH, readOpenApi } from './openapi/read-openapi.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, OPENAPI_PATH);
writeFileSync(path, `${JSON.stringify(await readOpenApi(), undefined, 2)}\n`);
const { exitCode, output } = await runCommand(['biome', 'format', '--write', path], { cwd: root });
process.stdout.write(exitCode === 0 ? `Wrote ${OPENAPI_PATH}\n` : output);
process.exitCode = exitCode;
