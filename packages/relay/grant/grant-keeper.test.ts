import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { assertNoSecret } from '@gatehouse/testing';
import { Keyring } from '../seal/keyring.ts';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, type SealingKeys } from '../seal/sealing-keys.ts';
import { CUSTOMER, type DeliveryBench, startBench } from '../test/delivery-bench.ts';
import type { FakeAnswer } from '../test/fake-amazon.ts';
import { createGrantKeeper, type GrantKeeper } from './grant-keeper.ts';
import type { TokenResult } from './token-result.ts';
import { decodeTokenText } from './token-text.ts';

const HOUR = 3_600_000;
const BROKEN: FakeAnswer = { status: 500, body: 'Internal' };
const INVALID_GRANT: FakeAnswer = { status: 400, body: { error: 'invalid_grant' } };
const INVALID_CLIENT: FakeAnswer = { status: 401, body: { error: 'invalid_client' } };

function tokenOf(result: TokenResult): string {
  assert.ok(result.type === 'token', `Expected a token, got ${result.type}`);
  return result.token.reveal();
}

function refreshesOf(bench: DeliveryBench): number {
  return bench.amazon.tokenForms.filter(form => form.grant_type === 'refresh_token').length;
}

/** A bench and the keeper's answer for its customer, as often as asked. */
async function startKeeper(
  t: TestContext,
): Promise<{ bench: DeliveryBench; ask: (keeper?: GrantKeeper) => Promise<TokenResult> }> {
  const bench = await startBench(t);
  return { bench, ask: (keeper = bench.keeper) => keeper.resolveToken({ customer: CUSTOMER, generation: 1 }) };
}

describe('GrantKeeper resolveToken()', () => {
  it('gives the same token while it lives and refreshes it before it ends', async t => {
    const { bench, ask } = await startKeeper(t);
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-1');
    await bench.advance(HOUR / 2);
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-1');
    await bench.advance(HOUR / 2 - 200_000);
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-2');
  });

  it('refreshes once however many ask, and stores what it got before it is used', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    let stored = 0;
    bench.intercept('rotateGrant', () => {
      stored += 1;
    });
    const results = await Promise.all(Array.from({ length: 20 }, () => ask()));
    assert.deepEqual(new Set(results.map(tokenOf)), new Set(['Atza|GATEHOUSE-2']));
    assert.deepEqual([refreshesOf(bench), stored], [1, 1]);
    const grant = await bench.store.readGrant(CUSTOMER);
    assert.equal(grant && decodeTokenText(grant.tokens)?.refreshToken.reveal(), 'Atzr|GATEHOUSE-2');
  });

  it('keeps the refresh token when the answer brings none', async t => {
    const { bench, ask } = await startKeeper(t);
    bench.amazon.onToken = () => bench.amazon.grant({ refresh_token: undefined });
    await bench.advance(HOUR);
    await ask();
    await bench.advance(HOUR);
    await ask();
    assert.deepEqual(
      bench.amazon.tokenForms.slice(1).map(form => form.refresh_token),
      ['Atzr|GATEHOUSE-1', 'Atzr|GATEHOUSE-1'],
    );
  });

  for (const [what, answer] of [
    ['the endpoint is down', BROKEN],
    ['the client is refused', INVALID_CLIENT],
  ] as const) {
    it(`goes on with a token that still lives when ${what}, and does not ask at each use`, async t => {
      const { bench, ask } = await startKeeper(t);
      bench.amazon.onToken = () => answer;
      await bench.advance(HOUR - 100_000);
      for (let i = 0; i < 10; i++) assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-1');
      assert.equal(refreshesOf(bench), 1);
      await bench.advance(100_000);
      assert.equal((await ask()).type, answer === BROKEN ? 'again' : 'hold');
    });
  }

  it('does not let anybody wait long for an early refresh while the token still lives', async t => {
    const { bench, ask } = await startKeeper(t);
    bench.amazon.onToken = () => 'hang';
    await bench.advance(HOUR - 200_000);
    let answered: TokenResult | undefined;
    void ask().then(result => {
      answered = result;
    });
    await bench.advance(2_000);
    assert.equal(answered && tokenOf(answered), 'Atza|GATEHOUSE-1');
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-1', 'and at once from then on');
    assert.equal(refreshesOf(bench), 1);
    bench.amazon.onToken = () => undefined;
    await bench.advance(40_000);
    assert.equal(tokenOf(await bench.finish(ask())), 'Atza|GATEHOUSE-2');
  });

  it('calls a grant lost when the refresh token is void', async t => {
    const { bench, ask } = await startKeeper(t);
    bench.amazon.onToken = () => INVALID_GRANT;
    await bench.advance(HOUR);
    assert.deepEqual(await ask(), { type: 'lost', generation: 1 });
  });

  it('does not call a grant lost that was replaced meanwhile', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    const { promise, resolve } = Promise.withResolvers<void>();
    bench.amazon.onToken = form => {
      if (form.grant_type !== 'refresh_token') return undefined;
      resolve();
      return INVALID_GRANT;
    };
    const asked = ask();
    const linked = promise.then(() => bench.acceptGrant('NA', 'GATEHOUSE-CODE-2'));
    const [first] = await Promise.all([asked, linked]);
    // Whichever was stored first: what is lost is the old grant only, and the next question gets the new one.
    assert.ok(first.type === 'token' || (first.type === 'lost' && first.generation === 1));
    assert.equal(tokenOf(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 2 })), 'Atza|GATEHOUSE-2');
  });

  it('never overwrites a newer grant with the refresh of an older one', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    let linked: Promise<unknown> | undefined;
    bench.intercept('rotateGrant', () => {
      const { store } = bench;
      const tokens = JSON.stringify({
        form: 1,
        accessToken: 'Atza|GATEHOUSE-new',
        refreshToken: 'Atzr|GATEHOUSE-new',
        issuedAt: bench.clock.now(),
      });
      const at = bench.clock.now();
      linked = store.putGrant({ customer: CUSTOMER, tokens, expiresAt: at + HOUR, at, dueAt: at });
    });
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-new');
    await linked;
    const grant = await bench.store.readGrant(CUSTOMER);
    assert.equal(grant && decodeTokenText(grant.tokens)?.accessToken.reveal(), 'Atza|GATEHOUSE-new');
  });

  it('keeps what a refresh brought when it could not be stored, and stores it with the next question', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    let broken = true;
    bench.intercept('rotateGrant', () => {
      if (broken) throw new TypeError('The disk is full');
    });
    await assert.rejects(ask(), /disk is full/);
    broken = false;
    assert.equal(tokenOf(await ask()), 'Atza|GATEHOUSE-2');
    assert.equal(refreshesOf(bench), 1);
  });

  it('takes over what another process has refreshed', async t => {
    const { bench, ask } = await startKeeper(t);
    const { store, clock, random, log } = bench;
    const other = createGrantKeeper({ store, tokens: undefined, clock, random, log, discoverGraceMs: 0 });
    assert.equal(tokenOf(await ask(other)), 'Atza|GATEHOUSE-1');
    await bench.advance(HOUR);
    await ask();
    assert.equal(tokenOf(await ask(other)), 'Atza|GATEHOUSE-2');
  });

  it('holds the skill when no credentials are configured', async t => {
    const { bench, ask } = await startKeeper(t);
    const { store, clock, random, log } = bench;
    const keeper = createGrantKeeper({ store, tokens: undefined, clock, random, log, discoverGraceMs: 0 });
    await bench.advance(HOUR);
    assert.deepEqual(await ask(keeper), { type: 'hold', reason: 'invalid-client' });
    const answer = await keeper.acceptGrant({ customer: CUSTOMER, code: new Secret('GATEHOUSE-CODE-9') });
    assert.equal(answer.type, 'failed');
  });

  it('says so when there is no grant, or none that can be read', async t => {
    const bench = await startBench(t, { linked: 'none' });
    assert.deepEqual(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 0 }), { type: 'none' });
    await bench.store.putGrant({ customer: CUSTOMER, tokens: 'nonsense', expiresAt: 0, at: 0, dueAt: 0 });
    assert.deepEqual(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 1 }), {
      type: 'closed',
      reason: 'grant-unreadable',
      generation: 1,
    });
  });

  it('asks the token endpoint for nothing but the refresh, with the credentials, and logs no token', async t => {
    const { bench, ask } = await startKeeper(t);
    bench.amazon.onToken = () => BROKEN;
    await bench.advance(HOUR);
    await ask();
    const form = bench.amazon.tokenForms.at(-1);
    assert.deepEqual(form, {
      grant_type: 'refresh_token',
      refresh_token: 'Atzr|GATEHOUSE-1',
      client_id: 'client-1',
      client_secret: 'gatehouse-secret-client',
    });
    assertNoSecret(bench.log.text(), 'the log');
  });
});

describe('GrantKeeper importGrant()', () => {
  const refreshToken = new Secret('Atzr|GATEHOUSE-imported');

  it('asks for an access token with the first message and not before', async t => {
    const bench = await startBench(t, { linked: 'none' });
    await bench.keeper.importGrant({ customer: CUSTOMER, region: 'EU', refreshToken });
    assert.equal(bench.amazon.tokenForms.length, 0);
    const { region, link } = (await bench.store.readCustomer(CUSTOMER)) ?? {};
    assert.deepEqual([region, link?.state], ['EU', 'active']);
    assert.equal(tokenOf(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 1 })), 'Atza|GATEHOUSE-1');
    assert.equal(bench.amazon.tokenForms[0]?.refresh_token, 'Atzr|GATEHOUSE-imported');
  });

  it('uses an access token that comes with its time, until that is over', async t => {
    const bench = await startBench(t, { linked: 'none' });
    const access = { token: new Secret('Atza|GATEHOUSE-imported'), expiresInSeconds: 1_800 };
    await bench.keeper.importGrant({ customer: CUSTOMER, refreshToken, access });
    const ask = async (): Promise<string> =>
      tokenOf(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 1 }));
    assert.equal(await ask(), 'Atza|GATEHOUSE-imported');
    await bench.advance(1_800_000);
    assert.equal(await ask(), 'Atza|GATEHOUSE-1');
  });

  it('takes the place of an older grant, and is not overwritten by an exchange that began before', async t => {
    const bench = await startBench(t);
    bench.amazon.onToken = () => (bench.amazon.tokenForms.length === 2 ? BROKEN : undefined);
    const linking = bench.acceptGrant('NA', 'GATEHOUSE-CODE-2');
    await bench.settle();
    await bench.keeper.importGrant({ customer: CUSTOMER, refreshToken });
    await bench.advance(2_000);
    assert.deepEqual(await linking, { type: 'accepted' });
    const grant = await bench.store.readGrant(CUSTOMER);
    assert.equal(grant?.generation, 2);
    assert.equal(grant && decodeTokenText(grant.tokens)?.refreshToken.reveal(), 'Atzr|GATEHOUSE-imported');
  });
});

describe('GrantKeeper forgetGrant()', () => {
  it('gives no token any more, and lets no refresh bring it back', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    let forgotten: Promise<boolean> | undefined;
    bench.intercept('rotateGrant', () => {
      forgotten = bench.keeper.forgetGrant(CUSTOMER);
    });
    bench.intercept('deleteGrant', () => bench.intercept('rotateGrant', () => {}));
    await ask();
    assert.equal(await forgotten, true);
    assert.deepEqual(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 1 }), { type: 'none' });
    assert.equal(await bench.store.readGrant(CUSTOMER), undefined);
    assert.equal((await bench.store.readCustomer(CUSTOMER))?.link.state, 'none');
    assert.equal(await bench.keeper.forgetGrant(CUSTOMER), false);
  });

  it('exchanges a code again that was accepted before', async t => {
    const bench = await startBench(t);
    await bench.keeper.forgetGrant(CUSTOMER);
    assert.deepEqual(await bench.acceptGrant('NA'), { type: 'accepted' });
    assert.equal(bench.amazon.tokenForms.length, 2);
    assert.equal((await bench.store.readCustomer(CUSTOMER))?.link.state, 'active');
  });
});

describe('GrantKeeper and sealing', () => {
  const keys = (...ids: string[]): Secret => {
    let all: SealingKeys | undefined;
    for (const id of ids) all = addSealingKey(all, { id, bytes: Buffer.alloc(KEY_BYTES, id) });
    return new Secret(all === undefined ? '' : encodeSealingKeys(all));
  };
  const ringOf = (bench: DeliveryBench, ...ids: string[]): Keyring =>
    new Keyring({ keys: keys(...ids), clock: bench.clock, random: bench.random, log: bench.log });
  const keeperOf = (bench: DeliveryBench, keyring: Keyring): GrantKeeper => {
    const { store, clock, random, log, tokens } = bench;
    return createGrantKeeper({ store, tokens, clock, random, log, keyring, discoverGraceMs: 0 });
  };

  it('stores no token in clear: neither a grant, nor a refresh, nor an import', async t => {
    const bench = await startBench(t, { linked: 'none' });
    const keeper = keeperOf(bench, ringOf(bench, 'one'));
    const stored = async (): Promise<string> => (await bench.store.readGrant(CUSTOMER))?.tokens ?? '';
    const texts: string[] = [];
    await keeper.acceptGrant({ customer: CUSTOMER, code: new Secret('GATEHOUSE-CODE-1') });
    texts.push(await stored());
    await bench.advance(HOUR);
    assert.equal(tokenOf(await keeper.resolveToken({ customer: CUSTOMER, generation: 1 })), 'Atza|GATEHOUSE-2');
    texts.push(await stored());
    await keeper.importGrant({ customer: CUSTOMER, refreshToken: new Secret('Atzr|GATEHOUSE-imported') });
    texts.push(await stored());
    for (const text of texts) assert.match(text, /^sealed1\.one\.[^|]+$/);
    assert.equal(new Set(texts).size, 3);
  });

  it('opens what another key of the same file has sealed, and seals with the newest', async t => {
    const bench = await startBench(t, { linked: 'none' });
    await keeperOf(bench, ringOf(bench, 'one')).acceptGrant({
      customer: CUSTOMER,
      code: new Secret('GATEHOUSE-CODE-1'),
    });
    const keeper = keeperOf(bench, ringOf(bench, 'one', 'two'));
    assert.equal(tokenOf(await keeper.resolveToken({ customer: CUSTOMER, generation: 1 })), 'Atza|GATEHOUSE-1');
    await bench.advance(HOUR);
    await keeper.resolveToken({ customer: CUSTOMER, generation: 1 });
    assert.match((await bench.store.readGrant(CUSTOMER))?.tokens ?? '', /^sealed1\.two\./);
  });

  it('gives no token of a grant that does not open, asks for none, and takes a new grant in its place', async t => {
    const bench = await startBench(t, { linked: 'none' });
    await keeperOf(bench, ringOf(bench, 'one')).acceptGrant({
      customer: CUSTOMER,
      code: new Secret('GATEHOUSE-CODE-1'),
    });
    const keeper = keeperOf(bench, ringOf(bench, 'two'));
    const closed = { type: 'closed', reason: 'sealing-key-unknown', generation: 1 };
    assert.deepEqual(await keeper.resolveToken({ customer: CUSTOMER, generation: 1 }), closed);
    assert.equal(bench.amazon.tokenForms.length, 1);
    const answer = await keeper.acceptGrant({ customer: CUSTOMER, code: new Secret('GATEHOUSE-CODE-2') });
    assert.deepEqual(answer, { type: 'accepted' });
    assert.equal(tokenOf(await keeper.resolveToken({ customer: CUSTOMER, generation: 2 })), 'Atza|GATEHOUSE-2');
  });

  it("opens no grant that was moved to another customer's row", async t => {
    const bench = await startBench(t, { linked: 'none' });
    const keeper = keeperOf(bench, ringOf(bench, 'one'));
    await keeper.acceptGrant({ customer: CUSTOMER, code: new Secret('GATEHOUSE-CODE-1') });
    const { tokens = '', expiresAt = 0 } = (await bench.store.readGrant(CUSTOMER)) ?? {};
    const at = bench.clock.now();
    await bench.store.putGrant({ customer: 'thief', tokens, expiresAt, at, dueAt: at });
    const closed = { type: 'closed', reason: 'grant-unreadable', generation: 1 };
    assert.deepEqual(await keeper.resolveToken({ customer: 'thief', generation: 1 }), closed);
  });
});

describe('GrantKeeper across processes', () => {
  it('lets one process refresh at a time, and the others take its token', async t => {
    const { bench, ask } = await startKeeper(t);
    const { store, clock, random, log, tokens } = bench;
    const others = Array.from({ length: 3 }, () =>
      createGrantKeeper({ store, tokens, clock, random, log, discoverGraceMs: 0 }),
    );
    await bench.advance(HOUR);
    const asked = Promise.all([bench.keeper, ...others].map(keeper => ask(keeper)));
    await bench.advance(1_000);
    assert.deepEqual(new Set((await asked).map(tokenOf)), new Set(['Atza|GATEHOUSE-2']));
    assert.equal(refreshesOf(bench), 1);
  });

  it('waits for a process that has died with a claim, and then refreshes itself', async t => {
    const { bench, ask } = await startKeeper(t);
    await bench.advance(HOUR);
    const now = bench.clock.now();
    const claim = { customer: CUSTOMER, generation: 1, owner: 'dead', now, until: now + 20_000 };
    assert.equal(await bench.store.claimRefresh(claim), 'claimed');
    const asked = ask();
    await bench.advance(19_000);
    assert.equal(refreshesOf(bench), 0);
    await bench.advance(2_000);
    assert.equal(tokenOf(await asked), 'Atza|GATEHOUSE-2');
  });

  it('stops waiting for another process when it is stopped', async t => {
    const { bench, ask } = await startKeeper(t);
    const { store, clock, random, log, tokens } = bench;
    const keeper = createGrantKeeper({ store, tokens, clock, random, log, discoverGraceMs: 0 });
    await bench.advance(HOUR);
    const now = clock.now();
    await store.claimRefresh({ customer: CUSTOMER, generation: 1, owner: 'other', now, until: now + 20_000 });
    const asked = ask(keeper);
    await bench.settle();
    await Promise.all([keeper.stop(), bench.advance(200)]);
    assert.equal((await asked).type, 'again');
    assert.equal(refreshesOf(bench), 0);
  });
});

describe('GrantKeeper replaceToken()', () => {
  it('refreshes once for each token that was refused', async t => {
    const { bench, ask } = await startKeeper(t);
    const rejected = new Secret(tokenOf(await ask()));
    const replace = (): Promise<TokenResult> =>
      bench.keeper.replaceToken({ customer: CUSTOMER, generation: 1, rejected });
    const together = await Promise.all([replace(), replace(), replace()]);
    const later = await replace();
    assert.deepEqual(new Set([...together, later].map(tokenOf)), new Set(['Atza|GATEHOUSE-2']));
    assert.equal(refreshesOf(bench), 1);
  });

  it('does not fall back on the token that was refused', async t => {
    const { bench, ask } = await startKeeper(t);
    const rejected = new Secret(tokenOf(await ask()));
    bench.amazon.onToken = () => BROKEN;
    const result = await bench.keeper.replaceToken({ customer: CUSTOMER, generation: 1, rejected });
    assert.equal(result.type, 'again');
  });
});

describe('GrantKeeper acceptGrant()', () => {
  it('answers after the grant is stored', async t => {
    const bench = await startBench(t, { linked: 'none' });
    assert.deepEqual(await bench.acceptGrant('EU'), { type: 'accepted' });
    const grant = await bench.store.readGrant(CUSTOMER);
    assert.deepEqual([grant?.generation, grant?.region], [1, 'EU']);
    assert.deepEqual(bench.amazon.tokenForms, [
      {
        grant_type: 'authorization_code',
        code: 'GATEHOUSE-CODE-1',
        client_id: 'client-1',
        client_secret: 'gatehouse-secret-client',
      },
    ]);
  });

  it('fails with a reason, and stores nothing, when the code is void', async t => {
    const bench = await startBench(t, { linked: 'none' });
    bench.amazon.onToken = () => INVALID_GRANT;
    const answer = await bench.acceptGrant();
    assert.deepEqual(answer, { type: 'failed', reason: 'The authorization code is not valid or not valid any more' });
    assert.equal(await bench.store.readGrant(CUSTOMER), undefined);
    assertNoSecret(bench.log.text(), 'the log');
  });

  it('tries the code again while the token endpoint is down for a moment', async t => {
    const bench = await startBench(t, { linked: 'none' });
    let failures = 2;
    bench.amazon.onToken = () => (failures-- > 0 ? BROKEN : undefined);
    const answer = bench.acceptGrant();
    await bench.advance(3_000);
    assert.deepEqual(await answer, { type: 'accepted' });
  });

  it('answers before Alexa gives up, and says that it is linked once the same directive comes again', async t => {
    const bench = await startBench(t, { linked: 'none' });
    bench.amazon.onToken = () => BROKEN;
    const answer = bench.acceptGrant();
    await bench.advance(7_000);
    assert.equal((await answer).type, 'failed');
    bench.amazon.onToken = () => undefined;
    const repeated = bench.acceptGrant();
    await bench.advance(7_000);
    assert.deepEqual(await repeated, { type: 'accepted' });
  });

  it('exchanges a code once and stores its tokens when the store has failed for a while', async t => {
    const bench = await startBench(t, { linked: 'none' });
    bench.intercept('putGrant', () => {
      throw new TypeError('The disk is full');
    });
    const answer = bench.acceptGrant();
    await bench.advance(7_000);
    assert.equal((await answer).type, 'failed');
    bench.intercept('putGrant', () => {});
    const repeated = bench.acceptGrant();
    await bench.advance(4_000);
    assert.deepEqual(await repeated, { type: 'accepted' });
    assert.equal(bench.amazon.tokenForms.length, 1);
    assert.equal(tokenOf(await bench.keeper.resolveToken({ customer: CUSTOMER, generation: 1 })), 'Atza|GATEHOUSE-1');
    assertNoSecret(bench.log.text(), 'the log');
  });

  it('exchanges a code once when the directive comes twice', async t => {
    const bench = await startBench(t, { linked: 'none' });
    assert.deepEqual(await Promise.all([bench.acceptGrant(), bench.acceptGrant()]), [
      { type: 'accepted' },
      { type: 'accepted' },
    ]);
    assert.deepEqual(await bench.acceptGrant(), { type: 'accepted' });
    assert.equal(bench.amazon.tokenForms.length, 1);
  });

  it('keeps the later grant when an earlier exchange ends after it', async t => {
    const bench = await startBench(t, { linked: 'none' });
    bench.amazon.onToken = form => {
      const first = form.code === 'GATEHOUSE-CODE-1' && bench.amazon.tokenForms.length === 1;
      return first ? BROKEN : undefined;
    };
    const earlier = bench.acceptGrant('NA', 'GATEHOUSE-CODE-1');
    await bench.settle();
    await bench.acceptGrant('EU', 'GATEHOUSE-CODE-2');
    const kept = await bench.store.readGrant(CUSTOMER);
    await bench.advance(2_000);
    assert.deepEqual(await earlier, { type: 'accepted' });
    assert.deepEqual(await bench.store.readGrant(CUSTOMER), kept);
  });

  it('knows a repeated directive also of a customer that it does not remember', async t => {
    const bench = await startBench(t, { linked: 'none' });
    const link = (i: number): ReturnType<DeliveryBench['acceptGrant']> =>
      bench.acceptGrant('NA', `GATEHOUSE-CODE-${i}`, `customer-${i}`);
    for (let i = 0; i < 1_001; i++) await link(i);
    await link(1_000);
    assert.equal(bench.amazon.tokenForms.length, 1_001);
    assert.deepEqual(await link(0), { type: 'accepted' });
    assert.equal(bench.amazon.tokenForms.length, 1_001);
  });
});
