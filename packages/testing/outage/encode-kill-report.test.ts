import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeKillReport } from './encode-kill-report.ts';

const report = {
  ...{
    kills: 200,
    acknowledged: 50,
    unanswered: 9,
    endings: { delivered: 40, coalesced: 10 },
    arrivals: 45,
    repeats: 5,
  },
  ...{ longestBacklog: 12, restartMs: { median: 400, longest: 900 }, violations: [] },
};

test('encodeKillReport() tells what was acknowledged, how it ended, and that all is well', () => {
  const text = encodeKillReport(report, 3);
  assert.match(text, /^200 kills, seed 3\n/);
  assert.match(text, /acknowledged {2}50 events: 40 delivered, 10 coalesced\n/);
  assert.match(text, /Everything acknowledged was delivered, in order, and the ledger balanced after each kill\n$/);
});

test('encodeKillReport() names broken promises, the first of many', () => {
  const violations = Array.from({ length: 23 }, (_, index) => `after kill ${index}: something is missing`);
  const text = encodeKillReport({ ...report, violations }, 3);
  assert.match(text, /after kill 19: something is missing\nand 3 more\n23 promises were broken\n$/);
});
