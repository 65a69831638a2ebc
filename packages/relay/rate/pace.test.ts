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
