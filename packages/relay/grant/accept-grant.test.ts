import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenOutcome } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { type ExchangeCase, type ExchangeVerdict, type GrantAsk, judgeExchange, judgeStoring } from './accept-grant.ts';
import { decodeTokenText } from './token-text.ts';

const START = Date.UTC(2026, 0, 1);
const ask: GrantAsk = { customer: 'customer-1', code: new Secret('GATEHOUSE-CODE-1'), region: 'EU' };
const tokens = {
  accessToken: new Secret('Atza|GATEHOUSE-1'),
  refreshToken: new Secret('Atzr|GATEHOUSE-1'),
  expiresInSeconds: 3600,
  tokenType: 'bearer',
};

function judge(outcome: TokenOutcome, more: Partial<ExchangeCase> = {}): ExchangeVerdict {
  const exchange = { ask, codeHash: 'hash-1', outcome, startedAt: START, now: START + 100, tries: 1 };
  return judgeExchange({ ...exchange, discoverGraceMs: 2_000, ...more });
}

describe('judgeExchange()', () => {
  it('stores the tokens with the region, due after the time that Alexa takes to discover', () => {
    const verdict = judge({ type: 'granted', tokens, tookMs: 99.5 });
    assert.ok(verdict.type === 'store');
    const { tokens: text, ...grant } = verdict.grant;
    const expiresAt = START + 3_600_000;
    assert.deepEqual(grant, { customer: 'customer-1', expiresAt, at: START + 100, dueAt: START + 2_100, region: 'EU' });
    const stored = decodeTokenText(text);
    assert.deepEqual([stored?.refreshToken.reveal(), stored?.codeHash], ['Atzr|GATEHOUSE-1', 'hash-1']);
  });

  it('names no region when the forwarder did not', () => {
    const verdict = judge({ type: 'granted', tokens, tookMs: 1 }, { ask: { customer: 'c', code: ask.code } });
    assert.ok(verdict.type === 'store' && !('region' in verdict.grant));
  });

  it('fails without a refresh token', () => {
    const { refreshToken, ...rest } = tokens;
    assert.ok(refreshToken !== undefined);
    assert.equal(judge({ type: 'granted', tokens: rest, tookMs: 1 }).type, 'failed');
  });

  it('tries again, ever less often, for as long as the code lives', () => {
    const down: TokenOutcome = { type: 'again', reason: 'timeout', tookMs: 1 };
    const delays = [1, 2, 3, 4, 100].map(tries => judge(down, { tries }));
    const expected = [1_000, 2_000, 4_000, 4_000, 4_000];
    assert.deepEqual(
      delays,
      expected.map(delayMs => ({ type: 'again', delayMs })),
    );
    assert.deepEqual(judge({ ...down, afterMs: 3_000 }), { type: 'again', delayMs: 3_000 });
    assert.equal(judge(down, { now: START + 298_999 }).type, 'again');
    assert.equal(judge(down, { now: START + 299_000 }).type, 'failed');
    assert.equal(judge({ ...down, afterMs: 300_000 }).type, 'failed');
  });

  const refusals: readonly TokenOutcome[] = [
    { type: 'lost', reason: 'invalid-grant', description: 'secret text', tookMs: 1 },
    { type: 'hold', reason: 'invalid-client', description: 'secret text', tookMs: 1 },
    { type: 'dead', reason: 'refused', description: 'secret text', tookMs: 1 },
  ];
  for (const outcome of refusals) {
    it(`fails with a reason of our own when the exchange is ${outcome.type}`, () => {
      const verdict = judge(outcome);
      assert.ok(verdict.type === 'failed');
      assert.match(verdict.reason, /^(The|A).*[^.]$/);
      assert.doesNotMatch(verdict.reason, /secret text/);
    });
  }
});

describe('judgeStoring()', () => {
  it('stores again, ever less often, for as long as the code would live', () => {
    const judgeAt = (tries: number, now = START + 100): unknown => judgeStoring({ startedAt: START, now, tries });
    const delays = [1_000, 2_000, 4_000, 4_000];
    assert.deepEqual(
      delays.map((_, index) => judgeAt(index + 1)),
      delays.map(delayMs => ({ type: 'again', delayMs })),
    );
    assert.deepEqual(judgeAt(1, START + 298_999), { type: 'again', delayMs: 1_000 });
    const failed = { type: 'failed', reason: 'The tokens came and could not be stored yet' };
    assert.deepEqual(judgeAt(1, START + 299_000), failed);
  });
});
