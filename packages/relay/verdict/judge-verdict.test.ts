import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, judgeEventAnswer } from '@gatehouse/client';
import { type GatewayError, gatewayErrors } from '@gatehouse/protocol';
import fc from 'fast-check';
import { type DeliveryConfig, deliveryDefaults } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { judgeVerdict, type MessageHistory } from './judge-verdict.ts';
import type { Verdict } from './verdict.ts';

const NOW = Date.UTC(2026, 0, 1);
const config: DeliveryConfig = deliveryDefaults;
const classes: readonly EventClass[] = ['level', 'edge', 'reply', 'catalogue', 'notice'];

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

/** One row for each status and code that the documents name, and what a first send of each class comes to. */
const documented: readonly [
  status: number,
  code: string | undefined,
  expected: Partial<Record<EventClass, string>> & { all: string },
][] = [
  [202, undefined, { all: 'delivered' }],
  [200, undefined, { all: 'delivered' }],
  [201, undefined, { all: 'delivered' }],
  [204, undefined, { all: 'delivered' }],
  [400, 'INVALID_REQUEST_EXCEPTION', { all: 'dead' }],
  [400, undefined, { all: 'dead' }],
  [401, 'INVALID_ACCESS_TOKEN_EXCEPTION', { all: 'refresh' }],
  [400, 'INVALID_ACCESS_TOKEN_EXCEPTION', { all: 'refresh' }],
  [401, undefined, { all: 'refresh' }],
  [403, 'SKILL_DISABLED_EXCEPTION', { all: 'relocate' }],
  [400, 'SKILL_DISABLED_EXCEPTION', { all: 'relocate' }],
  [403, 'SKILL_NEVER_ENABLED_EXCEPTION', { all: 'relocate' }],
  [403, 'INSUFFICIENT_PERMISSION_EXCEPTION', { all: 'hold' }],
  [404, 'ACCOUNT_NOT_FOUND_EXCEPTION', { all: 'park', reply: 'expired' }],
  [404, 'SKILL_NOT_FOUND_EXCEPTION', { all: 'park' }],
  [413, 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION', { all: 'dead' }],
  [429, 'THROTTLING_EXCEPTION', { all: 'again' }],
  [500, 'INTERNAL_SERVICE_EXCEPTION', { all: 'again' }],
  [503, 'SERVICE_UNAVAILABLE_EXCEPTION', { all: 'again' }],
  // What comes without a known code, such as a body that is no JSON, goes by its status, and that by its class.
  [0, undefined, { all: 'again' }],
  [101, undefined, { all: 'again' }],
  [206, undefined, { all: 'delivered' }],
  [302, undefined, { all: 'again' }],
  [403, undefined, { all: 'relocate' }],
  [404, undefined, { all: 'dead' }],
  [405, undefined, { all: 'dead' }],
  [408, undefined, { all: 'again' }],
  [413, undefined, { all: 'dead' }],
  [418, undefined, { all: 'dead' }],
  [429, undefined, { all: 'again' }],
  [432, undefined, { all: 'dead' }],
  [500, undefined, { all: 'again' }],
  [501, undefined, { all: 'again' }],
  [502, undefined, { all: 'again' }],
  [503, undefined, { all: 'again' }],
  [504, undefined, { all: 'again' }],
  [599, undefined, { all: 'again' }],
  [777, undefined, { all: 'again' }],
];

/** What the error table says about a retry, as the verdicts that keep to it for a first send of one event. */
const verdictsOf: Readonly<Record<GatewayError['retry'], readonly Verdict['type'][]>> = {
  never: ['dead', 'hold', 'park', 'expired'],
  'with-fresh-token': ['refresh'],
  elsewhere: ['relocate'],
  smaller: ['dead'],
  later: ['again'],
};

describe('judgeVerdict()', () => {
  for (const [status, code, expected] of documented) {
    for (const eventClass of classes) {
      for (const tries of [1, 2, 3, 4, 9]) {
        it(`judges ${status} ${code ?? 'without a code'} for try ${tries} of a ${eventClass} event`, () => {
          const verdict = judge(answered(status, code), { class: eventClass, tries });
          const usual = expected[eventClass] ?? expected.all;
          const exhaustedNotice = usual === 'again' && eventClass === 'notice' && tries > config.resends;
          assert.equal(verdict.type, exhaustedNotice ? 'dead' : usual);
          assert.match(verdict.why, new RegExp(`^The gateway answered ${status}`));
          if (verdict.type !== 'again') return;
          assert.equal(verdict.fresh, tries > config.resends, 'a fresh messageId exactly when the resends are used up');
          assert.ok(verdict.wait.dueAt >= NOW + 1_000, 'at least a second between two sends');
        });
      }
    }
  }

  for (const { code, status, retry } of Object.values(gatewayErrors)) {
    it(`has a row for ${code} with its status, and keeps to what the error table says of a retry`, () => {
      assert.ok(documented.some(row => row[0] === status && row[1] === code));
      for (const eventClass of classes) {
        const { type } = judge(answered(status, code), { class: eventClass });
        assert.ok(verdictsOf[retry].includes(type), `${type} for ${eventClass}`);
      }
    });
  }

  const troubles = documented.filter(([, , { all }]) => all === 'again');
  for (const [status, code] of troubles) {
    it(`honours Retry-After of ${status} ${code ?? 'without a code'} for any class and try, but for an hour at most`, () => {
      for (const eventClass of classes) {
        for (const tries of [1, 2, 3, 4]) {
          for (const [afterMs, expected] of [
            [120_000, 120_000],
            [86_400_000, 3_600_000],
          ] as const) {
            const answer = { ...answered(status, code), retryAfterMs: afterMs };
            const verdict = judge(answer, { class: eventClass, tries });
            if (verdict.type === 'dead') assert.deepEqual([eventClass, tries], ['notice', 4]);
            else assert.equal(verdict.type === 'again' && verdict.wait.dueAt, NOW + expected);
          }
        }
      }
    });
  }

  /** After the last resend: what is made anew of what is true then goes on, the rest until its time is over. */
  const afterResends: readonly [EventClass, expiresAt: number | undefined, expected: string][] = [
    ['level', undefined, 'again'],
    ['catalogue', undefined, 'again'],
    ['edge', NOW + 300_000, 'again'],
    ['edge', NOW + 15_000, 'expired'],
    ['reply', NOW + 300_000, 'again'],
    ['reply', NOW + 15_000, 'expired'],
    ['notice', undefined, 'dead'],
    ['notice', NOW + 300_000, 'dead'],
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

  for (const reason of ['timeout', 'reset', 'refused', 'dns', 'tls', 'aborted', 'other'] as const) {
    it(`sends again after ${reason}`, () => {
      const verdict = judge({ type: 'unanswered', reason, detail: 'detail', tookMs: 1 });
      assert.equal(verdict.type, 'again');
      assert.doesNotMatch(verdict.why, /detail/);
    });
  }

  it('parks the link after a 401 to a token just refreshed', () => {
    const verdict = judge(answered(401, 'INVALID_ACCESS_TOKEN_EXCEPTION'), { refreshed: true });
    assert.deepEqual([verdict.type, verdict.type === 'park' && verdict.reason], ['park', 'link-lost']);
  });

  it('parks as disabled when the region is the right one and the grant is old', () => {
    const linkedAt = NOW - config.disabledGraceMs;
    const verdict = judge(answered(403, 'SKILL_DISABLED_EXCEPTION'), { relocated: true, linkedAt });
    assert.deepEqual([verdict.type, verdict.type === 'park' && verdict.reason], ['park', 'disabled']);
  });

  it('parks as disabled when nobody knows how old the grant is', () => {
    assert.equal(judge(answered(403, 'SKILL_NEVER_ENABLED_EXCEPTION'), { relocated: true }).type, 'park');
  });

  it('sends again when a disabled skill is told of within the grace after the grant', () => {
    const linkedAt = NOW - config.disabledGraceMs + 1;
    assert.equal(judge(answered(403, 'SKILL_DISABLED_EXCEPTION'), { relocated: true, linkedAt }).type, 'again');
  });

  it('splits a merged message after 413, 400 and, once, after 500', () => {
    assert.equal(judge(answered(413), { class: 'catalogue', size: 2 }).type, 'split');
    assert.equal(judge(answered(400), { class: 'catalogue', size: 2 }).type, 'split');
    assert.equal(judge(answered(500), { class: 'catalogue', size: 2 }).type, 'split');
    assert.equal(judge(answered(500), { class: 'catalogue', size: 2, halved: true }).type, 'again');
    assert.equal(judge(answered(503), { class: 'catalogue', size: 2 }).type, 'again');
  });

  it('waits as long as Retry-After asks', () => {
    const answer: Answer = { type: 'answered', status: 429, retryAfterMs: 90_000, tookMs: 1 };
    const verdict = judge(answer);
    assert.equal(verdict.type === 'again' && verdict.wait.dueAt, NOW + 90_000);
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
