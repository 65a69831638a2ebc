import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countSend, lowerPace, type Pace, type PaceLimits, raisePace, readyAt, startPace } from './pace.ts';

const limits: PaceLimits = { most: 50, least: 0.2, recoveryMs: 60_000 };

/** Sends as often as the pace allows until `end`; answers when each send left. */
function sendAll(start: Pace, { from, end }: { from: number; end: number }): { pace: Pace; times: number[] } {
  let pace = start;
  const times: number[] = [];
  for (let now = from; now < end; now += 1) {
    while (readyAt(pace) <= now) {
      pace = countSend(pace, now);
      times.push(now);
    }
  }
  return { pace, times };
}

describe('readyAt()', () => {
  it('lets a second’s worth go at once, then one after the other', () => {
    const { times } = sendAll(startPace(limits, 0), { from: 0, end: 3_000 });
    assert.equal(times.filter(time => time === 0).length, 50);
    assert.equal(times.length, 50 + 149);
  });

  it('never lets a pace of less than one a second send two at once', () => {
    const slow = lowerPace(startPace(limits, 0), { ...limits, least: 0.5 }, 0);
    const { times } = sendAll(slow, { from: 0, end: 20_000 });
    assert.ok(times.slice(1).every((time, i) => time - (times[i] ?? 0) >= 2_000));
  });
});

describe('lowerPace()', () => {
  for (const [sent, expected] of [
    [0, 0.5],
    [1, 0.5],
    [8, 4],
    [40, 20],
    [500, 25],
  ] as const) {
    it(`halves what was sent when ${sent} were sent in a second and 50 are allowed`, () => {
      let pace = startPace(limits, 0);
      for (let i = 0; i < sent; i++) pace = countSend(pace, 10);
      assert.equal(lowerPace(pace, limits, 500).rate, expected);
    });
  }

  it('goes by the second before when this one has just begun', () => {
    let pace = startPace(limits, 0);
    for (let i = 0; i < 20; i++) pace = countSend(pace, 10);
    pace = countSend(pace, 1_050);
    assert.equal(lowerPace(pace, limits, 1_060).rate, 10);
  });

  it('counts all that were throttled together once', () => {
    const once = lowerPace(startPace(limits, 0), limits, 100);
    assert.equal(lowerPace(once, limits, 900), once);
    assert.notEqual(lowerPace(once, limits, 1_100), once);
  });

  it('sends nothing at once afterwards', () => {
    const pace = lowerPace(startPace(limits, 0), limits, 100);
    assert.ok(readyAt(pace) > 100);
  });

  it('does not fall below the least', () => {
    let pace = startPace(limits, 0);
    for (let now = 0; now < 60_000; now += 1_000) pace = lowerPace(pace, limits, now);
    assert.equal(pace.rate, limits.least);
  });
});

describe('raisePace()', () => {
  it('adds the same with each second, however much is accepted, until it is as fast as at first', () => {
    let pace = lowerPace(startPace(limits, 0), limits, 0);
    const rates = [pace.rate];
    for (let now = 100; now <= 70_000; now += 100) {
      pace = raisePace(pace, limits, now);
      if (now % 1_000 === 0) rates.push(pace.rate);
    }
    const steps = rates.slice(1).map((rate, i) => rate - (rates[i] ?? 0));
    assert.ok(steps.slice(0, 50).every(step => Math.abs(step - 50 / 60) < 1e-9));
    assert.equal(pace.rate, limits.most);
  });

  it('changes nothing when nothing was throttled', () => {
    const pace = startPace(limits, 0);
    assert.equal(raisePace(pace, limits, 5_000), pace);
  });
});

describe('one step of a pace', () => {
  const at = (rate: number, more: Partial<Pace> = {}): Pace => {
    return { rate, spentUntil: 10_000, changedAt: 9_000, second: 10_000, sent: 0, sentBefore: 0, ...more };
  };
  const full = at(50);
  const steps: readonly [what: string, before: Pace, now: number, rate: number, ready: number][] = [
    ['counts a send of a full pace', full, 10_000, 50, 9_040],
    ['counts a send after a silence', full, 60_000, 50, 59_040],
    ['counts a send at one a second', at(1), 10_000, 1, 11_000],
    ['counts a send at one in five seconds', at(0.2), 10_000, 0.2, 15_000],
    ['lowers a full pace that sent 8', at(50, { sent: 8 }), 10_000, 4, 10_250],
    ['lowers a full pace that was changed just now', at(50, { sent: 8, changedAt: 9_999 }), 10_000, 4, 10_250],
    ['lowers a pace a second after its change', at(4, { sent: 8 }), 10_000, 2, 10_500],
    ['lowers no pace within a second of its change', at(4, { sent: 8, changedAt: 9_001 }), 10_000, 4, 9_250],
    ['lowers no pace below the least', at(0.2, { sent: 1 }), 10_000, 0.2, 15_000],
    ['raises a pace a second after its change', at(4), 10_000, 4 + 50 / 60, 10_000 - (1_000 - 1_000 / (4 + 50 / 60))],
    ['raises no pace within a second of its change', at(4, { changedAt: 9_001 }), 10_000, 4, 9_250],
    ['raises no pace above the most', at(49.9), 10_000, 50, 9_020],
    ['raises no full pace', full, 10_000, 50, 9_020],
  ];
  for (const [what, before, now, rate, ready] of steps) {
    it(what, () => {
      const [word] = what.split(' ');
      const after =
        word === 'counts'
          ? countSend(before, now)
          : word === 'lowers'
            ? lowerPace(before, limits, now)
            : raisePace(before, limits, now);
      assert.equal(after.rate, rate);
      assert.ok(Math.abs(readyAt(after) - ready) < 1e-6, `ready at ${readyAt(after)}, not ${ready}`);
    });
  }
});

describe('a pace', () => {
  it('stays within its bounds and is never faster than its rate and the burst', () => {
    const step = fc.record({ waitMs: fc.nat(2_000), what: fc.constantFrom('send', 'throttled', 'accepted') });
    const law = fc.property(fc.array(step, { maxLength: 200 }), steps => {
      let now = 0;
      let pace = startPace(limits, now);
      for (const { waitMs, what } of steps) {
        now += waitMs;
        if (what === 'send' && readyAt(pace) <= now) pace = countSend(pace, now);
        if (what === 'throttled') pace = lowerPace(pace, limits, now);
        if (what === 'accepted') pace = raisePace(pace, limits, now);
        assert.ok(pace.rate >= limits.least && pace.rate <= limits.most);
        assert.ok(pace.spentUntil <= now + Math.max(1_000, 1_000 / limits.least) + 1_000 / pace.rate);
      }
    });
    fc.assert(law);
  });

  it('settles near what a limit allows', () => {
    let pace = startPace(limits, 0);
    let accepted = 0;
    let left = 10;
    for (let now = 0; now < 120_000; now += 10) {
      left = Math.min(10, left + 0.1);
      while (readyAt(pace) <= now) {
        pace = countSend(pace, now);
        if (left >= 1) {
          left -= 1;
          accepted += 1;
          pace = raisePace(pace, limits, now);
        } else pace = lowerPace(pace, limits, now);
      }
    }
    assert.ok(accepted > 120 * 10 * 0.6, `${accepted} of about 1200 were accepted`);
  });
});
