import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gatewayErrors, rules } from '@gatehouse/protocol';
import { tableRowsOf } from '../tree/pages.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'disagreements.md'), 'utf8');
const rows = tableRowsOf(page, ['Row', 'Topic', 'One side', 'The other', 'What Gatehouse does', 'Why']);

test('docs/disagreements.md has each of the thirty rows once, in order, with both sides, the choice and the reason', () => {
  assert.deepEqual(
    rows.map(({ cells }) => Number(cells[0])),
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  for (const { cells } of rows) {
    assert.equal(cells.length, 6, cells[0]);
    assert.ok(
      cells.every(cell => cell !== ''),
      cells[0],
    );
  }
});

test('docs/disagreements.md names rules and errors that exist', () => {
  for (const { cells } of rows) {
    const chosen = cells[4] ?? '';
    for (const [, rule = ''] of chosen.matchAll(/\(`([a-z-]+)`\)/g)) {
      assert.ok(Object.hasOwn(rules, rule), `row ${cells[0]}: ${rule}`);
    }
    for (const [, code = ''] of cells.join(' ').matchAll(/`([A-Z_]+_EXCEPTION)`/g)) {
      assert.ok(Object.hasOwn(gatewayErrors, code), `row ${cells[0]}: ${code}`);
    }
  }
});
