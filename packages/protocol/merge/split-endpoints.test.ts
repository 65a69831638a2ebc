import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { partLimits, splitEndpoints } from './split-endpoints.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('splitEndpoints()', () => {
  it('makes parts of 300 endpoints, none of nothing', () => {
    const ids = Array.from({ length: 601 }, (_, index) => ({ endpointId: `lamp-${index}` }));
    assert.deepEqual(splitEndpoints([]), []);
    assert.deepEqual(
      splitEndpoints(ids).map(part => part.length),
      [300, 300, 1],
    );
  });

  it('leaves room for header, scope and token within 256 KB', () => {
    const large = Array.from({ length: 60 }, () => ({ text: 'ü'.repeat(5000) }));
    const parts = splitEndpoints(large);
    assert.deepEqual(
      parts.map(part => part.length),
      [25, 25, 10],
    );
    assert.ok(parts.every(part => bytesOf(part) <= partLimits.bytes && partLimits.bytes < 256 * 1024 - 4096));
  });

  it('keeps order and limits, and opens a new part only when the next endpoint does not fit', () => {
    const limits = { endpoints: 4, bytes: 100 };
    const endpoints = fc.array(fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 60 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(endpoints, list => {
        const parts = splitEndpoints(list, limits);
        assert.deepEqual(parts.flat(), list);
        parts.forEach((part, index) => {
          assert.ok(part.length > 0 && part.length <= limits.endpoints);
          assert.ok(part.length === 1 || bytesOf(part) <= limits.bytes);
          const next = parts[index + 1]?.[0];
          assert.ok(next === undefined || part.length === limits.endpoints || bytesOf([...part, next]) > limits.bytes);
        });
      }),
    );
  });
});
