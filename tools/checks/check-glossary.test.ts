import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkGlossary } from './check-glossary.ts';

const PAGE = `| Noun | Means | Not |
| --- | --- | --- |
| **endpoint** | A thing | gadget |
| **lane**, lanes | A backlog | event row, \`backlogRow\` |
| **relay** | A package | |
`;

async function found(texts: Record<string, string>): Promise<string[]> {
  return checkGlossary(await createSourceTree({ 'docs/glossary.md': PAGE, ...texts })).map(
    ({ path, line, message }) => `${path}:${line} ${message}`,
  );
}

test('checkGlossary() finds a forbidden word in whatever spelling', async () => {
  const spellings = ['const eventRow = 1;', '-- EVENT_ROWS', 'An event row', "'event-row'", 'class EventRow {}'];
  for (const text of spellings) {
    assert.deepEqual(await found({ 'a.md': `fine\n${text}` }), [
      'a.md:2 Says "event row"; the glossary\'s word is lane',
    ]);
  }
  assert.deepEqual(await found({ 'a.md': 'backlog rows' }), ['a.md:1 Says "backlogRow"; the glossary\'s word is lane']);
});

test('checkGlossary() reads file names too', async () => {
  assert.match((await found({ 'tools/gadget.ts': '' })).join(), /^tools\/gadget.ts:0 Says "gadget"/);
});

test('checkGlossary() lets pass parts of words, its own page and other files', async () => {
  assert.deepEqual(await found({ 'a.md': 'gadgetry, inevent rows', 'data.json': '"gadget"' }), []);
});

test('checkGlossary() lets pass words of the wire in quotes and as keys, and nothing else in capitals', async () => {
  assert.deepEqual(await found({ 'a.ts': "['HOME_GADGETS', `EVENT_ROW`]" }), []);
  assert.deepEqual(await found({ 'a.ts': 'const words = { HOME_GADGETS: 1 };' }), []);
  assert.equal((await found({ 'a.md': 'HOME_GADGETS' })).length, 1);
  assert.equal((await found({ 'a.ts': "'GADGET'" })).length, 1);
});

test('checkGlossary() wants each noun once, in the order of the alphabet', async () => {
  const page = '| Noun | Means | Not |\n|---|---|---|\n| b | | |\n| a | | |\n| b | | |\n';
  assert.deepEqual(await found({ 'docs/glossary.md': page }), [
    'docs/glossary.md:4 a stands after b; keep the alphabet',
    'docs/glossary.md:5 b is defined twice',
  ]);
});

test('checkGlossary() wants a noun for each folder of a package', async () => {
  assert.deepEqual(
    await found({ 'packages/relay/lane/a.ts': '', 'packages/relay/gizmo/a.ts': '', 'packages/relay/test/a.ts': '' }),
    ["packages/relay/gizmo:0 The folder's name is no noun of docs/glossary.md; define it there or rename"],
  );
});

test('checkGlossary() takes a hyphen for the space of a noun of two words', async () => {
  const page = '| Noun | Means | Not |\n|---|---|---|\n| big lane | | |\n';
  assert.deepEqual(await found({ 'docs/glossary.md': page, 'packages/big-lane/a.ts': '' }), []);
});

test('checkGlossary() fails when the page does not exist', async () => {
  assert.equal(checkGlossary(await createSourceTree({})).length, 1);
});
