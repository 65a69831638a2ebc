import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createSeededRandom } from '@gatehouse/testing';
import { type HeldGrant, HeldGrants, openGrant } from './held-grants.ts';
import { encodeTokenText } from './token-text.ts';

const tokens = {
  accessToken: new Secret('Atza|GATEHOUSE-1'),
  refreshToken: new Secret('Atzr|GATEHOUSE-1'),
  issuedAt: 0,
};

function heldGrant(customer: string, generation: number): HeldGrant {
  return { customer, generation, tokens, expiresAt: 3_600_000, refreshAt: 3_000_000 };
}

describe('HeldGrants', () => {
  it('gives a grant of the generation asked for or a newer one', () => {
    const held = new HeldGrants();
    held.put(heldGrant('a', 2));
    assert.deepEqual(
      [1, 2, 3].map(generation => held.read('a', generation)?.generation),
      [2, 2, undefined],
    );
  });

  it('does not let an older grant take the place of a newer one', () => {
    const held = new HeldGrants();
    held.put(heldGrant('a', 2));
    held.put(heldGrant('a', 1));
    assert.equal(held.read('a', 0)?.generation, 2);
  });

  it('forgets on request', () => {
    const held = new HeldGrants();
    held.put(heldGrant('a', 1));
    held.forget('a');
    assert.equal(held.read('a', 0), undefined);
  });

  it('closes the grant unused for longest when there are too many', () => {
    const held = new HeldGrants();
    for (let i = 0; i < 10_000; i++) held.put(heldGrant(`customer-${i}`, 1));
    held.read('customer-0', 1);
    held.put(heldGrant('one-more', 1));
    assert.deepEqual(
      ['customer-0', 'customer-1', 'one-more'].map(name => held.read(name, 1) !== undefined),
      [true, false, true],
    );
  });
});

describe('openGrant()', () => {
  it('opens what was stored and says when to refresh it', () => {
    const stored = { customer: 'a', generation: 1, tokens: encodeTokenText(tokens), expiresAt: 3_600_000 };
    const held = openGrant(stored, createSeededRandom(1));
    assert.ok(held !== undefined && held.refreshAt <= 3_300_000 && held.refreshAt >= 3_180_000);
  });

  it('opens nothing that it cannot read', () => {
    assert.equal(
      openGrant({ customer: 'a', generation: 1, tokens: '', expiresAt: 0 }, createSeededRandom(1)),
      undefined,
    );
  });
});
