import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeStateProperty, parseStateProperties } from './state-property.ts';

const key = { namespace: 'Alexa.ModeController', name: 'mode', instance: 'Washer.Mode' };

describe('parseStateProperties()', () => {
  it('reads back what encodeStateProperty() wrote', () => {
    const members = {
      value: fc.json().map((text): unknown => JSON.parse(text)),
      timeOfSample: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }),
      uncertaintyInMilliseconds: fc.nat(),
    };
    const sample = fc.record(members, { noNullPrototype: true });
    fc.assert(
      fc.property(sample, given => {
        assert.deepEqual(parseStateProperties([encodeStateProperty(key, given)]), [{ key, sample: given }]);
      }),
    );
  });

  it('notes whole milliseconds of uncertainty, rounded up', () => {
    const property = { ...key, value: 1, timeOfSample: '2026-01-01T00:00:00Z', uncertaintyInMilliseconds: 0.5 };
    assert.equal(parseStateProperties([property])[0]?.sample.uncertaintyInMilliseconds, 1);
  });

  it('leaves out what has no readable time', () => {
    const property = { ...key, value: 1, timeOfSample: 'yesterday', uncertaintyInMilliseconds: 0 };
    assert.deepEqual(parseStateProperties([property]), []);
  });
});
