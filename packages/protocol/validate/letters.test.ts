import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createLetters, hasOnlyLetters } from './letters.ts';

it('hasOnlyLetters() agrees with a pattern on every text', () => {
  const letters = createLetters('a-cX-Z019_\\-');
  const unit = fc.constantFrom(...'abcXYZ019-_', 'd', '.', 'é', '😀', '\u0000', '\u{ff}');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), text => {
      assert.equal(hasOnlyLetters(text, letters, 30), /^[abcXYZ019\-_]{1,30}$/.test(text));
    }),
  );
});
