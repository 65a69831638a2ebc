import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret, createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import type { GrantAnswer } from './accept-grant.ts';
import { GrantDesk } from './grant-desk.ts';
import type { GrantStore, NewGrant } from './grant-store.ts';
import { decodeTokenText } from './token-text.ts';

const DOWN: TokenOutcome = { type: 'again', reason: 'unavailable', tookMs: 0 };
const VOID: TokenOutcome = { type: 'lost', reason: 'invalid-grant', tookMs: 0 };

function granted(code: string): TokenOutcome {
  const [accessToken, refreshToken] = ['Atza', 'Atzr'].map(kind => new Secret(`${kind}|GATEHOUSE-of-${code}`));
  if (accessToken === undefined || refreshToken === undefined) return VOID;
  return {
    type: 'granted',
    tokens: { accessToken, refreshToken, expiresInSeconds: 3600, tokenType: 'bearer' },
    tookMs: 0,
  };
}

/** A desk whose exchanges end when the test says so; `stored` are the codes whose tokens were put, in order. */
class DeskBench {
  readonly clock = createVirtualClock();
  readonly log = createRecordingLog();
  readonly exchanges: { readonly code: string; readonly end: (outcome: TokenOutcome) => void }[] = [];
  readonly stored: string[] = [];
  readonly desk: GrantDesk;
  broken = false;

  constructor(withCredentials = true) {
    const store: GrantStore = {
      readGrant: () => assert.fail('The desk reads no grant'),
      rotateGrant: () => assert.fail('The desk rotates no grant'),
      putGrant: async grant => this.#put(grant),
    };
    const tokens: TokenClient = {
      exchangeCode: code =>
        new Promise(end => {
          this.exchanges.push({ code: code.reveal(), end });
        }),
      refresh: () => assert.fail('The desk refreshes nothing'),
      requestClientCredentials: () => assert.fail('The desk asks for no credentials'),
      close: async () => {},
    };
    const { clock, log } = this;
    this.desk = new GrantDesk({ store, tokens: withCredentials ? tokens : undefined, clock, log, discoverGraceMs: 0 });
  }

  ask(code: string, customer = 'c-1'): Promise<GrantAnswer> {
    return this.desk.acceptGrant({ customer, region: 'NA', code: new Secret(code) });
  }

  /** Ends the exchange that was begun as the `index`th. */
  async end(index: number, outcome?: TokenOutcome): Promise<void> {
    const exchange = this.exchanges[index] ?? assert.fail('No such exchange');
    exchange.end(outcome ?? granted(exchange.code));
    await this.clock.settle();
  }

  #put(grant: NewGrant): { generation: number } {
    if (this.broken) throw new TypeError('The disk is full');
    const text = decodeTokenText(grant.tokens)?.accessToken.reveal() ?? '';
    this.stored.push(text.replace('Atza|GATEHOUSE-of-', ''));
    return { generation: this.stored.length };
  }
}

describe('GrantDesk acceptGrant()', () => {
  it('exchanges a code once that comes twice, while it is exchanged and afterwards', async () => {
    const bench = new DeskBench();
    const both = [bench.ask('one'), bench.ask('one')];
    await bench.end(0);
    assert.deepEqual(await Promise.all([...both, bench.ask('one')]), Array(3).fill({ type: 'accepted' }));
    assert.deepEqual([bench.exchanges.length, bench.stored], [1, ['one']]);
  });

  it('exchanges the same code of two customers for each of them', async () => {
    const bench = new DeskBench();
    void bench.ask('one', 'c-1');
    void bench.ask('one', 'c-2');
    assert.equal(bench.exchanges.length, 2);
  });

  it('does not let an earlier directive overwrite what a later one has brought', async () => {
    const bench = new DeskBench();
    const answers = [bench.ask('first'), bench.ask('second')];
    await bench.end(1);
    await bench.end(0);
    assert.deepEqual(await Promise.all(answers), [{ type: 'accepted' }, { type: 'accepted' }]);
    assert.deepEqual(bench.stored, ['second']);
  });

  it('tries again while the token endpoint is down and Alexa still waits, then says that it failed', async () => {
    const bench = new DeskBench();
    const answer = bench.ask('one');
    for (let i = 0; i < 6; i++) {
      await bench.end(i, DOWN);
      await bench.clock.advance(1_000);
    }
    assert.equal((await answer).type, 'failed');
    assert.equal(bench.exchanges.length, 6, 'the last exchange begins 5 s after the directive');
    assert.deepEqual([bench.stored, bench.clock.pending()], [[], []]);
    assertNoSecret(bench.log.text());
  });

  it('exchanges a code again whose exchange has failed, and one whose grant could not be stored', async () => {
    const bench = new DeskBench();
    const first = bench.ask('one');
    await bench.end(0, VOID);
    assert.equal((await first).type, 'failed');
    bench.broken = true;
    const second = assert.rejects(bench.ask('one'), TypeError);
    await bench.end(1);
    await second;
    bench.broken = false;
    const third = bench.ask('one');
    await bench.end(2);
    assert.deepEqual([await third, bench.stored], [{ type: 'accepted' }, ['one']]);
  });

  it('fails without credentials of the skill, and says that they are missing', async () => {
    const answer = await new DeskBench(false).ask('one');
    assert.ok(answer.type === 'failed' && /credentials are missing/.test(answer.reason));
  });

  it('ends on the grant of the last directive whose exchange came to something, in whatever order they end', async () => {
    const cases = fc.integer({ min: 1, max: 6 }).chain(count =>
      fc.record({
        good: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
        order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
      }),
    );
    const law = fc.asyncProperty(cases, async ({ good, order }) => {
      const bench = new DeskBench();
      const answers = good.map((_, index) => bench.ask(String(index)));
      for (const index of order) await bench.end(index, good[index] ? undefined : VOID);
      const types = (await Promise.all(answers)).map(({ type }) => type);
      assert.deepEqual(
        types,
        good.map(one => (one ? 'accepted' : 'failed')),
      );
      const last = good.lastIndexOf(true);
      assert.equal(bench.stored.at(-1), last < 0 ? undefined : String(last));
    });
    await fc.assert(law, { numRuns: 60 });
  });
});
