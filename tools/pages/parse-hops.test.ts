import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMalformedHops, parseHops } from './parse-hops.ts';

const PAGE = `# Architecture

1. \`not/a.ts\` \`hop()\` — outside of a walk.

## A directive, hop by hop

Prose.

1. \`packages/a.ts\` \`sendIt()\` — sends.
2. \`packages/b.ts\` \`Store\` — an interface.
3. \`packages/c.ts\` \`Desk.answer()\` — a method.
4. \`packages/d.ts\` sends it

## Afterwards

5. \`packages/e.ts\` no hop either
`;

test('parseHops() reads path, name and whether it is called, under the headings of walks only', () => {
  const common = { walk: 'A directive' };
  assert.deepEqual(parseHops(PAGE), [
    { ...common, line: 9, number: 1, path: 'packages/a.ts', name: 'sendIt', called: true },
    { ...common, line: 10, number: 2, path: 'packages/b.ts', name: 'Store', called: false },
    { ...common, line: 11, number: 3, path: 'packages/c.ts', name: 'Desk.answer', called: true },
  ]);
});

test('findMalformedHops() names numbered lines of a walk that say no path and name', () => {
  assert.deepEqual(findMalformedHops(PAGE), [12]);
});
