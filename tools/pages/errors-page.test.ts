import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorTypes, gatehouseErrors, gatewayErrors, noticeErrors, tokenErrors } from '@gatehouse/protocol';
import { tableRowsOf } from '../tree/pages.ts';
import { encodeErrorsPage } from './errors-page.ts';

test('encodeErrorsPage() has one row for each error of each table', () => {
  const codes = [
    ...tableRowsOf(encodeErrorsPage(), ['Code', 'HTTP status']),
    ...tableRowsOf(encodeErrorsPage(), ['Error', 'HTTP status']),
  ].map(({ cells }) => (cells[0] ?? '').replaceAll('`', ''));
  const expected = [gatehouseErrors, gatewayErrors, noticeErrors, tokenErrors].flatMap(table =>
    Object.keys(table).sort(),
  );
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

test('encodeErrorsPage() has one row for each error type of each namespace, with the members that it needs', () => {
  const rows = tableRowsOf(encodeErrorsPage(), ['Namespace', 'Type']).map(({ cells }) =>
    cells.map(cell => cell.replaceAll('`', '')),
  );
  const expected = Object.entries(errorTypes).flatMap(([namespace, types]) =>
    Object.keys(types).map(type => `${namespace} ${type}`),
  );
  assert.deepEqual(rows.map(([namespace, type]) => `${namespace} ${type}`).sort(), expected.sort());
  const mode = rows.find(([, type]) => type === 'NOT_SUPPORTED_IN_CURRENT_MODE');
  assert.equal(mode?.[2], 'currentDeviceMode: COLOR, ASLEEP, NOT_PROVISIONED, OTHER');
  const range = rows.find(([, type]) => type === 'VALUE_OUT_OF_RANGE');
  assert.match(range?.[2] ?? '', /^validRange \(optional\): an object; validRange\.minimumValue: a number;/);
});
