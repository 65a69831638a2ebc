import assert from 'node:assert/strict';
import { it } from 'node:test';
import { encodeTable } from './encode-table.ts';
import type { Row } from './row.ts';

const row: Row = {
  name: 'validate/parse',
  value: 512.4,
  unit: 'ns/message',
  against: 'JSON.parse',
  againstValue: 3210,
  ratio: 0.1596,
  goal: '≤ 0.25',
  ok: true,
  spread: 0.0123,
  againstSpread: 0.02,
  cpu: 8.754,
  againstCpu: 3200,
};

it('encodeTable() aligns the columns, and marks reached and missed goals', () => {
  const table = encodeTable([
    row,
    { ...row, name: 'x', goal: '≥ 2', ok: false },
    { ...row, name: 'info', goal: null, cpu: null },
  ]);
  assert.equal(
    table,
    [
      'row                      value      ±   CPU  against     value      ±    CPU  ratio  goal',
      'validate/parse  512 ns/message  1.2 %  8.75  JSON.parse  3,210  2.0 %  3,200   0.16  ≤ 0.25  ✔',
      'x               512 ns/message  1.2 %  8.75  JSON.parse  3,210  2.0 %  3,200   0.16  ≥ 2     ✖',
      'info            512 ns/message  1.2 %     –  JSON.parse  3,210  2.0 %  3,200   0.16  –',
      '',
    ].join('\n'),
  );
});
