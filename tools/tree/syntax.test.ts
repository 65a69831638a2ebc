import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceFile } from 'typescript/unstable/ast';
import { createSourceTree } from './source-tree.ts';
import { declarationsOf, importsOf } from './syntax.ts';

async function parse(text: string): Promise<SourceFile> {
  const source = (await createSourceTree({ 'a.ts': text })).sources.get('a.ts');
  assert.ok(source);
  return source;
}

test('importsOf() finds every way to import, types included', async () => {
  const source = await parse(`/** Comment. */
import './side-effect.ts';
import type { A } from './type.ts';
import b, { type C } from './value.ts';
export * from './all.ts';
export type { D } from './exported-type.ts';
const late = await import('./dynamic.ts');
let typed: import('./import-type.ts').E;
const text = "import './string.ts'"; // import './comment.ts'
`);
  assert.deepEqual(
    importsOf(source).map(({ specifier, line }) => `${line} ${specifier}`),
    [
      '2 ./side-effect.ts',
      '3 ./type.ts',
      '4 ./value.ts',
      '5 ./all.ts',
      '6 ./exported-type.ts',
      '7 ./dynamic.ts',
      '8 ./import-type.ts',
    ],
  );
});

test('declarationsOf() tells which names are exported and documented', async () => {
  const source = await parse(`/** Documented. */
export function one(): void {}
export const two = 2;
/** Documented. */
class Three {}
// not a doc comment
type Four = 4;
export { Three, type Four as Vier };
export { five } from './five.ts';
`);
  assert.deepEqual(
    declarationsOf(source).map(({ name, line, exported, documented }) => [name, line, exported, documented]),
    [
      ['one', 2, true, true],
      ['two', 3, true, false],
      ['Three', 5, true, true],
      ['Four', 7, true, false],
    ],
  );
});
