import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isSealed, keyIdOf, NONCE_BYTES, openText, sealText } from './sealed-text.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const other = createSecretKey(Buffer.alloc(32, 2));
const place = { customer: 'customer-1', keyId: 'key-1' };
const nonceOf = fc.uint8Array({ minLength: NONCE_BYTES, maxLength: NONCE_BYTES });
const textOf = fc.string({ unit: 'grapheme' });

describe('openText()', () => {
  it('gives back any text that sealText() has sealed for any customer', () => {
    fc.assert(
      fc.property(textOf, fc.string(), nonceOf, (text, customer, nonce) => {
        const sealed = sealText(text, { customer, keyId: 'key-1', key, nonce });
        assert.equal(openText(sealed, { customer, keyId: 'key-1', key }), text);
        assert.ok(isSealed(sealed) && keyIdOf(sealed) === 'key-1');
        assert.ok(text.length < 4 || !sealed.includes(text));
      }),
    );
  });

  it('opens for no other customer, key id or key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), nonceOf, (one, two, nonce) => {
        fc.pre(one !== two);
        const sealed = sealText('tokens', { customer: one, keyId: 'key-1', key, nonce });
        assert.equal(openText(sealed, { customer: two, keyId: 'key-1', key }), undefined);
        assert.equal(openText(sealed, { customer: one, keyId: 'key-1', key: other }), undefined);
        const renamed = sealed.replace('.key-1.', '.key-2.');
        assert.equal(openText(renamed, { customer: one, keyId: 'key-2', key }), undefined);
      }),
    );
  });

  it('opens no text in which one character was changed, added or taken away', () => {
    const sealed = sealText('{"form":1}', { ...place, key, nonce: Buffer.alloc(NONCE_BYTES, 3) });
    const signs = fc.constantFrom(...'ABab01-_.=');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), signs, fc.nat(2), (at, sign, taken) => {
        const changed = sealed.slice(0, at) + sign + sealed.slice(at + taken);
        fc.pre(changed !== sealed);
        assert.equal(openText(changed, { ...place, key }), undefined);
      }),
      { numRuns: 500 },
    );
  });

  for (const text of ['', 'sealed1', 'sealed1.key-1.AAAAAAAAAAAAAAAA.AA', '{"form":1}']) {
    it(`opens nothing of ${text === '' ? 'no text' : text}`, () => {
      assert.equal(openText(text, { ...place, key }), undefined);
    });
  }
});
