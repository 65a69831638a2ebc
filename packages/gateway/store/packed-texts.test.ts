import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { packTexts, unpackTexts } from './packed-texts.ts';

it('unpackTexts() gives back what packTexts() was given, over a boundary between threads', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }))), texts => {
      assert.deepEqual(unpackTexts(structuredClone(packTexts(texts))), texts);
    }),
  );
});
