import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryPages } from './carry-pages.ts';

function carry(pages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(carryPages({ folder: 'packages/lamp', readPage: path => pages[path] }));
}

test('carryPages() takes along what the README leads to, over other pages too', () => {
  const carried = carry({
    'packages/lamp/README.md': 'See [rules](../../docs/rules.md#envelope).',
    'docs/rules.md': '[sources](sources.md) and [rules](rules.md)',
    'docs/sources.md': '[rules](rules.md)',
    'docs/glossary.md': 'nobody leads here',
  });
  assert.deepEqual(carried, {
    'README.md': 'See [rules](docs/rules.md#envelope).',
    'docs/rules.md': '[sources](sources.md) and [rules](rules.md)',
    'docs/sources.md': '[rules](rules.md)',
  });
});

test('carryPages() makes plain text of a link when its goal stays behind', () => {
  const carried = carry({
    'packages/lamp/README.md': '[vectors](../../vectors/README.md), [gone](../../docs/gone.md)',
  });
  assert.deepEqual(carried, { 'README.md': 'vectors, gone' });
});

test('carryPages() keeps links to other hosts and within a page', () => {
  const text = '[Amazon](https://developer.amazon.com/x) and [below](#below)';
  assert.equal(carry({ 'packages/lamp/README.md': text })['README.md'], text);
});

test('carryPages() carries nothing when the package has no README', () => {
  assert.deepEqual(carry({}), {});
});
