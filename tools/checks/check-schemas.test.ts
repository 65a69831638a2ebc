import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSchemaFiles, SCHEMA_FOLDER } from '../schemas/schema-files.ts';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkSchemas } from './check-schemas.ts';

const fresh = Object.fromEntries([...createSchemaFiles()].map(([path, schema]) => [path, JSON.stringify(schema)]));
const header = `${SCHEMA_FOLDER}/message.header.json`;

test('checkSchemas() is content with the schemas as generated, however they are laid out', async () => {
  const laidOut = JSON.stringify(JSON.parse(fresh[header] ?? ''), undefined, 4);
  assert.deepEqual(checkSchemas(await createSourceTree({ ...fresh, [header]: laidOut })), []);
});

test('checkSchemas() names a schema that is stale, broken, missing or left over', async () => {
  const { [header]: _, ...rest } = fresh;
  const left = `${SCHEMA_FOLDER}/event.Alexa.Nothing.json`;
  for (const [texts, path, says] of [
    [{ ...fresh, [header]: '{}' }, header, /is stale/],
    [{ ...fresh, [header]: '{' }, header, /is stale/],
    [rest, header, /is missing/],
    [{ ...fresh, [left]: '{}' }, left, /belongs to nothing/],
  ] as const) {
    const findings = checkSchemas(await createSourceTree(texts));
    assert.deepEqual(
      findings.map(finding => finding.path),
      [path],
    );
    assert.match(findings[0]?.message ?? '', says);
    assert.match(findings[0]?.message ?? '', /node tools\/generate-schemas\.ts$/);
  }
});
