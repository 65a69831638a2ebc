import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkComments } from './check-comments.ts';

test('checkComments() finds exports without a doc comment, later listed ones too', async () => {
  const text = `/** Yes. */
export const a = 1;
export interface B {}
function c(): void {}
export { c };
export { d } from './d.ts';
/** The first overload speaks for all. */
export function e(x: 1): void;
export function e(x: 2): void;
`;
  assert.deepEqual(checkComments(await createSourceTree({ 'packages/p/a.ts': text, 'packages/p/a.test.ts': text })), [
    { path: 'packages/p/a.ts', line: 3, message: 'The export B has no doc comment' },
    { path: 'packages/p/a.ts', line: 4, message: 'The export c has no doc comment' },
  ]);
});
