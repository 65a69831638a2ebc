import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Breaker, beginProbe, endProbe, judgeBreaker, openBreaker, type ProbeEnd } from './breaker.ts';

const pauses = { firstMs: 2_000, longestMs: 30_000 };
const closed: Breaker = { type: 'closed' };
const open: Breaker = { type: 'open', probeAt: 2_000, pauseMs: 2_000, probing: false };
const probing: Breaker = { ...open, probing: true };

describe('judgeBreaker()', () => {
  for (const [name, breaker, now, expected] of [
    ['closed', closed, 0, 'send'],
    ['open and pausing', open, 1_999, 'wait'],
    ['open and its pause is over', open, 2_000, 'probe'],
    ['open while a probe is out, whatever the pause', probing, 1_999, 'wait'],
    ['open while a probe is out, however long', probing, 9_000, 'wait'],
  ] as const) {
    it(`says ${expected} when the breaker is ${name}`, () => assert.equal(judgeBreaker(breaker, now), expected));
  }
});

describe('openBreaker()', () => {
  it('pauses before the first probe', () => assert.deepEqual(openBreaker(pauses, 0), open));
});

describe('beginProbe()', () => {
  it('lets one probe out', () => assert.deepEqual(beginProbe(open), probing));
  it('changes nothing while one is out', () => assert.deepEqual(beginProbe(probing), probing));
  it('leaves a closed breaker closed', () => assert.equal(beginProbe(closed), closed));
});

/** An open breaker whose pause has grown so far, next probe at `probeAt`. */
const paused = (pauseMs: number, probeAt: number): Breaker => ({ type: 'open', probeAt, pauseMs, probing: false });

describe('endProbe()', () => {
  const table: readonly [from: Breaker, end: ProbeEnd, expected: Breaker][] = [
    [closed, 'answered', closed],
    [closed, 'failed', closed],
    [closed, 'unsent', closed],
    [probing, 'answered', closed],
    [probing, 'failed', paused(4_000, 14_000)],
    [probing, 'unsent', open],
    [{ ...probing, pauseMs: 4_000 }, 'failed', paused(8_000, 18_000)],
    [{ ...probing, pauseMs: 8_000 }, 'failed', paused(16_000, 26_000)],
    [{ ...probing, pauseMs: 16_000 }, 'failed', paused(30_000, 40_000)],
    [{ ...probing, pauseMs: 30_000 }, 'failed', paused(30_000, 40_000)],
    [{ ...probing, pauseMs: 30_000 }, 'answered', closed],
    [{ ...probing, pauseMs: 30_000 }, 'unsent', paused(30_000, 2_000)],
  ];
  for (const [from, end, expected] of table) {
    it(`is ${expected.type} after a probe that ended as ${end}, from ${JSON.stringify(from)}`, () => {
      assert.deepEqual(endProbe(from, end, { now: 10_000, ...pauses }), expected);
    });
  }
});
