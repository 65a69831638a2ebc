import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './checks/run-command.ts';
import { createSchemaFiles, SCHEMA_FOLDER } from './schemas/schema-files.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, SCHEMA_FOLDER);
const files = createSchemaFiles();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(join(folder, name));
for (const [path, schema] of files) writeFileSync(join(root, path), `${JSON.stringify(schema, undefined, 2)}\n`);
const { exitCode, output } = await runCommand(['biome', 'format', '--write', folder], { cwd: root });
process.stdout.write(exitCode === 0 ? `Wrote ${files.size} schemas to ${SCHEMA_FOLDER}\n` : output);
process.exitCode = exitCode;
