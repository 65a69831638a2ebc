import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createRecordingLog, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { type IdentityServer, startIdentityServer } from '../test/identity-server.ts';
import type { GranteeFind, GranteeSource } from './grantee-source.ts';
import { createJwtSource } from './jwt-source.ts';

const START = Date.UTC(2026, 0, 1);
const ISSUER = 'https://cloud.example';
const AUDIENCE = 'relay';

interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: object;
}

async function createKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A device cloud that signs tokens, publishes `published`, and a source that checks them. */
class Cloud {
  readonly clock: VirtualClock = createVirtualClock(START);
  readonly log = createRecordingLog();
  published: readonly SigningKey[];
  down = false;
  server!: IdentityServer;
  source!: GranteeSource;

  constructor(published: readonly SigningKey[]) {
    this.published = published;
  }

  async start(t: TestContext): Promise<void> {
    this.server = await startIdentityServer(t, () =>
      this.down ? { status: 503, body: '' } : { status: 200, body: { keys: this.published.map(({ jwk }) => jwk) } },
    );
    const asking = { url: this.server.url, timeoutMs: 2_000, cacheMs: 0 };
    const algorithms = ['ES256', 'RS256'];
    const config = { resolve: 'jwt', ...asking, issuer: ISSUER, audience: AUDIENCE, algorithms, claim: 'sub' } as const;
    this.source = createJwtSource(config, this);
    t.after(() => this.source.close());
  }

  /** A token of customer c-1 that lives an hour; `claims` are laid over, those undefined left out. */
  async sign(key: SigningKey, claims: Record<string, unknown> = {}): Promise<Secret> {
    const seconds = Math.floor(this.clock.now() / 1_000);
    const all = { sub: 'c-1', iss: ISSUER, aud: AUDIENCE, iat: seconds, exp: seconds + 3_600, ...claims };
    const jwt = new SignJWT(JSON.parse(JSON.stringify(all))).setProtectedHeader({ alg: key.alg, kid: key.kid });
    return new Secret(await jwt.sign(key.privateKey));
  }

  ask(token: Secret): Promise<GranteeFind> {
    return this.source.findCustomer(token);
  }
}

async function startCloud(t: TestContext, ...keys: SigningKey[]): Promise<Cloud> {
  const cloud = new Cloud(keys);
  await cloud.start(t);
  return cloud;
}

describe('createJwtSource()', async () => {
  const one = await createKey('one');
  const two = await createKey('two', 'RS256');
  const stranger = await createKey('one');
  const wide = await createKey('wide', 'ES384');

  it('takes a token that is signed, by this issuer, for this audience and in its time; reads the keys once', async t => {
    const cloud = await startCloud(t, one, two);
    for (const key of [one, two]) {
      const found = await cloud.ask(await cloud.sign(key));
      assert.deepEqual(found, { type: 'known', customer: 'c-1', tokenEndsAt: START + 3_600_000 });
    }
    assert.equal(cloud.server.heard.length, 1);
  });

  const seconds = START / 1_000;
  const refused: readonly (readonly [string, (cloud: Cloud) => Promise<Secret>, RegExp])[] = [
    ['is over', cloud => cloud.sign(one, { exp: seconds - 31 }), /is over/],
    ['never ends', cloud => cloud.sign(one, { exp: undefined }), /claim exp/],
    ['begins later', cloud => cloud.sign(one, { nbf: seconds + 31 }), /claim nbf/],
    ['has another issuer', cloud => cloud.sign(one, { iss: 'https://thief.example' }), /claim iss/],
    ['is for another audience', cloud => cloud.sign(one, { aud: 'shop' }), /claim aud/],
    ['names nobody', cloud => cloud.sign(one, { sub: undefined }), /sub is missing/],
    ["is signed with a stranger's key under a known id", cloud => cloud.sign(stranger), /not signed with the key/],
    ['is signed with a key that is not published', cloud => cloud.sign(two), /does not publish/],
    ['is signed by an algorithm that is not allowed', cloud => cloud.sign(wide), /algorithm that is not allowed/],
    [
      'is not signed',
      async () => new Secret(new UnsecuredJWT({ sub: 'c-1' }).setIssuer(ISSUER).setAudience(AUDIENCE).encode()),
      /not allowed|no signed JWT/,
    ],
    ['is opaque', async () => new Secret('gatehouse-secret-opaque'), /no signed JWT/],
    ['was changed', async cloud => new Secret(`${(await cloud.sign(one)).reveal().slice(0, -6)}AAAAAA`), /not signed/],
  ];
  for (const [what, make, reason] of refused) {
    it(`refuses a token that ${what}`, async t => {
      const cloud = await startCloud(t, one);
      const found = await cloud.ask(await make(cloud));
      assert.ok(found.type === 'refused', JSON.stringify(found));
      assert.match(found.reason, reason);
      assert.equal(found.expired, what === 'is over' ? true : undefined);
    });
  }

  it('reads the keys again when one is new, but at most twice a minute', async t => {
    const cloud = await startCloud(t, one);
    assert.equal((await cloud.ask(await cloud.sign(one))).type, 'known');
    cloud.published = [one, two];
    assert.equal((await cloud.ask(await cloud.sign(two))).type, 'refused');
    assert.equal(cloud.server.heard.length, 1);
    await cloud.clock.advance(30_000);
    assert.equal((await cloud.ask(await cloud.sign(two))).type, 'known');
    assert.equal(cloud.server.heard.length, 2);
  });

  it('forgets a key that is withdrawn, ten minutes later', async t => {
    const cloud = await startCloud(t, one, two);
    assert.equal((await cloud.ask(await cloud.sign(one))).type, 'known');
    cloud.published = [two];
    await cloud.clock.advance(600_000);
    assert.equal((await cloud.ask(await cloud.sign(one))).type, 'refused');
  });

  it('answers unreachable while the keys cannot be read, and uses those it knows on', async t => {
    const cloud = await startCloud(t, one);
    cloud.down = true;
    const found = await cloud.ask(await cloud.sign(one));
    assert.ok(found.type === 'unreachable' && /could not be read/.test(found.reason));
    cloud.down = false;
    await cloud.clock.advance(10_000);
    assert.equal((await cloud.ask(await cloud.sign(one))).type, 'known');
    cloud.down = true;
    await cloud.clock.advance(600_000);
    assert.equal((await cloud.ask(await cloud.sign(one))).type, 'known');
  });

  it('reads the keys no sooner than 10 s after they could not be read, however many tokens come', async t => {
    const cloud = await startCloud(t, one);
    cloud.down = true;
    const token = await cloud.sign(one);
    const together = await Promise.all([cloud.ask(token), cloud.ask(token)]);
    const later = await cloud.ask(token);
    assert.deepEqual(new Set([...together, later].map(({ type }) => type)), new Set(['unreachable']));
    assert.equal(cloud.server.heard.length, 1);
    cloud.down = false;
    await cloud.clock.advance(9_999);
    assert.equal((await cloud.ask(token)).type, 'unreachable');
    // The wall clock may be set back meanwhile: the pause does not become longer.
    cloud.clock.jump(-60_000);
    await cloud.clock.advance(1);
    assert.equal((await cloud.ask(token)).type, 'known');
    assert.equal(cloud.server.heard.length, 2);
  });

  for (const [what, waitMs, signer] of [
    ['those it knows are old', 600_000, one],
    ['one is not among those it knows', 30_000, two],
  ] as const) {
    it(`does not try each time when the keys cannot be read again because ${what}`, async t => {
      const cloud = await startCloud(t, one);
      assert.equal((await cloud.ask(await cloud.sign(one))).type, 'known');
      cloud.down = true;
      await cloud.clock.advance(waitMs);
      const token = await cloud.sign(signer);
      const found = [await cloud.ask(token), await cloud.ask(token), await cloud.ask(token)];
      const expected = signer === one ? 'known' : 'unreachable';
      assert.deepEqual(
        found.map(({ type }) => type),
        Array(3).fill(expected),
      );
      assert.equal(cloud.server.heard.length, 2);
    });
  }
});
