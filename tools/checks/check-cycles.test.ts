import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkCycles } from './check-cycles.ts';

test('checkCycles() finds a ring of type-only imports, at the import that closes it', async () => {
  const tree = await createSourceTree({
    'packages/p/a.ts': "import type { B } from './b.ts';\n",
    'packages/p/b.ts': "\nexport type { C } from './c.ts';\n",
    'packages/p/c.ts': "import { a } from './a.ts';\n",
  });
  const [finding, ...others] = checkCycles(tree);
  assert.deepEqual(others, []);
  assert.equal(finding?.path, 'packages/p/c.ts');
  assert.equal(finding?.line, 1);
  assert.match(
    finding?.message ?? '',
    /3 files: packages\/p\/a.ts → packages\/p\/b.ts → packages\/p\/c.ts → packages\/p\/a.ts/,
  );
});

test('checkCycles() finds a ring through the entry of another package, and a file that imports itself', async () => {
  const tree = await createSourceTree({
    'packages/q/package.json': '{"name":"@gatehouse/q","exports":{".":"./index.ts"}}',
    'packages/q/index.ts': "export * from '../p/a.ts';\n",
    'packages/p/a.ts': "import '@gatehouse/q';\n",
    'packages/p/self.ts': "import './self.ts';\n",
  });
  assert.deepEqual(
    checkCycles(tree).map(({ path }) => path),
    ['packages/q/index.ts', 'packages/p/self.ts'],
  );
});

test('checkCycles() finds nothing when files import only earlier ones, and something when a later one closes a ring', async () => {
  const graph = fc.integer({ min: 2, max: 7 }).chain(size =>
    fc.record({
      size: fc.constant(size),
      edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 15 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(graph, async ({ size, edges }) => {
      const texts = (kept: readonly (readonly [number, number])[]): Record<string, string> =>
        Object.fromEntries(
          Array.from({ length: size }, (_, file) => [
            `f${file}.ts`,
            kept
              .filter(([from]) => from === file)
              .map(([, to]) => `import './f${to}.ts';\n`)
              .join(''),
          ]),
        );
      const downwards = edges.filter(([from, to]) => from > to);
      assert.deepEqual(checkCycles(await createSourceTree(texts(downwards))), []);
      const chain = Array.from({ length: size - 1 }, (_, file) => [file + 1, file] as const);
      assert.ok(checkCycles(await createSourceTree(texts([...downwards, ...chain, [0, size - 1]]))).length > 0);
    }),
    { numRuns: 10 },
  );
});
