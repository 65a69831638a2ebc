import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeCanonicalJson } from '../json/canonical-json.ts';
import type { StateProperty } from '../message/state-property.ts';
import { sampleProperty } from '../test/sample-events.ts';
import { agreeingSamples, samplesOf } from '../test/state-arbitraries.ts';
import { compareSampleTimes } from './compare-sample-times.ts';
import { newestState, supersedes } from './newest-state.ts';
import { encodePropertyKey } from './property-key.ts';

const brightness = (value: number, timeOfSample: string): StateProperty => {
  return { ...sampleProperty('Alexa.BrightnessController', 'brightness', value), timeOfSample };
};
const anySamples = fc.array(samplesOf(), { maxLength: 12 });
const inAnyOrder = (samples: readonly object[]): string[] => samples.map(encodeCanonicalJson).sort();

describe('encodePropertyKey()', () => {
  it('tells instances apart, and an instance from none', () => {
    const range = { namespace: 'Alexa.RangeController', name: 'rangeValue' };
    const keys = [range, { ...range, instance: 'a' }, { ...range, instance: 'b' }, { ...range, instance: '' }];
    assert.equal(new Set(keys.map(encodePropertyKey)).size, 4);
    assert.equal(encodePropertyKey({ ...range, instance: undefined }), encodePropertyKey(range));
  });
});

describe('compareSampleTimes()', () => {
  it('orders every form that is read', () => {
    const ordered = [
      'no time',
      '2026-01-02T03:04:05+01:00',
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.1Z',
      '2026-01-02T03:04:05.123Z',
      '2026-01-02T03:04:05.123000001Z',
      '2026-01-02T03:04:05.1234Z',
      '2026-01-02T03:04:06Z',
    ];
    ordered.forEach((a, i) => {
      ordered.forEach((b, j) => {
        assert.equal(Math.sign(compareSampleTimes(a, b)), Math.sign(i - j), `${a} against ${b}`);
      });
    });
  });

  it('takes one moment in two forms for one', () => {
    assert.equal(compareSampleTimes('2026-01-02T03:04:05Z', '2026-01-02T04:04:05.000+01:00'), 0);
    assert.equal(compareSampleTimes('soon', 'later'), 0);
  });
});

describe('supersedes()', () => {
  it('is a strict order within a property and nothing between properties', () => {
    fc.assert(
      fc.property(samplesOf(), samplesOf(), samplesOf(), (a, b, c) => {
        assert.equal(supersedes(a, a), false);
        assert.ok(!(supersedes(a, b) && supersedes(b, a)));
        assert.ok(!(supersedes(a, b) && supersedes(b, c)) || supersedes(a, c));
        assert.ok(encodePropertyKey(a) === encodePropertyKey(b) || !supersedes(a, b));
      }),
    );
  });
});

describe('newestState()', () => {
  it('keeps the newest sample of each property with its own time', () => {
    const old = brightness(10, '2026-01-02T03:04:05Z');
    const recent = brightness(20, '2026-01-02T03:04:05.001Z');
    assert.deepEqual(newestState([old, recent]), [recent]);
    assert.deepEqual(newestState([recent, old]), [recent]);
  });

  it('takes the later of two samples of one moment', () => {
    const on = brightness(10, '2026-01-02T03:04:05Z');
    const off = brightness(20, '2026-01-02T03:04:05Z');
    assert.deepEqual(newestState([on, off]), [off]);
    assert.deepEqual(newestState([off, on]), [on]);
  });

  it('prefers any time to a text that is none', () => {
    const odd = brightness(10, 'yesterday');
    const old = brightness(20, '1999-01-02T03:04:05Z');
    assert.deepEqual(newestState([old, odd]), [old]);
  });

  it('is idempotent, and does not mind how samples are grouped', () => {
    fc.assert(
      fc.property(anySamples, anySamples, (a, b) => {
        const state = newestState([...a, ...b]);
        assert.deepEqual(newestState(state), state);
        assert.deepEqual(newestState([...state, ...state]), state);
        assert.deepEqual(newestState([...newestState(a), ...b]), state);
        assert.deepEqual(inAnyOrder(newestState([...a, ...newestState(b)])), inAnyOrder(state));
      }),
    );
  });

  it('does not mind the order of samples that agree about every moment', () => {
    const shuffled = fc
      .array(agreeingSamples, { maxLength: 12 })
      .chain(a => fc.tuple(fc.constant(a), fc.shuffledSubarray(a, { minLength: a.length })));
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        assert.deepEqual(inAnyOrder(newestState(a)), inAnyOrder(newestState(b)));
      }),
    );
  });

  it('loses nothing newer and makes nothing up', () => {
    fc.assert(
      fc.property(anySamples, samples => {
        const state = newestState(samples);
        assert.equal(new Set(state.map(encodePropertyKey)).size, state.length);
        assert.ok(state.every(kept => samples.includes(kept)));
        assert.ok(!samples.some(sample => state.some(kept => supersedes(sample, kept))));
        assert.ok(samples.every(sample => state.some(kept => encodePropertyKey(kept) === encodePropertyKey(sample))));
      }),
    );
  });
});
