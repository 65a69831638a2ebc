import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countJsonBytes } from './count-json-bytes.ts';

describe('countJsonBytes()', () => {
  it('counts the bytes of the JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(countJsonBytes(value), Buffer.byteLength(JSON.stringify(value)));
      }),
    );
  });

  it('counts letters beyond ASCII by their bytes', () => {
    assert.equal(countJsonBytes('ü'), 4);
    assert.equal(countJsonBytes('😀'), 6);
  });

  it('does not throw when JSON does not have a value', () => {
    assert.equal(countJsonBytes({ a: 12n }), 8);
    assert.equal(countJsonBytes([undefined]), 6);
  });
});
