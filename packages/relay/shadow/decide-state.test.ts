import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClassOf } from './class-of.ts';
import { decideState, judgeSample } from './decide-state.ts';
import { encodePropertyKey } from './property-key.ts';
import type { PropertyValue, ShadowProperty } from './property-value.ts';
import type { Shadow } from './shadow-store.ts';

const classOf: ClassOf = ({ name }) => (name.startsWith('edge') ? 'edge' : 'level');

function sample(name: string, value: unknown, timeOfSample = 1_000): PropertyValue {
  return { namespace: 'Alexa.Test', name, value, timeOfSample, uncertaintyInMilliseconds: 0 };
}

function shadowOf(...values: PropertyValue[]): Shadow {
  return { version: values.length, properties: values.map(value => knownAs(value)) };
}

function knownAs(value: PropertyValue): ShadowProperty {
  const { value: current, timeOfSample, uncertaintyInMilliseconds, ...key } = value;
  const at = { value: current, timeOfSample, uncertaintyInMilliseconds };
  return { ...key, class: classOf(key), current: at };
}

/** What the store does with a decision. */
function applyTo(shadow: Shadow, values: readonly PropertyValue[]): Shadow {
  const { changes } = decideState(shadow, values, classOf);
  const properties = new Map(shadow.properties.map(property => [encodePropertyKey(property), property]));
  for (const change of changes) properties.set(encodePropertyKey(change), knownAs(change));
  return { version: shadow.version + 1, properties: [...properties.values()] };
}

const empty: Shadow = { version: 0, properties: [] };
const names = fc.constantFrom('level-1', 'level-2', 'edge-1', 'edge-2');
const arbitraryValues = fc.uniqueArray(
  fc.record({ name: names, value: fc.oneof(fc.integer({ max: 3, min: 0 }), fc.jsonValue()), at: fc.nat(50) }),
  { selector: entry => entry.name, maxLength: 4 },
);
const arbitraryPatch = arbitraryValues.map(list => list.map(({ name, value, at }) => sample(name, value, at)));

test('decideState() splits new values into level and edge', () => {
  const decision = decideState(empty, [sample('level-1', 5), sample('edge-1', 'DETECTED')], classOf);
  assert.deepEqual(decision.level, [{ namespace: 'Alexa.Test', name: 'level-1' }]);
  assert.deepEqual(decision.edge, [sample('edge-1', 'DETECTED')]);
  assert.deepEqual(decision.unchanged, []);
  assert.deepEqual(
    decision.changes.map(change => [change.name, change.class, change.forgetReported]),
    [
      ['level-1', 'level', false],
      ['edge-1', 'edge', false],
    ],
  );
});

test('decideState() answers unchanged and keeps the older time when the value is the same', () => {
  const shadow = shadowOf(sample('level-1', { a: 1, b: [2] }, 10));
  const decision = decideState(shadow, [sample('level-1', { b: [2], a: 1 }, 20)], classOf);
  assert.deepEqual(decision.unchanged, [{ namespace: 'Alexa.Test', name: 'level-1', reason: 'same-value' }]);
  assert.deepEqual(decision.changes, []);
});

test('decideState() answers stale-sample when the sample is older than the current one', () => {
  const decision = decideState(shadowOf(sample('edge-1', 'A', 10)), [sample('edge-1', 'B', 9)], classOf);
  assert.deepEqual(decision.unchanged, [{ namespace: 'Alexa.Test', name: 'edge-1', reason: 'stale-sample' }]);
  assert.deepEqual(decision.edge, []);
});

test('decideState() takes another value of the same time when it comes later', () => {
  const decision = decideState(shadowOf(sample('level-1', 1, 10)), [sample('level-1', 2, 10)], classOf);
  assert.equal(decision.changes[0]?.value, 2);
});

test('decideState() tells instances of one property apart', () => {
  const first = { ...sample('level-1', 1), instance: 'Blinds.Lift' };
  const decision = decideState(shadowOf(first), [{ ...first, instance: 'Blinds.Tilt' }, first], classOf);
  assert.deepEqual(decision.level, [{ namespace: 'Alexa.Test', name: 'level-1', instance: 'Blinds.Tilt' }]);
  assert.equal(decision.unchanged[0]?.instance, 'Blinds.Lift');
});

test('judgeSample() says nothing about a property that is not known', () => {
  assert.equal(judgeSample(sample('level-1', 1), undefined), undefined);
});

test('decideState() puts every value into exactly one of level, edge and unchanged', () => {
  fc.assert(
    fc.property(arbitraryPatch, arbitraryPatch, (before, patch) => {
      const decision = decideState(applyTo(empty, before), patch, classOf);
      const keys = [...decision.level, ...decision.edge, ...decision.unchanged].map(encodePropertyKey);
      assert.deepEqual(keys.sort(), patch.map(encodePropertyKey).sort());
      assert.equal(decision.changes.length, decision.level.length + decision.edge.length);
    }),
  );
});

test('decideState() changes nothing when the same values come again', () => {
  fc.assert(
    fc.property(arbitraryPatch, arbitraryPatch, (before, patch) => {
      const shadow = applyTo(applyTo(empty, before), patch);
      assert.deepEqual(decideState(shadow, patch, classOf).changes, []);
    }),
  );
});

test('decideState() converges to the last value when samples come in the order of their times', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name: names, value: fc.nat(3) }), { maxLength: 30 }), samples => {
      const last = new Map<string, number>();
      let shadow = empty;
      for (const [at, { name, value }] of samples.entries()) {
        shadow = applyTo(shadow, [sample(name, value, at)]);
        last.set(name, value);
      }
      assert.deepEqual(new Map(shadow.properties.map(property => [property.name, property.current.value])), last);
    }),
  );
});

test('decideState() never lets the time of a sample go back', () => {
  fc.assert(
    fc.property(fc.array(arbitraryPatch, { maxLength: 10 }), patches => {
      let shadow = empty;
      for (const patch of patches) {
        const before = new Map(shadow.properties.map(property => [property.name, property.current.timeOfSample]));
        shadow = applyTo(shadow, patch);
        for (const { name, current } of shadow.properties) assert.ok(current.timeOfSample >= (before.get(name) ?? 0));
      }
    }),
  );
});
