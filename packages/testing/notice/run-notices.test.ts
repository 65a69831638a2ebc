import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeBroken } from './encode-notice-report.ts';
import type { ShownNotice } from './notice-house.ts';
import { runNotices } from './run-notices.ts';

const MINUTE_MS = 60_000;

/** Shows something else in place of each notice that was heard. */
function spoilHeard(change: (notice: ShownNotice & { readonly heardAt: string }) => readonly ShownNotice[]) {
  return (shown: readonly ShownNotice[]): readonly ShownNotice[] =>
    shown.flatMap(notice => (notice.heardAt === undefined ? [notice] : change({ ...notice, heardAt: notice.heardAt })));
}

function later(time: string, byMs: number): string {
  return new Date(Date.parse(time) + byMs).toISOString();
}

describe('runNotices()', () => {
  it('finds no promise broken in a month of 500 customers, and meets every fate and answer', async () => {
    const report = await runNotices({ seed: 1, days: 30, customers: 500 });
    assert.equal(report.broken, undefined, describeBroken(report));
    for (const [fate, count] of Object.entries(report.fates)) assert.ok(count > 50, `${fate}: ${count}`);
    assert.deepEqual(Object.keys(report.statuses), ['202', '403', '409']);
    assert.equal(Object.keys(report.deeds).length, 13);
  });

  it('does the same by the same seed, and something else by another', async () => {
    const run = (seed: number) => runNotices({ seed, days: 2, customers: 20, deedsPerDay: 100 });
    const [first, second, other] = [await run(7), await run(7), await run(8)];
    assert.deepEqual(first, second);
    assert.notDeepEqual(first.deeds, other.deeds);
  });

  const spoilt = [
    ['no notice is heard twice', spoilHeard(notice => [notice, { ...notice, heardAt: later(notice.heardAt, 1) }])],
    [
      'no notice is heard after its expiry',
      spoilHeard(notice => [{ ...notice, heardAt: later(notice.heardAt, 48 * 60 * MINUTE_MS) }]),
    ],
    ['nothing is heard that was not taken before', spoilHeard(notice => [{ ...notice, referenceId: 'nothing' }])],
    ['what is due is heard', spoilHeard(() => [])],
    ['what is due is heard in time', spoilHeard(notice => [{ ...notice, heardAt: later(notice.heardAt, -MINUTE_MS) }])],
    ["a notice is told in the device's locale, else in its language", spoilHeard(notice => [{ ...notice, text: '' }])],
    [
      'no notice is heard that is out of date',
      hearAll(({ reason }) => reason?.code === 'superseded' || reason?.code === 'stale'),
    ],
    [
      'nobody who has not subscribed hears a notice',
      hearAll(({ reason, audience }) => reason?.code === 'not-subscribed' && audience === 'Multicast'),
    ],
  ] as const;

  for (const [promise, spoil] of spoilt) {
    it(`finds out when a gateway breaks "${promise}", and names the seed`, async () => {
      const report = await runNotices({ seed: 3, days: 5, customers: 50, spoil });
      assert.equal(report.broken?.promise, promise);
      assert.match(
        describeBroken(report),
        /^Seed 3 broke .*\n {2}npm run notices -- --seed 3 --days 5 --customers 50$/,
      );
    });
  }
});

interface ReasonedNotice extends ShownNotice {
  readonly audience?: string;
  readonly dueAt?: string;
  readonly reason?: { readonly code: string };
}

/** Shows some of what was not heard as if it had been. */
function hearAll(which: (notice: ReasonedNotice) => boolean) {
  return (shown: readonly ReasonedNotice[]): readonly ShownNotice[] =>
    shown.map(notice =>
      notice.heardAt === undefined && notice.dueAt !== undefined && which(notice)
        ? { ...notice, heardAt: notice.dueAt }
        : notice,
    );
}
