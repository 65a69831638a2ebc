import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ShadowProperty } from '../shadow/property-value.ts';
import { sampleOf, shadowProperty } from '../test/claimed-event.ts';
import { contextBeside, differenceOf } from './state-difference.ts';

const known = shadowProperty('known', { current: sampleOf(1, 10), reported: sampleOf(1, 10) });
const changed = shadowProperty('changed', {
  current: sampleOf({ b: 1, a: 2 }, 20),
  reported: sampleOf({ a: 1, b: 1 }, 10),
});
const unknown = shadowProperty('unknown', { current: sampleOf('ON', 20) });
const edgeKnown = shadowProperty('edgeKnown', {
  class: 'edge',
  current: sampleOf(true, 5),
  reported: sampleOf(true, 5),
});
const edgePending = shadowProperty('edgePending', {
  class: 'edge',
  current: sampleOf(true, 30),
  reported: sampleOf(false, 5),
});
const edgeThereAndBack = shadowProperty('edgeThereAndBack', {
  class: 'edge',
  current: sampleOf(true, 30),
  reported: sampleOf(true, 5),
});
const all = [known, changed, unknown, edgeKnown, edgePending, edgeThereAndBack];

describe('differenceOf()', () => {
  it('reports level properties that Alexa has otherwise or not at all', () => {
    assert.deepEqual(differenceOf(all).changed, [changed, unknown]);
  });

  it('gives what Alexa has as context, and nothing that has a report of its own to come', () => {
    assert.deepEqual(differenceOf(all).unchanged, [known, edgeKnown]);
  });

  it('keeps an edge property out of the context while it flipped and flipped back unreported', () => {
    assert.deepEqual(contextBeside([edgeThereAndBack, edgeKnown], []), [edgeKnown]);
  });

  it('gives an edge state as context that no report of its own is to come for, and never as changed', () => {
    const stranded: ShadowProperty = { ...edgePending, stranded: true };
    assert.deepEqual(differenceOf([unknown, stranded]), { changed: [unknown], unchanged: [stranded] });
    assert.deepEqual(contextBeside([stranded, unknown], []), [stranded]);
    assert.deepEqual(contextBeside([stranded], [stranded]), []);
  });

  it('tells beside an edge whether the endpoint can be reached, whether Alexa has that yet or not', () => {
    const connectivity = shadowProperty('connectivity', {
      namespace: 'Alexa.EndpointHealth',
      current: sampleOf({ value: 'OK' }, 7),
    });
    const battery = shadowProperty('battery', { namespace: 'Alexa.EndpointHealth', current: sampleOf({}, 7) });
    assert.deepEqual(contextBeside([known, unknown, connectivity, battery], []), [known, connectivity]);
    assert.deepEqual(contextBeside([known, connectivity], [connectivity]), [known]);
    assert.deepEqual(differenceOf([known, connectivity]), { changed: [connectivity], unchanged: [known] });
  });

  it('compares objects whatever the order of their members', () => {
    const same = shadowProperty('same', {
      current: sampleOf({ b: 1, a: 2 }, 20),
      reported: sampleOf({ a: 2, b: 1 }, 10),
    });
    assert.deepEqual(differenceOf([same]), { changed: [], unchanged: [same] });
  });

  it('never states a property twice, and states each level property once', () => {
    const sample = fc.record({
      value: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.boolean()),
      timeOfSample: fc.nat(),
      uncertaintyInMilliseconds: fc.constant(0),
    });
    const property = fc.record(
      {
        namespace: fc.constant('Alexa.X'),
        name: fc.string(),
        class: fc.constantFrom('level', 'edge'),
        current: sample,
        reported: sample,
      },
      { requiredKeys: ['namespace', 'name', 'class', 'current'] },
    );
    fc.assert(
      fc.property(fc.array(property), drawn => {
        const shadow = drawn.map(({ reported, ...rest }): ShadowProperty => {
          return {
            ...rest,
            class: rest.class === 'level' ? 'level' : 'edge',
            ...(reported === undefined ? {} : { reported }),
          };
        });
        const difference = differenceOf(shadow);
        for (const given of shadow) {
          const places = [difference.changed, difference.unchanged].filter(place => place.includes(given)).length;
          assert.ok(given.class === 'level' ? places === 1 : places <= 1);
        }
      }),
    );
  });
});

describe('contextBeside()', () => {
  it('leaves out what the report states, by namespace, name and instance', () => {
    const first = shadowProperty('mode', { instance: 'a', current: sampleOf(1, 1), reported: sampleOf(1, 1) });
    const second = { ...first, instance: 'b' };
    assert.deepEqual(
      contextBeside([first, second, changed], [{ namespace: 'Alexa.mode', name: 'mode', instance: 'a' }]),
      [second],
    );
  });
});
