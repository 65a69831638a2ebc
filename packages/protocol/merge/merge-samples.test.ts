import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { classOfProperty } from '../capability/capabilities.ts';
import { encodeCanonicalJson } from '../json/canonical-json.ts';
import type { StateProperty } from '../message/state-property.ts';
import { sampleProperty } from '../test/sample-events.ts';
import { samplesOf } from '../test/state-arbitraries.ts';
import { mergeSamples } from './merge-samples.ts';
import { newestState } from './newest-state.ts';

const samples = fc.array(samplesOf(), { maxLength: 12 });
const isLevel = ({ namespace, name }: StateProperty): boolean => classOfProperty(namespace, name) === 'level';
const texts = (list: readonly StateProperty[]): string[] => list.map(encodeCanonicalJson);

describe('mergeSamples()', () => {
  it('keeps every edge sample and the newest level sample', () => {
    const opened = sampleProperty('Alexa.ContactSensor', 'detectionState', 'DETECTED');
    const closed = sampleProperty('Alexa.ContactSensor', 'detectionState', 'NOT_DETECTED');
    const dim = sampleProperty('Alexa.BrightnessController', 'brightness', 10);
    const bright = sampleProperty('Alexa.BrightnessController', 'brightness', 90);
    assert.deepEqual(mergeSamples([dim, opened, bright, closed, { ...opened }]), [opened, bright, closed]);
  });

  it('never merges a property that nobody knows', () => {
    const odd = [1, 2].map(value => sampleProperty('Alexa.Unheard', 'of', value));
    assert.deepEqual(mergeSamples(odd), odd);
  });

  it('takes the class of a property from who knows better', () => {
    const opened = sampleProperty('Alexa.ContactSensor', 'detectionState', 'DETECTED');
    const closed = sampleProperty('Alexa.ContactSensor', 'detectionState', 'NOT_DETECTED');
    assert.deepEqual(mergeSamples([opened, closed], { classOf: () => 'level' }), [closed]);
  });

  it('leaves the newest state of the levels and all edges in their order', () => {
    fc.assert(
      fc.property(samples, list => {
        const left = mergeSamples(list);
        const edges = list.filter(sample => !isLevel(sample));
        assert.deepEqual(
          new Set(left.filter(isLevel).map(encodeCanonicalJson)),
          new Set(texts(newestState(list.filter(isLevel)))),
        );
        assert.deepEqual(texts(left.filter(sample => !isLevel(sample))), [...new Set(texts(edges))]);
      }),
    );
  });

  it('is idempotent, and takes what arrives later', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const left = mergeSamples([...a, ...b]);
        assert.deepEqual(mergeSamples(left), left);
        assert.deepEqual(mergeSamples([...mergeSamples(a), ...b]), left);
        assert.deepEqual(texts(mergeSamples([...a, ...mergeSamples(b)])).sort(), texts(left).sort());
      }),
    );
  });
});
