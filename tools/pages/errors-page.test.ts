import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatehouseErrors, gatewayErrors, tokenErrors } from '@gatehouse/protocol';
import { tableRowsOf } from '../tree/pages.ts';
import { encodeErrorsPage } from './errors-page.ts';

test('encodeErrorsPage() has one row for each error of each table', () => {
  const codes = [
    ...tableRowsOf(encodeErrorsPage(), ['Code', 'HTTP status']),
    ...tableRowsOf(encodeErrorsPage(), ['Error', 'HTTP status']),
  ].map(({ cells }) => (cells[0] ?? '').replaceAll('`', ''));
  const expected = [gatehouseErrors, gatewayErrors, tokenErrors].flatMap(table => Object.keys(table).sort());
  assert.deepEqual(codes, expected);
});

test('encodeErrorsPage() gives each row status, meaning and remedy', () => {
  for (const { cells } of tableRowsOf(encodeErrorsPage(), ['Code'])) {
    assert.match(cells[1] ?? '', /^[1-5]\d\d$/);
    assert.ok(
      cells.every(cell => cell !== '' && cell !== 'undefined'),
      cells.join(' | '),
    );
  }
});
