import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret, createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { Keyring } from '../seal/keyring.ts';
import type { GrantStore, StoredGrant } from './grant-store.ts';
import { GrantVault } from './grant-vault.ts';
import type { HeldGrant } from './held-grants.ts';
import { TokenRefresher } from './token-refresher.ts';
import type { TokenResult } from './token-result.ts';
import { encodeTokenText } from './token-text.ts';

const HOUR = 3_600_000;
const CUSTOMER = 'c-1';

/** A refresher over one grant in memory; each refresh brings the tokens of the next number. */
class RefresherBench {
  readonly clock = createVirtualClock();
  readonly log = createRecordingLog();
  readonly vault: GrantVault;
  readonly refresher: TokenRefresher;
  /** The refresh tokens that were asked with, in order. */
  readonly asked: string[] = [];
  /** How often was stored, well or not. */
  rotations = 0;
  /** How the store fails: before it has stored a rotation, or after. */
  broken: 'before' | 'after' | undefined;
  /** Waited for by each claim and each question to the token endpoint. */
  claiming: Promise<void> = Promise.resolve();
  asking: Promise<void> = Promise.resolve();
  #stored: StoredGrant | undefined;

  constructor(refreshesAtOnce = 16) {
    const { clock, log } = this;
    const random = createSeededRandom(1);
    const store = this.#store();
    this.vault = new GrantVault({ store, keyring: new Keyring({ clock, random, log }), random });
    const limits = { refreshesPerSecond: 1_000, refreshesAtOnce };
    this.refresher = new TokenRefresher({
      ...{ vault: this.vault, store, tokens: this.#tokens(), clock, log, limits, owner: 'this' },
    });
    this.link(0, 1);
  }

  /** Puts tokens of a number in, as a link or another process does. */
  link(number: number, generation: number): void {
    const issuedAt = this.clock.now();
    const [accessToken, refreshToken] = secretsOf(number);
    const tokens = encodeTokenText({ accessToken, refreshToken, issuedAt });
    this.#stored = { customer: CUSTOMER, generation, tokens, expiresAt: issuedAt + HOUR };
  }

  async held(): Promise<HeldGrant> {
    const found = await this.vault.read(CUSTOMER);
    return found.type === 'open' ? found.grant : assert.fail();
  }

  async refresh(): Promise<TokenResult> {
    const held = await this.held();
    const [result] = await Promise.allSettled([this.refresher.refresh(held), this.clock.advance(1)]);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  #store(): GrantStore {
    const unused = (): never => assert.fail('The refresher does not use it');
    return {
      ...{ putGrant: unused, deleteGrant: unused, listGrants: unused, resealGrant: unused },
      readGrant: async customer => this.#stored && { ...this.#stored, customer },
      rotateGrant: async grant => {
        this.rotations += 1;
        if (this.broken === 'before') throw new TypeError('The disk is full');
        if (this.#stored?.generation !== grant.generation) return false;
        this.#stored = grant;
        if (this.broken === 'after') throw new TypeError('The disk answers too late');
        return true;
      },
      claimRefresh: async () => {
        await this.claiming;
        return 'claimed';
      },
      releaseRefresh: async () => {},
    };
  }

  #tokens(): TokenClient {
    const unused = (): never => assert.fail('The refresher only refreshes');
    return {
      ...{ exchangeCode: unused, requestClientCredentials: unused, close: async () => {} },
      refresh: async (refreshToken): Promise<TokenOutcome> => {
        this.asked.push(refreshToken.reveal());
        await this.asking;
        const [accessToken, fresh] = secretsOf(this.asked.length);
        const tokens = { accessToken, refreshToken: fresh, expiresInSeconds: 3600, tokenType: 'bearer' };
        return { type: 'granted', tokens, tookMs: 0 };
      },
    };
  }
}

function secretsOf(number: number): [Secret, Secret] {
  return [new Secret(`Atza|GATEHOUSE-${number}`), new Secret(`Atzr|GATEHOUSE-${number}`)];
}

function tokenOf(result: TokenResult): string {
  return result.type === 'token' ? result.token.reveal() : result.type;
}

describe('TokenRefresher refresh() with a store that fails', () => {
  it('stores what a refresh brought with the next question, without asking again', async () => {
    const bench = new RefresherBench();
    bench.broken = 'before';
    await assert.rejects(bench.refresh(), /disk is full/);
    bench.broken = undefined;
    assert.equal(tokenOf(await bench.refresh()), 'Atza|GATEHOUSE-1');
    assert.deepEqual([bench.asked, bench.rotations], [['Atzr|GATEHOUSE-0'], 2]);
    assertNoSecret(bench.log.text());
  });

  for (const mended of [true, false]) {
    it(`tries once more when it is stopped, which ${mended ? 'helps' : 'does not help'}`, async () => {
      const bench = new RefresherBench();
      bench.broken = 'before';
      await assert.rejects(bench.refresh(), /disk is full/);
      bench.broken = mended ? undefined : 'before';
      await bench.refresher.stop();
      assert.equal((await bench.held()).tokens.refreshToken.reveal(), `Atzr|GATEHOUSE-${mended ? 1 : 0}`);
      assert.deepEqual([bench.asked.length, bench.rotations], [1, 2]);
      assert.equal(bench.log.lines.filter(({ level }) => level === 'error').length, mended ? 0 : 1);
      assertNoSecret(bench.log.text());
    });
  }

  it('stores a token that is due by then and refreshes it at once', async () => {
    const bench = new RefresherBench();
    bench.broken = 'before';
    await assert.rejects(bench.refresh(), /disk is full/);
    bench.broken = undefined;
    await bench.clock.advance(HOUR);
    assert.equal(tokenOf(await bench.refresh()), 'Atza|GATEHOUSE-2');
    assert.deepEqual(bench.asked, ['Atzr|GATEHOUSE-0', 'Atzr|GATEHOUSE-1']);
  });

  it('refreshes a token that was stored although the store failed, once it is due', async () => {
    const bench = new RefresherBench();
    bench.broken = 'after';
    await assert.rejects(bench.refresh(), /answers too late/);
    bench.broken = undefined;
    await bench.clock.advance(HOUR);
    assert.equal(tokenOf(await bench.refresh()), 'Atza|GATEHOUSE-2');
    assert.deepEqual([bench.asked, bench.rotations], [['Atzr|GATEHOUSE-0', 'Atzr|GATEHOUSE-1'], 2]);
  });

  for (const [what, generation] of [
    ['another process has stored meanwhile', 1],
    ['a new link has brought', 2],
  ] as const) {
    it(`does not put what it could not store in the place of what ${what}`, async () => {
      const bench = new RefresherBench();
      bench.broken = 'before';
      await assert.rejects(bench.refresh(), /disk is full/);
      bench.broken = undefined;
      bench.link(7, generation);
      await bench.clock.advance(HOUR);
      await bench.refresh();
      assert.deepEqual([bench.asked, bench.rotations], [['Atzr|GATEHOUSE-0', 'Atzr|GATEHOUSE-7'], 2]);
    });
  }

  it('forgets what it could not store when it is told to', async () => {
    const bench = new RefresherBench();
    bench.broken = 'before';
    await assert.rejects(bench.refresh(), /disk is full/);
    bench.broken = undefined;
    bench.refresher.forget(CUSTOMER);
    await bench.refresh();
    assert.deepEqual(bench.asked, ['Atzr|GATEHOUSE-0', 'Atzr|GATEHOUSE-0']);
  });
});

describe('TokenRefresher stop()', () => {
  const again: TokenResult = { type: 'again', reason: 'connection' };

  it('begins no refresh that waits, and waits for the one under way', async () => {
    const bench = new RefresherBench(1);
    const first = Promise.withResolvers<void>();
    bench.asking = first.promise;
    const held = await bench.held();
    const refreshes = ['c-1', 'c-2', 'c-3'].map(customer => bench.refresher.refresh({ ...held, customer }));
    await bench.clock.settle();
    const stopped = bench.refresher.stop();
    assert.deepEqual(await Promise.all(refreshes.slice(1)), [again, again]);
    first.resolve();
    await stopped;
    assert.equal(tokenOf((await refreshes[0]) ?? again), 'Atza|GATEHOUSE-1');
    assert.deepEqual([bench.asked.length, bench.rotations], [1, 1]);
    assert.deepEqual(await bench.refresh(), again, 'nothing is begun later');
  });

  it('does not ask when it is stopped while the refresh is claimed', async () => {
    const bench = new RefresherBench();
    const claim = Promise.withResolvers<void>();
    bench.claiming = claim.promise;
    const refresh = bench.refresh();
    await bench.clock.settle();
    const stopped = bench.refresher.stop();
    claim.resolve();
    await stopped;
    assert.deepEqual([await refresh, bench.asked], [again, []]);
  });
});
