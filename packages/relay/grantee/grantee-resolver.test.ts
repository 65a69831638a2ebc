import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret, silentLog } from '@gatehouse/client/platform';
import { createVirtualClock } from '@gatehouse/testing';
import { createGranteeResolver, openGranteeResolver } from './grantee-resolver.ts';
import type { GranteeFind } from './grantee-source.ts';

const START = Date.UTC(2026, 0, 1);

/** A resolver over a source that answers what `answers` says, and counts how often it was asked. */
function openResolver(answer: (token: string) => GranteeFind) {
  const clock = createVirtualClock(START);
  const asked: string[] = [];
  const source = {
    findCustomer: async (token: Secret): Promise<GranteeFind> => {
      asked.push(token.reveal());
      return answer(token.reveal());
    },
    close: async () => {},
  };
  const resolver = createGranteeResolver(source, { clock, cacheMs: 60_000 });
  return { clock, asked, ask: (token: string) => resolver.resolveCustomer(new Secret(token)) };
}

describe('createGranteeResolver()', () => {
  it('asks once for a token within a minute, and for each token by itself', async () => {
    const { clock, asked, ask } = openResolver(token => ({ type: 'known', customer: `of-${token}` }));
    const answers = await Promise.all([ask('a'), ask('a'), ask('b')]);
    assert.deepEqual(
      answers.map(answer => answer.type === 'known' && answer.customer),
      ['of-a', 'of-a', 'of-b'],
    );
    await ask('a');
    assert.deepEqual(asked, ['a', 'b']);
    await clock.advance(60_000);
    await ask('a');
    assert.deepEqual(asked, ['a', 'b', 'a']);
  });

  it('keeps no answer longer than the token lives', async () => {
    const { clock, asked, ask } = openResolver(() => ({ type: 'known', customer: 'c', tokenEndsAt: START + 5_000 }));
    await ask('a');
    await clock.advance(4_999);
    await ask('a');
    assert.equal(asked.length, 1);
    await clock.advance(1);
    await ask('a');
    assert.equal(asked.length, 2);
  });

  it('keeps no refusal, and no answer that could not be had', async () => {
    for (const type of ['refused', 'unreachable'] as const) {
      const { asked, ask } = openResolver(() => ({ type, reason: 'No' }));
      assert.deepEqual([await ask('a'), await ask('a')], Array(2).fill({ type, reason: 'No' }));
      assert.equal(asked.length, 2);
    }
  });

  it('keeps the last ten thousand answers', async () => {
    const { asked, ask } = openResolver(() => ({ type: 'known', customer: 'c' }));
    for (let i = 0; i < 10_001; i++) await ask(String(i));
    await ask('10000');
    assert.equal(asked.length, 10_001);
    await ask('0');
    assert.equal(asked.length, 10_002);
  });
});

describe('openGranteeResolver()', () => {
  it('opens nothing where the header alone names customers', () => {
    const tools = { clock: createVirtualClock(START), log: silentLog };
    assert.equal(openGranteeResolver({ resolve: 'header' }, tools), undefined);
  });
});
