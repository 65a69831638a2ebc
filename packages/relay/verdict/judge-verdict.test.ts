import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, judgeEventAnswer } from '@gatehouse/client';
import fc from 'fast-check';
import { type DeliveryConfig, deliveryDefaults } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { judgeVerdict, type MessageHistory } from './judge-verdict.ts';
import type { Verdict } from './verdict.ts';

const NOW = Date.UTC(2026, 0, 1);
const config: DeliveryConfig = deliveryDefaults;
const classes: readonly EventClass[] = ['level', 'edge', 'reply', 'catalogue'];

const fresh: MessageHistory = {
  class: 'level',
  tries: 1,
  failures: 0,
  size: 1,
  halved: false,
  refreshed: false,
  relocated: false,
};

function answered(status: number, code?: string): Answer {
  return { type: 'answered', status, tookMs: 5, ...(code === undefined ? {} : { code }) };
}

function judge(answer: Answer, history: Partial<MessageHistory> = {}): Verdict {
  const outcome = judgeEventAnswer(answer);
  return judgeVerdict({ answer, outcome, history: { ...fresh, ...history }, now: NOW, chance: 0 }, config);
}

describe('judgeVerdict()', () => {
  /** After the last resend: what is made anew of what is true then goes on, the rest until its time is over. */
  const afterResends: readonly [EventClass, expiresAt: number | undefined, expected: string][] = [
    ['level', undefined, 'again'],
    ['catalogue', undefined, 'again'],
    ['edge', NOW + 300_000, 'again'],
    ['edge', NOW + 15_000, 'expired'],
    ['reply', NOW + 300_000, 'again'],
    ['reply', NOW + 15_000, 'expired'],
  ];
  for (const [eventClass, expiresAt, expected] of afterResends) {
    it(`says ${expected} after the last resend of a ${eventClass} event ${expiresAt === undefined ? 'without end' : `that ends in ${expiresAt - NOW} ms`}`, () => {
      for (const answer of [answered(429), answered(500), answered(503)]) {
        const history = { class: eventClass, tries: 4, ...(expiresAt === undefined ? {} : { expiresAt }) };
        const verdict = judge(answer, history);
        assert.equal(verdict.type, expected);
        if (verdict.type === 'again') assert.ok(verdict.fresh && verdict.wait.dueAt >= NOW + config.pauseMs);
      }
    });
  }

  it('says what was answered, and repeats no detail of the network', () => {
    assert.match(judge(answered(429)).why, /^The gateway answered 429/);
    const verdict = judge({ type: 'unanswered', reason: 'dns', detail: 'detail', tookMs: 1 });
    assert.doesNotMatch(verdict.why, /detail/);
  });

  it('sends again when a disabled skill is told of within the grace after the grant', () => {
    const linkedAt = NOW - config.disabledGraceMs + 1;
    assert.equal(judge(answered(403, 'SKILL_DISABLED_EXCEPTION'), { relocated: true, linkedAt }).type, 'again');
  });

  it('expires an event whose time is over before the next send, and lets the lane wait', () => {
    const verdict = judge(answered(503), { class: 'reply', expiresAt: NOW + 1_000 });
    assert.ok(verdict.type === 'expired' && verdict.wait !== undefined);
    assert.equal(judge(answered(503), { class: 'reply', expiresAt: NOW + 1_001 }).type, 'again');
  });

  it('counts the failures of the lane', () => {
    const verdict = judge(answered(503), { failures: 6 });
    assert.ok(verdict.type === 'again');
    assert.equal(verdict.wait.failures, 7);
    assert.equal(verdict.wait.dueAt, NOW + config.longestDelayMs);
  });

  it('never waits less than a second, never sends past the deadline, and always gives a reason', () => {
    const history = fc.record({
      class: fc.constantFrom(...classes),
      tries: fc.integer({ min: 1, max: 50 }),
      failures: fc.integer({ min: 0, max: 1_000 }),
      size: fc.integer({ min: 1, max: 300 }),
      halved: fc.boolean(),
      refreshed: fc.boolean(),
      relocated: fc.boolean(),
      expiresAt: fc.integer({ min: NOW - 1_000, max: NOW + 600_000 }),
      linkedAt: fc.integer({ min: NOW - 600_000, max: NOW }),
    });
    const answer = fc.record({
      type: fc.constant('answered' as const),
      status: fc.integer({ min: 0, max: 999 }),
      code: fc.string(),
      retryAfterMs: fc.integer({ min: 0, max: 2 ** 40 }),
      tookMs: fc.nat(),
    });
    fc.assert(
      fc.property(answer, history, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, past, chance) => {
        const outcome = judgeEventAnswer(given);
        const verdict = judgeVerdict({ answer: given, outcome, history: past, now: NOW, chance }, config);
        assert.ok(verdict.why.length > 0 && verdict.why.length < 500);
        if (verdict.type !== 'again') return;
        assert.ok(verdict.wait.dueAt - NOW >= config.firstDelayMs);
        assert.ok(verdict.wait.dueAt < past.expiresAt);
      }),
    );
  });
});
