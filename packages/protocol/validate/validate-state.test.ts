import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { edit } from '../test/edit.ts';
import { assertError, assertValid } from '../test/expect-problems.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleEndpoint } from '../test/sample-events.ts';
import { validateState } from './validate-state.ts';

const brightness = { namespace: 'Alexa.BrightnessController', name: 'brightness', value: 40 };
const power = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };

describe('validateState()', () => {
  it('takes properties with and without time and uncertainty', () => {
    assert.deepEqual(validateState([brightness, { ...power, timeOfSample: '2026-01-02T03:04:05Z' }]), []);
    assert.deepEqual(validateState([{ ...power, uncertaintyInMilliseconds: 500 }]), []);
    assert.deepEqual(validateState([]), []);
  });

  it('judges form, value, time and repetition', () => {
    assertError(validateState({}), 'member-type', '');
    assertError(validateState([1]), 'member-type', '/0');
    assertError(validateState([edit(power, '/value', undefined)]), 'value-missing', '/0/value');
    assertError(validateState([{ ...power, colour: 1 }]), 'member-unknown', '/0/colour');
    assertError(validateState([power, { ...brightness, value: 101 }]), 'property-range', '/1/value');
    assertError(validateState([{ ...power, timeOfSample: 'now' }]), 'timestamp', '/0/timeOfSample');
    assertError(validateState([power, { ...power }]), 'property-duplicate', '/1');
  });

  it('takes only what the description declares', () => {
    const description = sampleEndpoint();
    assertValid(validateState([brightness, power], { description }));
    const heat = { namespace: 'Alexa.TemperatureSensor', name: 'temperature', value: { value: 1, scale: 'CELSIUS' } };
    assertError(validateState([heat], { description }), 'property-undeclared', '/0/name');
    const silent = edit(description, '/capabilities/1/properties/proactivelyReported', 'false');
    assertError(validateState([power], { description: silent }), 'property-not-proactive', '/0/name');
    assertError(validateState([power], { description: {} }), 'property-undeclared', '/0/name');
  });

  it('takes only instances that the description declares', () => {
    const properties = { supported: [{ name: 'rangeValue' }], proactivelyReported: true, retrievable: true };
    const blind = { interface: 'Alexa.RangeController', instance: 'Blind.Lift', properties };
    const description = edit(sampleEndpoint('blind-1'), '/capabilities', [blind]);
    const lift = { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Blind.Lift', value: 40 };
    assertValid(validateState([lift], { description }));
    const tilt = validateState([{ ...lift, instance: 'Blind.Tilt' }], { description });
    assertError(tilt, 'property-instance-undeclared', '/0/instance');
    assert.match(tilt[0]?.message ?? '', /declared are Blind\.Lift$/);
  });

  it('names the endpoint of the description, or the one it is told', () => {
    const wrong = [{ ...brightness, value: 101 }];
    const message = 'brightness of endpoint lamp-1 is 101; allowed 0 to 100';
    assert.equal(validateState(wrong, { description: sampleEndpoint() })[0]?.message, message);
    assert.equal(validateState(wrong, { endpointId: 'lamp-1' })[0]?.message, message);
    assert.equal(validateState(wrong)[0]?.message, 'brightness is 101; allowed 0 to 100');
  });

  it('throws for nothing', () => {
    const pairs = fc.tuple(mutationsOf([brightness, power]), mutationsOf(sampleEndpoint()));
    fc.assert(fc.property(pairs, ([state, description]) => Array.isArray(validateState(state, { description }))));
    fc.assert(fc.property(fc.anything(), value => Array.isArray(validateState(value, { description: value }))));
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) {
      deep = [deep];
    }
    assertError(validateState(deep), 'message-depth', '');
  });
});
