import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableRowsOf } from './pages.ts';

test('tableRowsOf() reads the rows under the titles asked for, with their lines', () => {
  const page = `# Page

| Noun | Means |
| --- | :-: |
| a | one \\| two |

| Other | Table |
| --- | --- |
| x | y |

| Noun | Means | Not |
|---|---|---|
| b | | – |
`;
  assert.deepEqual(tableRowsOf(page, ['Noun', 'Means']), [
    { line: 5, cells: ['a', 'one | two'] },
    { line: 13, cells: ['b', '', '–'] },
  ]);
});

test('tableRowsOf() reads nothing from a page without such a table', () => {
  assert.deepEqual(tableRowsOf('| A |\n| --- |\n| 1 |\n', ['B']), []);
});
