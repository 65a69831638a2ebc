import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bearerTokenOf } from './judge-token.ts';

describe('bearerTokenOf()', () => {
  it('takes one word after the scheme, however many spaces stand around it', () => {
    for (const header of ['Bearer abc', 'bearer abc', 'BEARER   abc  ']) assert.equal(bearerTokenOf(header), 'abc');
  });

  it('takes nothing else', () => {
    const headers = [undefined, '', 'Bearer', 'Bearer ', 'Bearer   ', 'Bearerabc', ' Bearer abc', 'Basic abc'];
    for (const header of [...headers, 'Bearer a b', 'Bearer\tabc', 'Bearer abc\t', 'Bearer abc\n']) {
      assert.equal(bearerTokenOf(header), undefined, JSON.stringify(header));
    }
  });

  it('takes what the pattern of the whole header takes', () => {
    const part = fc.constantFrom('Bearer', 'bearer', ' ', '  ', '\t', '\n', '\u00a0', 'a', 'Basic');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), parts => {
        const header = parts.join('');
        assert.equal(bearerTokenOf(header), /^bearer +(\S+) *$/i.exec(header)?.[1]);
      }),
    );
  });
});
