import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret, createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import type { GrantAnswer } from './accept-grant.ts';
import { GrantDesk } from './grant-desk.ts';
import type { NewGrant } from './grant-store.ts';
import type { GrantVault } from './grant-vault.ts';
import { openGrant } from './held-grants.ts';
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

/**
 * A desk whose exchanges end when the test says so, each code being good for one; `stored` are the codes whose tokens
 * were put, in order.
 */
class DeskBench {
  readonly clock = createVirtualClock();
  readonly log = createRecordingLog();
  readonly random = createSeededRandom(1);
  readonly exchanges: { readonly code: string; readonly end: (outcome: TokenOutcome) => void }[] = [];
  readonly stored: string[] = [];
  readonly announced: string[] = [];
  /** How the store fails: before it has stored a grant, or after. */
  broken: 'before' | 'after' | undefined;
  readonly #spent = new Set<string>();
  #desk: GrantDesk;
  #generation = 0;
  #kept: NewGrant | undefined;
  readonly #open: () => GrantDesk;

  constructor(withCredentials = true) {
    const vault: Pick<GrantVault, 'read' | 'put'> = {
      read: async () => this.#read(),
      put: async grant => this.#put(grant),
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
    const onGrant = (customer: string): void => void this.announced.push(customer);
    const parts = { vault, tokens: withCredentials ? tokens : undefined, clock, log, discoverGraceMs: 2_000, onGrant };
    this.#open = () => new GrantDesk(parts);
    this.#desk = this.#open();
  }

  get desk(): GrantDesk {
    return this.#desk;
  }

  /** What the store has. */
  get kept(): NewGrant | undefined {
    return this.#kept;
  }

  /** A desk that remembers nothing, on the same grants: after a restart, or in another process. */
  restart(): void {
    this.#desk = this.#open();
  }

  /** Takes the grant away as a person does. */
  forget(): Promise<void> {
    return this.desk.forget('c-1', async () => {
      this.#kept = undefined;
      this.#generation += 1;
    });
  }

  ask(code: string, customer = 'c-1'): Promise<GrantAnswer> {
    return this.desk.acceptGrant({ customer, region: 'NA', code: new Secret(code) });
  }

  /** Ends the exchange that was begun as the `index`th. */
  async end(index: number, outcome?: TokenOutcome): Promise<void> {
    await this.clock.settle();
    const exchange = this.exchanges[index] ?? assert.fail('No such exchange');
    exchange.end(outcome ?? this.#spend(exchange.code));
    await this.clock.settle();
  }

  #spend(code: string): TokenOutcome {
    if (this.#spent.has(code)) return VOID;
    this.#spent.add(code);
    return granted(code);
  }

  #put(grant: NewGrant): { generation: number } {
    if (this.broken === 'before') throw new TypeError('The disk is full');
    const text = decodeTokenText(grant.tokens)?.accessToken.reveal() ?? '';
    this.stored.push(text.replace('Atza|GATEHOUSE-of-', ''));
    this.#generation += 1;
    this.#kept = grant;
    if (this.broken === 'after') throw new TypeError('The disk answers too late');
    return { generation: this.#generation };
  }

  #read(): Awaited<ReturnType<GrantVault['read']>> {
    const { random } = this;
    const grant = this.#kept && openGrant({ ...this.#kept, generation: this.#generation }, random);
    return grant === undefined ? { type: 'none' } : { type: 'open', grant };
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
    await bench.clock.settle();
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

  it('knows a code again after a restart, and does not exchange it a second time', async () => {
    const bench = new DeskBench();
    const first = bench.ask('one');
    await bench.end(0);
    await first;
    bench.restart();
    assert.deepEqual(await bench.ask('one'), { type: 'accepted' });
    assert.deepEqual([bench.exchanges.length, bench.stored], [1, ['one']]);
    void bench.ask('two');
    await bench.end(1);
    assert.deepEqual(bench.stored, ['one', 'two']);
  });

  it('answers before Alexa stops waiting when the token endpoint is slow, and stores what comes after', async () => {
    const bench = new DeskBench();
    const answer = bench.ask('one');
    await bench.clock.advance(7_000);
    assert.equal((await answer).type, 'failed');
    assert.deepEqual([bench.stored, bench.announced], [[], []]);
    const repeated = bench.ask('one');
    await bench.end(0);
    assert.deepEqual(await repeated, { type: 'accepted' }, 'the same directive joins the exchange under way');
    assert.deepEqual([bench.exchanges.length, bench.stored, bench.announced], [1, ['one'], ['c-1']]);
    assert.deepEqual(bench.clock.pending(), []);
  });

  it('goes on while the token endpoint is down, and ends on a grant when it is back within the life of the code', async () => {
    const bench = new DeskBench();
    const answer = bench.ask('one');
    for (let i = 0; i < 8; i++) {
      await bench.end(i, DOWN);
      await bench.clock.advance(4_000);
    }
    assert.equal((await answer).type, 'failed');
    await bench.end(8);
    assert.deepEqual([bench.stored, bench.announced], [['one'], ['c-1']]);
    assert.deepEqual(await bench.ask('one'), { type: 'accepted' });
    assertNoSecret(bench.log.text());
  });

  it('gives a code up when it is five minutes old', async () => {
    const bench = new DeskBench();
    void bench.ask('one');
    await bench.end(0, DOWN);
    await bench.clock.advance(299_000);
    await bench.end(1, DOWN);
    await bench.clock.advance(299_000);
    assert.deepEqual([bench.exchanges.length, bench.stored, bench.clock.pending()], [2, [], []]);
  });

  it('begins no further exchange once it is stopped, and waits for the one under way', async () => {
    const bench = new DeskBench();
    void bench.ask('one', 'c-1');
    void bench.ask('two', 'c-2');
    await bench.end(0, DOWN);
    let stopped = false;
    const stop = bench.desk.stop().then(() => {
      stopped = true;
    });
    await bench.clock.settle();
    assert.equal(stopped, false);
    await bench.end(1);
    await stop;
    assert.deepEqual([bench.exchanges.length, bench.stored, bench.clock.pending()], [2, ['two'], []]);
  });

  it('does not let a directive bring back what was forgotten after it came', async () => {
    const bench = new DeskBench();
    void bench.ask('one');
    await bench.end(0);
    const second = bench.ask('two');
    await bench.clock.settle();
    await bench.forget();
    await bench.end(1);
    assert.deepEqual([await second, bench.stored], [{ type: 'accepted' }, ['one']]);
    const third = bench.ask('three');
    await bench.end(2);
    assert.deepEqual([await third, bench.stored], [{ type: 'accepted' }, ['one', 'three']]);
  });

  it('does not let an exchange overwrite what another process has brought meanwhile', async () => {
    const bench = new DeskBench();
    const first = bench.ask('old');
    await bench.clock.settle();
    bench.restart();
    void bench.ask('new');
    await bench.end(1);
    await bench.end(0);
    assert.deepEqual([await first, bench.stored], [{ type: 'accepted' }, ['new']]);
  });

  it('exchanges a code again whose exchange has failed', async () => {
    const bench = new DeskBench();
    const first = bench.ask('one');
    await bench.end(0, { type: 'dead', reason: 'refused', tookMs: 0 });
    assert.equal((await first).type, 'failed');
    const second = bench.ask('one');
    await bench.end(1);
    assert.deepEqual([await second, bench.stored], [{ type: 'accepted' }, ['one']]);
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

describe('GrantDesk acceptGrant() with a store that fails', () => {
  const accepted: GrantAnswer = { type: 'accepted' };

  it('keeps the tokens of a code and stores them again, before Alexa stops waiting', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    const answer = bench.ask('one');
    await bench.end(0);
    await bench.clock.advance(900);
    bench.broken = undefined;
    await bench.clock.advance(100);
    assert.deepEqual([await answer, bench.stored, bench.announced], [accepted, ['one'], ['c-1']]);
    assert.deepEqual([bench.exchanges.length, bench.clock.pending()], [1, []]);
    assertNoSecret(bench.log.text());
  });

  it('answers a failure with its own reason in time, and the same directive repeated joins it', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    const first = bench.ask('one');
    await bench.end(0);
    await bench.clock.advance(7_000);
    assert.deepEqual(await first, { type: 'failed', reason: 'The tokens came and could not be stored yet' });
    const second = bench.ask('one');
    await bench.clock.advance(3_000);
    bench.broken = undefined;
    await bench.clock.advance(1_000);
    assert.deepEqual([await second, await bench.ask('one')], [accepted, accepted]);
    assert.deepEqual([bench.exchanges.length, bench.stored], [1, ['one']]);
  });

  it('counts the time that Alexa takes to discover from when the grant is stored', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    void bench.ask('one');
    await bench.end(0);
    await bench.clock.advance(60_000);
    bench.broken = undefined;
    await bench.clock.advance(4_000);
    const { at = 0, dueAt = 0 } = bench.kept ?? {};
    assert.ok(at > bench.clock.now() - 4_000);
    assert.equal(dueAt, at + 2_000);
  });

  it('gives the tokens up when their code would be over, and keeps nothing', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    void bench.ask('one');
    await bench.end(0);
    await bench.clock.advance(299_000);
    assert.equal(bench.clock.pending().length, 0);
    bench.broken = undefined;
    await bench.clock.advance(10_000);
    assert.deepEqual(bench.stored, []);
    assert.ok(bench.log.lines.some(({ level, message }) => level === 'error' && /given up/.test(message)));
    assertNoSecret(bench.log.text());
  });

  for (const [what, mended] of [
    ['and ends', 'before'],
    ['which may help', undefined],
  ] as const) {
    it(`tries once more when it is stopped, ${what}`, async () => {
      const bench = new DeskBench();
      bench.broken = 'before';
      const answer = bench.ask('one');
      await bench.end(0);
      bench.broken = mended;
      await bench.desk.stop();
      assert.equal((await answer).type, mended === undefined ? 'accepted' : 'failed');
      assert.deepEqual([bench.stored, bench.clock.pending()], [mended === undefined ? ['one'] : [], []]);
    });
  }

  it('does not let tokens that were kept overwrite those of a later directive', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    const first = bench.ask('first');
    await bench.end(0);
    const second = bench.ask('second');
    bench.broken = undefined;
    await bench.end(1);
    await bench.clock.advance(5_000);
    assert.deepEqual([await first, await second, bench.stored], [accepted, accepted, ['second']]);
  });

  it('does not bring a customer back with tokens that were kept', async () => {
    const bench = new DeskBench();
    bench.broken = 'before';
    void bench.ask('one');
    await bench.end(0);
    bench.broken = undefined;
    await bench.forget();
    await bench.clock.advance(5_000);
    assert.deepEqual([bench.stored, bench.clock.pending()], [[], []]);
  });

  it('stores a grant once that was stored although the store failed, and announces it', async () => {
    const bench = new DeskBench();
    bench.broken = 'after';
    const answer = bench.ask('one');
    await bench.end(0);
    await bench.clock.advance(1_000);
    assert.deepEqual([await answer, bench.stored, bench.announced], [accepted, ['one'], ['c-1']]);
  });

  it('puts a later grant in the place of one that was stored although the store failed', async () => {
    const bench = new DeskBench();
    const answers = [bench.ask('first'), bench.ask('second')];
    bench.broken = 'after';
    await bench.end(0);
    bench.broken = undefined;
    await bench.end(1);
    await bench.clock.advance(5_000);
    assert.deepEqual(
      [await Promise.all(answers), bench.stored],
      [
        [accepted, accepted],
        ['first', 'second'],
      ],
    );
  });
});

describe('GrantDesk stop() and limits', () => {
  it('begins no exchange after the stop, so that the code stays good', async () => {
    const bench = new DeskBench();
    await bench.desk.stop();
    const answer = await bench.ask('one');
    assert.ok(answer.type === 'failed' && /about to stop/.test(answer.reason));
    assert.deepEqual(bench.exchanges, []);
  });

  it('begins no exchange while a thousand are under way', async () => {
    const bench = new DeskBench();
    for (let i = 0; i < 1_000; i++) void bench.ask('one', `c-${i}`);
    const answer = await bench.ask('one', 'one-more');
    assert.ok(answer.type === 'failed' && /too many/i.test(answer.reason));
    await bench.end(0);
    void bench.ask('two', 'one-more');
    await bench.clock.settle();
    assert.equal(bench.exchanges.length, 1_001);
  });
});
