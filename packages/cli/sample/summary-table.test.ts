import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OnceRow } from './once.ts';
import { encodeSummaryTable } from './summary-table.ts';

const row: OnceRow = {
  sent: 'DoorbellPress',
  source: 'Send Events',
  accepted: true,
  effect: 'Front doorbell is announced',
  arrived: true,
  tookMs: 12,
};

test('encodeSummaryTable() puts each row under its heading, with columns as wide as their longest cell', () => {
  const text = encodeSummaryTable([row, { ...row, sent: 'Event', accepted: false, effect: 'nothing arrived' }]);
  const lines = text.split('\n');
  assert.match(lines[0] ?? '', /^sent +source +accepted +effect +time$/);
  const at = (lines[0] ?? '').indexOf('effect');
  assert.equal(lines[2]?.indexOf('Front doorbell'), at);
  assert.equal(lines[3]?.indexOf('nothing arrived'), at);
  assert.match(lines[3] ?? '', / no /);
});

test('encodeSummaryTable() tells notes below the table', () => {
  assert.match(
    encodeSummaryTable([{ ...row, note: 'as printed it is refused' }]),
    /\n\nDoorbellPress: as printed it is refused\n$/,
  );
});
