import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSystemClock } from '@gatehouse/client/platform';
import { runKills } from './run-kills.ts';

/** `npm run kills` makes 200 of them. */
const KILLS = 5;

test('A relay that is killed again and again under load keeps all that it acknowledged, delivers it in order, and its ledger balances', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-kills-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const told: number[] = [];
  const onProgress = (done: number): void => void told.push(done);
  const report = await runKills({ kills: KILLS, seed: 7, directory, clock: createSystemClock(), onProgress });
  assert.deepEqual(report.violations, []);
  assert.deepEqual(told, [1, 2, 3, 4, 5]);
  assert.ok(report.acknowledged > KILLS, `${report.acknowledged} acknowledged`);
  const { delivered = 0, coalesced = 0 } = report.endings;
  assert.equal(delivered + coalesced, report.acknowledged);
  assert.ok(report.arrivals >= delivered);
});
