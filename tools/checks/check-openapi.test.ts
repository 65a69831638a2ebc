import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { OPENAPI_PATH, readOpenApi } from '../openapi/read-openapi.ts';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkOpenApi } from './check-openapi.ts';

test('checkOpenApi() is content with what the relay answers, however it is laid out', async () => {
  const served = await readOpenApi();
  assert.equal(memberOf(served, 'openapi'), '3.1.0');
  const tree = await createSourceTree({ [OPENAPI_PATH]: JSON.stringify(served, undefined, 4) });
  assert.deepEqual(checkOpenApi(tree, served), []);
});

for (const [what, texts, says] of [
  ['is missing', {}, /is missing/],
  ['is stale', { [OPENAPI_PATH]: '{"openapi":"3.0.0"}' }, /is stale/],
  ['is no JSON', { [OPENAPI_PATH]: '{' }, /is stale/],
] as const) {
  test(`checkOpenApi() says so and what to run when the description ${what}`, async () => {
    const [finding, ...more] = checkOpenApi(await createSourceTree(texts), { openapi: '3.1.0' });
    assert.deepEqual([finding?.path, more], [OPENAPI_PATH, []]);
    assert.match(finding?.message ?? '', says);
    assert.match(finding?.message ?? '', /node tools\/generate-openapi\.ts$/);
  });
}
