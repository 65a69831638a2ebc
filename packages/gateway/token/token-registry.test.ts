import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSeededRandom, createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { EVENT_SCOPE, NOTICE_SCOPE, type TokenOwner, type TokenPair, type TokenPolicy } from './token.ts';
import { TokenRegistry } from './token-registry.ts';

const policy: TokenPolicy = { codeLifetimeMs: 300_000, accessTokenLifetimeMs: 3_600_000, rotateRefreshTokens: false };

const owner: TokenOwner = {
  skillId: 'skill-1',
  stage: 'live',
  scope: EVENT_SCOPE,
  link: { id: 'link-1', userId: 'user-1' },
};

function open(changes: Partial<TokenPolicy & { mostKnown: number }> = {}): {
  registry: TokenRegistry;
  clock: VirtualClock;
} {
  const clock = createVirtualClock();
  const { mostKnown, ...policyChanges } = changes;
  const machine = { clock, random: createSeededRandom(7), ...(mostKnown !== undefined && { mostKnown }) };
  return { registry: new TokenRegistry({ ...policy, ...policyChanges }, machine), clock };
}

function countKinds(registry: TokenRegistry): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of registry.records()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function refreshTokenOf(pair: TokenPair): string {
  return pair.refreshToken?.reveal() ?? '';
}

describe('TokenRegistry codes', () => {
  it('claimCode() grants a code once', () => {
    const { registry } = open();
    const code = registry.createCode(owner).reveal();
    assert.match(code, /^GATEHOUSE-CODE-/);
    assert.deepEqual(registry.claimCode(code, 'skill-1'), { type: 'granted', owner });
    assert.deepEqual(registry.claimCode(code, 'skill-1'), { type: 'refused', fault: 'used' });
  });

  it('claimCode() refuses a code from the very end of its five minutes on', async () => {
    const { registry, clock } = open();
    const [early, late] = [registry.createCode(owner).reveal(), registry.createCode(owner).reveal()];
    await clock.advance(299_999);
    assert.equal(registry.claimCode(early, 'skill-1').type, 'granted');
    await clock.advance(1);
    assert.deepEqual(registry.claimCode(late, 'skill-1'), { type: 'refused', fault: 'expired' });
  });

  it("claimCode() does not use up a code in another skill's hands", () => {
    const { registry } = open();
    const code = registry.createCode(owner).reveal();
    assert.deepEqual(registry.claimCode(code, 'skill-2'), { type: 'refused', fault: 'other-skill' });
    assert.equal(registry.claimCode(code, 'skill-1').type, 'granted');
  });

  it('claimCode() refuses a code whose link has ended, and one that was never made', () => {
    const { registry } = open();
    const code = registry.createCode(owner).reveal();
    registry.revokeLink('link-1');
    assert.deepEqual(registry.claimCode(code, 'skill-1'), { type: 'refused', fault: 'link-ended' });
    assert.deepEqual(registry.claimCode('GATEHOUSE-CODE-made-up', 'skill-1'), { type: 'refused', fault: 'unknown' });
  });
});

describe('TokenRegistry access tokens', () => {
  it('resolve() knows a token as valid for sixty minutes, then as expired', async () => {
    const { registry, clock } = open();
    const pair = registry.createPair(owner);
    const token = pair.accessToken.reveal();
    assert.equal(pair.expiresInSeconds, 3600);
    assert.ok(token.length >= 350 && token.length <= 2048, `${token.length} characters`);
    await clock.advance(3_599_999);
    assert.deepEqual(registry.resolve(token), { owner, state: 'valid' });
    await clock.advance(1);
    assert.deepEqual(registry.resolve(token), { owner, state: 'expired' });
  });

  it('resolve() forgets a token a day after its expiry, at the next minting', async () => {
    const { registry, clock } = open();
    const token = registry.createPair(owner).accessToken.reveal();
    await clock.advance(3_600_000 + 86_400_000);
    registry.createPair(owner);
    assert.equal(registry.resolve(token), undefined);
  });

  it('refresh() leaves earlier access tokens valid', () => {
    const { registry } = open();
    const pair = registry.createPair(owner);
    const claim = registry.refresh(refreshTokenOf(pair), 'skill-1');
    assert.equal(claim.type, 'granted');
    assert.equal(registry.resolve(pair.accessToken.reveal())?.state, 'valid');
  });

  it('createPair() gives no refresh token to a skill that speaks for itself', () => {
    const { registry } = open();
    const pair = registry.createPair({ skillId: 'skill-1', stage: 'live', scope: NOTICE_SCOPE });
    assert.equal(pair.refreshToken, undefined);
    assert.equal(pair.scope, NOTICE_SCOPE);
  });

  it('countRetired() counts living tokens of other stages only', async () => {
    const { registry, clock } = open();
    registry.createPair(owner);
    registry.createPair({ ...owner, stage: 'development' });
    assert.equal(registry.countRetired('skill-1', 'live'), 1);
    await clock.advance(3_600_000);
    assert.equal(registry.countRetired('skill-1', 'live'), 0);
  });
});

describe('TokenRegistry refresh tokens', () => {
  it('refresh() hands the same refresh token back unless tokens rotate', () => {
    const { registry } = open();
    const token = refreshTokenOf(registry.createPair(owner));
    const claim = registry.refresh(token, 'skill-1');
    assert.equal(claim.type === 'granted' && refreshTokenOf(claim.pair), token);
    assert.equal(registry.refresh(token, 'skill-1').type, 'granted');
  });

  it('refresh() retires the refresh token when tokens rotate', () => {
    const { registry } = open({ rotateRefreshTokens: true });
    const token = refreshTokenOf(registry.createPair(owner));
    const claim = registry.refresh(token, 'skill-1');
    assert.ok(claim.type === 'granted');
    assert.notEqual(refreshTokenOf(claim.pair), token);
    assert.deepEqual(registry.refresh(token, 'skill-1'), { type: 'refused', fault: 'unknown' });
    assert.equal(registry.refresh(refreshTokenOf(claim.pair), 'skill-1').type, 'granted');
  });

  it("refresh() refuses another skill's token and one whose link has ended", () => {
    const { registry } = open();
    const token = refreshTokenOf(registry.createPair(owner));
    assert.deepEqual(registry.refresh(token, 'skill-2'), { type: 'refused', fault: 'other-skill' });
    registry.revokeLink('link-1');
    assert.deepEqual(registry.refresh(token, 'skill-1'), { type: 'refused', fault: 'link-ended' });
  });

  it('reset() forgets everything', () => {
    const { registry } = open();
    const pair = registry.createPair(owner);
    const code = registry.createCode(owner).reveal();
    registry.reset();
    assert.equal(registry.resolve(pair.accessToken.reveal()), undefined);
    assert.deepEqual(registry.refresh(refreshTokenOf(pair), 'skill-1'), { type: 'refused', fault: 'unknown' });
    assert.deepEqual(registry.claimCode(code, 'skill-1'), { type: 'refused', fault: 'unknown' });
  });
});

describe('TokenRegistry bounds', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  it('revokeLink() forgets links that ended long ago, with all that spoke for them', async () => {
    const { registry, clock } = open();
    registry.createCode(owner);
    const refreshToken = refreshTokenOf(registry.createPair(owner));
    registry.revokeLink('link-1');
    await clock.advance(DAY_MS + policy.accessTokenLifetimeMs);
    registry.revokeLink('link-2');
    assert.deepEqual(registry.refresh(refreshToken, 'skill-1'), { type: 'refused', fault: 'link-ended' });
    await clock.advance(60 * 60 * 1000);
    registry.revokeLink('link-3');
    assert.deepEqual(registry.refresh(refreshToken, 'skill-1'), { type: 'refused', fault: 'unknown' });
    assert.deepEqual(countKinds(registry), { 'ended-link': 2 });
  });

  it('leaveLink() leaves tokens what they are, until they are forgotten', async () => {
    const { registry, clock } = open();
    const pair = registry.createPair(owner);
    registry.leaveLink('link-1');
    assert.equal(registry.resolve(pair.accessToken.reveal())?.state, 'valid');
    assert.equal(registry.refresh(refreshTokenOf(pair), 'skill-1').type, 'granted');
    await clock.advance(2 * DAY_MS);
    registry.leaveLink('link-2');
    assert.deepEqual(registry.refresh(refreshTokenOf(pair), 'skill-1'), { type: 'refused', fault: 'unknown' });
    assert.deepEqual(countKinds(registry), { 'ended-link': 1 });
  });

  it('knows no more of each kind than it may, on a stopped clock too, and never revives what was revoked', () => {
    const { registry } = open({ mostKnown: 20 });
    const made: TokenPair[] = [];
    for (let index = 0; index < 100; index++) {
      const each = linkOwner(index);
      registry.createCode(each);
      made.push(registry.createPair(each));
      registry.revokeLink(`link-${index}`);
    }
    for (const [kind, count] of Object.entries(countKinds(registry))) assert.ok(count <= 20, `${kind}: ${count}`);
    const last = made.at(-1);
    assert.equal(registry.resolve(last?.accessToken.reveal() ?? '')?.state, 'revoked');
    for (const pair of made) {
      assert.notEqual(registry.resolve(pair.accessToken.reveal())?.state, 'valid');
      assert.equal(registry.refresh(refreshTokenOf(pair), 'skill-1').type, 'refused');
    }
  });

  it('forgets the oldest of too many tokens of a link that lasts', () => {
    const { registry } = open({ mostKnown: 3 });
    const pairs = Array.from({ length: 5 }, () => registry.createPair(owner));
    const states = pairs.map(pair => registry.resolve(pair.accessToken.reveal())?.state);
    assert.deepEqual(states, [undefined, undefined, 'valid', 'valid', 'valid']);
    assert.deepEqual(countKinds(registry), { 'access-token': 3, 'refresh-token': 3 });
  });
});

type Step =
  | { readonly do: 'code' | 'pair'; readonly link: number }
  | { readonly do: 'claim' | 'refresh'; readonly pick: number }
  | { readonly do: 'end'; readonly link: number }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('code' as const, 'pair' as const), link: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constantFrom('claim' as const, 'refresh' as const), pick: fc.nat(20) }),
  fc.record({ do: fc.constant('end' as const), link: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 150_000, 300_000, 1_800_000) }),
);

/** The same rules over plain lists; steps answer what the registry must answer. */
class Model {
  now = 0;
  readonly ended = new Set<number>();
  readonly codes: { text: string; link: number; at: number; used: boolean }[] = [];
  readonly refreshTokens: { text: string; link: number; alive: boolean }[] = [];
  readonly accessTokens: { text: string; link: number; at: number }[] = [];

  keep(pair: TokenPair, link: number): void {
    this.accessTokens.push({ text: pair.accessToken.reveal(), link, at: this.now });
    const text = refreshTokenOf(pair);
    if (!this.refreshTokens.some(known => known.text === text)) this.refreshTokens.push({ text, link, alive: true });
  }
}

describe('TokenRegistry laws', () => {
  for (const rotateRefreshTokens of [false, true]) {
    it(`agrees with a model over any steps, refresh tokens ${rotateRefreshTokens ? 'rotating' : 'staying'}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
          const { registry, clock } = open({ rotateRefreshTokens });
          const model = new Model();
          for (const each of steps) await walk(each, { registry, clock, model, rotateRefreshTokens });
          for (const { text, link, at } of model.accessTokens) {
            const alive = model.now - at < policy.accessTokenLifetimeMs ? 'valid' : 'expired';
            assert.equal(registry.resolve(text)?.state, model.ended.has(link) ? 'revoked' : alive);
          }
        }),
        { numRuns: 200 },
      );
    });
  }

  it('resolve() knows no text that the registry did not make', () => {
    const { registry } = open();
    const made = registry.createPair(owner).accessToken.reveal();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map(text => `Atza|GATEHOUSE-${text}`),
          fc.nat(made.length - 1).map(length => made.slice(0, length)),
          fc.string({ minLength: 1 }).map(text => made + text),
        ),
        text => registry.resolve(text) === undefined,
      ),
    );
  });
});

interface Walk {
  readonly registry: TokenRegistry;
  readonly clock: VirtualClock;
  readonly model: Model;
  readonly rotateRefreshTokens: boolean;
}

function linkOwner(link: number): TokenOwner {
  return { ...owner, link: { id: `link-${link}`, userId: 'user-1' } };
}

async function walk(each: Step, { registry, clock, model, rotateRefreshTokens }: Walk): Promise<void> {
  switch (each.do) {
    case 'code': {
      const text = registry.createCode(linkOwner(each.link)).reveal();
      return void model.codes.push({ text, link: each.link, at: model.now, used: false });
    }
    case 'pair':
      return model.keep(registry.createPair(linkOwner(each.link)), each.link);
    case 'claim': {
      const known = model.codes[each.pick];
      if (known === undefined) return;
      const good = !known.used && model.now - known.at < policy.codeLifetimeMs && !model.ended.has(known.link);
      known.used = true;
      return assert.equal(registry.claimCode(known.text, 'skill-1').type, good ? 'granted' : 'refused');
    }
    case 'refresh': {
      const known = model.refreshTokens[each.pick];
      if (known === undefined) return;
      const claim = registry.refresh(known.text, 'skill-1');
      assert.equal(claim.type, known.alive && !model.ended.has(known.link) ? 'granted' : 'refused');
      if (claim.type === 'refused') return;
      if (rotateRefreshTokens) known.alive = false;
      return model.keep(claim.pair, known.link);
    }
    case 'end':
      model.ended.add(each.link);
      return registry.revokeLink(`link-${each.link}`);
    case 'wait':
      model.now += each.ms;
      return clock.advance(each.ms);
  }
}
