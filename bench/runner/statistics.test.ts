import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { medianOf, quantileOf, spreadOf } from './statistics.ts';

describe('statistics', () => {
  it('medianOf() is the middle value, or between the two middle ones, in any order', () => {
    assert.equal(medianOf([9, 1, 5]), 5);
    assert.equal(medianOf([4, 1, 3, 2]), 2.5);
    assert.equal(medianOf([7]), 7);
    assert.ok(Number.isNaN(medianOf([])));
  });

  it('quantileOf() lies between neighbours in proportion', () => {
    assert.equal(quantileOf([0, 10, 20, 30, 40], 0.25), 10);
    assert.equal(quantileOf([0, 10], 0.75), 7.5);
  });

  it('spreadOf() is half the distance of the quartiles as a share of the median, and ignores one outlier', () => {
    assert.equal(spreadOf([100, 100, 100]), 0);
    assert.equal(spreadOf([90, 95, 100, 105, 110]), 0.05);
    assert.equal(spreadOf([90, 95, 100, 105, 1e9]), 0.05);
  });

  it('medianOf() has as many values below as above, and the spread does not change with the unit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }), values => {
        const median = medianOf(values);
        const below = values.filter(value => value < median).length;
        const above = values.filter(value => value > median).length;
        assert.ok(below <= values.length / 2 && above <= values.length / 2);
        assert.ok(Math.abs(spreadOf(values) - spreadOf(values.map(value => value * 8))) < 1e-9);
      }),
    );
  });
});
