import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatehouseErrors } from '@gatehouse/protocol';
import { deliveryDefaults as config } from '../config/delivery-config.ts';
import { judgeToken, type TokenCase } from './judge-token.ts';

const NOW = Date.UTC(2026, 0, 1);

function judge(result: TokenCase['result'], more: Partial<TokenCase> = {}): ReturnType<typeof judgeToken> {
  return judgeToken({ result, failures: 0, now: NOW, chance: 0, ...more }, config);
}

/** Every way in which no token can be had, and what it comes to; the type demands a row for each. */
const walk: {
  readonly [Type in TokenCase['result']['type']]: [Extract<TokenCase['result'], { type: Type }>, string][];
} = {
  lost: [[{ type: 'lost', generation: 1 }, 'park']],
  hold: [
    [{ type: 'hold', reason: 'invalid-client' }, 'hold'],
    [{ type: 'hold', reason: 'unauthorized-client' }, 'hold'],
  ],
  none: [[{ type: 'none' }, 'again']],
  closed: [
    [{ type: 'closed', reason: 'sealing-key-unknown', generation: 1 }, 'again'],
    [{ type: 'closed', reason: 'grant-unreadable', generation: 1 }, 'again'],
  ],
  again: [
    [{ type: 'again', reason: 'throttled' }, 'again'],
    [{ type: 'again', reason: 'server-error' }, 'again'],
    [{ type: 'again', reason: 'unavailable' }, 'again'],
    [{ type: 'again', reason: 'timeout' }, 'again'],
    [{ type: 'again', reason: 'connection' }, 'again'],
    [{ type: 'again', reason: 'unknown-status' }, 'again'],
    [{ type: 'again', reason: 'malformed-answer' }, 'again'],
  ],
};

describe('judgeToken()', () => {
  for (const [result, expected] of Object.values(walk).flat()) {
    it(`says ${expected} of ${JSON.stringify(result)}, and what else only when the time of the event is over`, () => {
      const verdict = judge(result);
      assert.equal(verdict.type, expected);
      assert.ok(verdict.why.length > 0);
      const late = judge(result, { expiresAt: NOW + 1 });
      assert.equal(late.type, expected === 'again' ? 'expired' : expected);
    });
  }

  it('parks the customer when the grant is lost', () => {
    const verdict = judge({ type: 'lost', generation: 3 });
    assert.ok(verdict.type === 'park' && verdict.reason === 'link-lost');
  });

  for (const reason of ['invalid-client', 'unauthorized-client'] as const) {
    it(`holds the skill after ${reason}`, () => {
      const verdict = judge({ type: 'hold', reason });
      assert.ok(verdict.type === 'hold' && verdict.reason === reason);
    });
  }

  it('waits longer each time that the token endpoint is down, and uses up no resend', () => {
    const waits = [0, 1, 2, 3, 10].map(failures => {
      const verdict = judge({ type: 'again', reason: 'timeout' }, { failures });
      assert.ok(verdict.type === 'again' && !verdict.fresh);
      assert.match(verdict.why, /timeout.*the grant is kept/);
      return verdict.wait.dueAt - NOW;
    });
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 60_000]);
  });

  it('honours Retry-After of the token endpoint', () => {
    const verdict = judge({ type: 'again', reason: 'throttled', afterMs: 30_000 });
    assert.ok(verdict.type === 'again' && verdict.wait.dueAt === NOW + 30_000);
  });

  it('expires an event whose time is over before the token endpoint is asked again', () => {
    assert.equal(judge({ type: 'again', reason: 'timeout' }, { expiresAt: NOW + 1_000 }).type, 'expired');
    assert.equal(judge({ type: 'again', reason: 'timeout' }, { expiresAt: NOW + 1_001 }).type, 'again');
  });

  for (const reason of ['sealing-key-unknown', 'grant-unreadable'] as const) {
    it(`waits with code and remedy when the grant cannot be opened: ${reason}`, () => {
      const verdict = judge({ type: 'closed', reason, generation: 1 });
      assert.ok(verdict.type === 'again' && !verdict.fresh && verdict.wait.dueAt === NOW + config.probeMs);
      assert.ok(verdict.why.includes(`[${reason}]`) && verdict.why.includes(gatehouseErrors[reason].remedy));
    });
  }

  it('waits when the customer has no grant', () => {
    const verdict = judge({ type: 'none' });
    assert.ok(verdict.type === 'again' && verdict.wait.dueAt === NOW + config.probeMs);
  });
});
