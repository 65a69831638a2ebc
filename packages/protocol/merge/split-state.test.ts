import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { sampleProperty } from '../test/sample-events.ts';
import { samplesOf } from '../test/state-arbitraries.ts';
import { newestState } from './newest-state.ts';
import { encodePropertyKey } from './property-key.ts';
import { splitState } from './split-state.ts';

const color = (hue: number): ReturnType<typeof sampleProperty> =>
  sampleProperty('Alexa.ColorController', 'color', { hue, saturation: 1, brightness: 1 });
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');

describe('splitState()', () => {
  it('divides by value, not by time or by the order of members', () => {
    const reported = { ...color(120), value: { brightness: 1, saturation: 1, hue: 120 }, timeOfSample: 'long ago' };
    assert.deepEqual(splitState([color(120), power], [reported]), { changed: [power], unchanged: [color(120)] });
    assert.deepEqual(splitState([color(121)], [reported]), { changed: [color(121)], unchanged: [] });
  });

  it('has each property once, and Alexa knows everything once it has the changes', () => {
    const samples = fc.array(samplesOf(), { maxLength: 8 });
    fc.assert(
      fc.property(samples, samples, (known, reported) => {
        const { changed, unchanged } = splitState(known, reported);
        const values = new Map(
          [...newestState(reported), ...changed].map(state => [encodePropertyKey(state), state.value]),
        );
        assert.deepEqual(
          [...changed, ...unchanged].map(encodeCanonicalJson).sort(),
          newestState(known).map(encodeCanonicalJson).sort(),
        );
        assert.ok(newestState(known).every(state => values.get(encodePropertyKey(state)) === state.value));
      }),
    );
  });
});
