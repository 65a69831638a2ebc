import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, judgeEventAnswer } from '@gatehouse/client';
import { type GatewayErrorCode, gatewayErrors } from '@gatehouse/protocol';
import { deliveryDefaults } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { judgeVerdict, type MessageHistory } from './judge-verdict.ts';
import type { Verdict } from './verdict.ts';

const NOW = Date.UTC(2026, 0, 1);
const YOUNG_MS = 30_000;
const OLD_MS = 86_400_000;

/** Notices have answers and a table of their own, `../notice/judge-notice.test.ts`. */
type MessageClass = Exclude<EventClass, 'notice'>;

const classes: readonly MessageClass[] = ['level', 'edge', 'reply', 'catalogue'];

/**
 * What the first send, its three resends and one send beyond come to, in words: `again` under the same messageId, `anew`
 * under another one, otherwise the verdict with its reason.
 */
type Sends = readonly [first: string, second: string, third: string, fourth: string, beyond: string];

/** A row of the documents: for every class, or for some of them otherwise. */
type Row = Readonly<Record<MessageClass, Sends>>;

const each = (word: string): Sends => [word, word, word, word, word];
const row = (sends: Sends, other: Partial<Row> = {}): Row => {
  return { level: sends, edge: sends, reply: sends, catalogue: sends, ...other };
};

/** "Resend the message up to three times, at least a second apart" (send-events reference, HTTP status codes). */
const resent: Row = row(['again', 'again', 'again', 'anew', 'anew']);
const dead = row(each('dead'));
const split = row(each('split'));
const disabled = row(each('park disabled'));

/** Every documented code, with its documented status, to a message of one event that was neither refreshed nor relocated. */
const byCode: Readonly<Record<GatewayErrorCode, readonly [status: number, row: Row]>> = {
  INVALID_REQUEST_EXCEPTION: [400, dead],
  INVALID_ACCESS_TOKEN_EXCEPTION: [401, row(each('refresh'))],
  SKILL_NEVER_ENABLED_EXCEPTION: [403, row(each('relocate disabled'))],
  SKILL_DISABLED_EXCEPTION: [403, row(each('relocate disabled'))],
  INSUFFICIENT_PERMISSION_EXCEPTION: [403, row(each('hold insufficient-permission'))],
  ACCOUNT_NOT_FOUND_EXCEPTION: [404, row(each('park account-not-found'), { reply: each('expired') })],
  SKILL_NOT_FOUND_EXCEPTION: [404, row(each('park stage-changed'))],
  REQUEST_ENTITY_TOO_LARGE_EXCEPTION: [413, dead],
  THROTTLING_EXCEPTION: [429, resent],
  INTERNAL_SERVICE_EXCEPTION: [500, resent],
  SERVICE_UNAVAILABLE_EXCEPTION: [503, resent],
};

/** What comes without a readable code, such as a body that is no JSON: its status decides, else the class of its status. */
const byStatus: readonly (readonly [status: number, row: Row])[] = [
  ...[200, 201, 202, 204, 206].map(status => [status, row(each('delivered'))] as const),
  [400, dead],
  [401, row(each('refresh'))],
  [403, row(each('relocate disabled'))],
  ...[404, 405, 409, 410, 413, 415, 418, 432, 451, 499].map(status => [status, dead] as const),
  ...[408, 429, 500, 501, 502, 503, 504, 520, 599].map(status => [status, resent] as const),
  ...[0, 100, 101, 301, 302, 307, 304, 600, 777].map(status => [status, resent] as const),
];

/** What the history of a message changes, for the codes that it changes anything for. */
const byHistory: readonly (readonly [
  what: string,
  history: Partial<MessageHistory>,
  rows: Partial<Record<GatewayErrorCode, Row>>,
])[] = [
  [
    'with a token that was just refreshed',
    { refreshed: true },
    { INVALID_ACCESS_TOKEN_EXCEPTION: row(each('park link-lost')) },
  ],
  [
    'to the right region, long after the grant',
    { relocated: true, linkedAt: NOW - OLD_MS },
    { SKILL_NEVER_ENABLED_EXCEPTION: disabled, SKILL_DISABLED_EXCEPTION: disabled },
  ],
  [
    'to the right region, with a grant of unknown age',
    { relocated: true },
    { SKILL_NEVER_ENABLED_EXCEPTION: disabled, SKILL_DISABLED_EXCEPTION: disabled },
  ],
  [
    'to the right region, shortly after the grant',
    { relocated: true, linkedAt: NOW - YOUNG_MS },
    { SKILL_NEVER_ENABLED_EXCEPTION: resent, SKILL_DISABLED_EXCEPTION: resent },
  ],
  [
    'that names several endpoints',
    { size: 2 },
    {
      INVALID_REQUEST_EXCEPTION: split,
      REQUEST_ENTITY_TOO_LARGE_EXCEPTION: split,
      INTERNAL_SERVICE_EXCEPTION: split,
    },
  ],
  [
    'that is half of one which broke the gateway',
    { size: 2, halved: true },
    { INVALID_REQUEST_EXCEPTION: split, REQUEST_ENTITY_TOO_LARGE_EXCEPTION: split },
  ],
];

function answered(status: number, code?: string): Answer {
  return { type: 'answered', status, tookMs: 5, ...(code === undefined ? {} : { code }) };
}

function judge(answer: Answer, more: Partial<MessageHistory>): Verdict {
  const once = { size: 1, halved: false, refreshed: false, relocated: false };
  const history: MessageHistory = { class: 'level', tries: 1, failures: 0, ...once, ...more };
  const outcome = judgeEventAnswer(answer);
  return judgeVerdict({ answer, outcome, history, now: NOW, chance: 0 }, deliveryDefaults);
}

function wordOf(verdict: Verdict): string {
  if (verdict.type === 'again') return verdict.fresh ? 'anew' : 'again';
  return 'reason' in verdict ? `${verdict.type} ${verdict.reason}` : verdict.type;
}

/** Judges one answer to each send of each class, and says what is wrong as a table. */
function assertRow(answer: Answer, expected: Row, history: Partial<MessageHistory> = {}): void {
  for (const eventClass of classes) {
    const verdicts = [1, 2, 3, 4, 5].map(tries =>
      judge(answer, { class: eventClass, tries, failures: tries - 1, ...history }),
    );
    assert.deepEqual(verdicts.map(wordOf), expected[eventClass], eventClass);
    for (const verdict of verdicts) {
      if (verdict.type === 'again') assert.ok(verdict.wait.dueAt >= NOW + 1_000, 'a second between two sends');
    }
  }
}

describe('the table of verdicts', () => {
  for (const { code, status } of Object.values(gatewayErrors)) {
    const [documented, expected] = byCode[code];
    it(`holds for ${documented} ${code}: every class, every send`, () => {
      assert.equal(status, documented);
      assertRow(answered(documented, code), expected);
    });

    it(`goes by the code ${code}, whatever status it comes with`, () => {
      for (const other of [302, 400, 401, 403, 404, 413, 429, 500, 503]) assertRow(answered(other, code), expected);
    });
  }

  for (const [status, expected] of byStatus) {
    it(`holds for ${status} without a code that is known: every class, every send`, () => {
      assertRow(answered(status), expected);
      assertRow(answered(status, 'SOMETHING_NEW_EXCEPTION'), expected);
    });
  }

  it('holds for every way in which no answer comes', () => {
    for (const reason of ['timeout', 'reset', 'refused', 'dns', 'tls', 'aborted', 'other'] as const) {
      assertRow({ type: 'unanswered', reason, detail: '', tookMs: 1 }, resent);
    }
  });

  for (const [what, history, rows] of byHistory) {
    it(`holds for a message ${what}: every code, every class, every send`, () => {
      for (const { code } of Object.values(gatewayErrors)) {
        const [status, usual] = byCode[code];
        assertRow(answered(status, code), rows[code] ?? usual, history);
      }
    });
  }

  it('says expired, and nothing else changes, when the time of an event is over before it may be sent again', () => {
    for (const { code } of Object.values(gatewayErrors)) {
      const [status, usual] = byCode[code];
      const late = (sends: Sends): Sends => sends.map(word => (/^a/.test(word) ? 'expired' : word)) as unknown as Sends;
      const expected = Object.fromEntries(classes.map(one => [one, late(usual[one])])) as Record<EventClass, Sends>;
      assertRow(answered(status, code), expected, { expiresAt: NOW + 1_000 });
    }
  });

  it('waits as long as Retry-After asks, an hour at most, in every row that is sent again', () => {
    const troubles = [
      answered(429, 'THROTTLING_EXCEPTION'),
      answered(500, 'INTERNAL_SERVICE_EXCEPTION'),
      answered(503, 'SERVICE_UNAVAILABLE_EXCEPTION'),
      ...[0, 302, 408, 429, 500, 502, 503, 504, 777].map(status => answered(status)),
    ];
    for (const [retryAfterMs, waited] of [
      [120_000, 120_000],
      [86_400_000, 3_600_000],
    ] as const) {
      for (const answer of troubles) {
        for (const eventClass of classes) {
          for (const tries of [1, 2, 3, 4, 5]) {
            const verdict = judge({ ...answer, retryAfterMs } as Answer, { class: eventClass, tries });
            assert.equal(verdict.type === 'again' && verdict.wait.dueAt - NOW, waited);
          }
        }
      }
    }
  });
});
