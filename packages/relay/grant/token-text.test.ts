import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import fc from 'fast-check';
import { decodeTokenText, encodeTokenText } from './token-text.ts';

describe('decodeTokenText()', () => {
  it('reads back what encodeTokenText() wrote', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.option(fc.string()), (access, refresh, issuedAt, hash) => {
        const codeHash = hash === null ? {} : { codeHash: hash };
        const secrets = { accessToken: new Secret(access), refreshToken: new Secret(refresh) };
        const text = encodeTokenText({ ...secrets, issuedAt, ...codeHash });
        const tokens = decodeTokenText(text);
        assert.deepEqual(
          [tokens?.accessToken.reveal(), tokens?.refreshToken.reveal(), tokens?.issuedAt],
          [access, refresh, issuedAt],
        );
        assert.deepEqual(tokens?.codeHash, codeHash.codeHash);
      }),
    );
  });

  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"form":2}',
    '{"form":1,"accessToken":1,"refreshToken":"r","issuedAt":0}',
  ]) {
    it(`refuses ${text === '' ? 'no text' : text}`, () => {
      assert.equal(decodeTokenText(text), undefined);
    });
  }
});
