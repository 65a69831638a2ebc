import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@gatehouse/protocol';
import type { ShadowProperty } from '../shadow/property-value.ts';
import { sampleOf, shadowProperty } from '../test/claimed-event.ts';
import { snapshotState } from './state-snapshot.ts';

const AT = Date.UTC(2026, 0, 1);

const power = shadowProperty('powerState', { namespace: 'Alexa.PowerController', current: sampleOf('ON', AT) });
const brightness = shadowProperty('brightness', {
  namespace: 'Alexa.BrightnessController',
  current: { value: 40, timeOfSample: AT + 1_000, uncertaintyInMilliseconds: 250 },
  reported: sampleOf(10, AT - 9_000),
});
const connectivity = shadowProperty('connectivity', {
  namespace: 'Alexa.EndpointHealth',
  current: sampleOf({ value: 'UNREACHABLE' }, AT + 2_000),
});
const battery = shadowProperty('battery', { namespace: 'Alexa.EndpointHealth', current: sampleOf({}, AT + 3_000) });

type Flags = Readonly<Record<string, unknown>>;

function capabilityOf({ namespace, name, instance }: ShadowProperty, flags: Flags = { retrievable: true }): JsonObject {
  const properties = { supported: [{ name }], proactivelyReported: true, ...flags };
  return { interface: namespace, properties, ...(instance === undefined ? {} : { instance }) };
}

/** The state of an endpoint with these capabilities, as `name value time`. */
function told(known: readonly ShadowProperty[], capabilities?: readonly JsonObject[]): string[] {
  const description = capabilities && { endpointId: 'lamp-1', capabilities: [...capabilities] };
  const state = snapshotState({ version: 1, properties: known }, description);
  return state.map(({ name, value, timeOfSample }) => `${name} ${JSON.stringify(value)} ${timeOfSample.slice(17)}`);
}

const all = [power, brightness, connectivity];
const health: JsonObject = { interface: 'Alexa.EndpointHealth', version: '3' };

describe('snapshotState()', () => {
  it('tells everything that is retrievable as the device last said, each with the time of its own sample', () => {
    assert.deepEqual(
      told(
        all,
        all.map(one => capabilityOf(one)),
      ),
      ['powerState "ON" 00.000Z', 'brightness 40 01.000Z', 'connectivity {"value":"UNREACHABLE"} 02.000Z'],
    );
  });

  it('tells how sure each sample is', () => {
    const [state] = snapshotState({ version: 1, properties: [brightness] }, undefined);
    assert.equal(state?.uncertaintyInMilliseconds, 250);
  });

  it('tells whether the endpoint can be reached, however that is declared, once', () => {
    const known = 'connectivity {"value":"UNREACHABLE"} 02.000Z';
    for (const declared of [
      health,
      capabilityOf(connectivity, { retrievable: false }),
      capabilityOf(connectivity, {}),
      capabilityOf(connectivity, { retrievable: 'true' }),
      capabilityOf(connectivity),
    ]) {
      assert.deepEqual(told([connectivity], [declared]), [known], JSON.stringify(declared));
    }
    assert.deepEqual(told([connectivity], [health, capabilityOf(connectivity)]), [known]);
  });

  it('tells of the health only that, unless more is declared as retrievable', () => {
    assert.deepEqual(told([connectivity, battery], [health]).length, 1);
    assert.deepEqual(told([battery], [capabilityOf(battery)]), ['battery {} 03.000Z']);
  });

  it('tells nothing that the endpoint does not declare, or not as retrievable', () => {
    assert.deepEqual(told(all, [capabilityOf(power)]), ['powerState "ON" 00.000Z']);
    assert.deepEqual(told(all, [capabilityOf(power, { retrievable: false })]), []);
    assert.deepEqual(told(all, []), []);
    assert.deepEqual(snapshotState({ version: 1, properties: all }, { endpointId: 'lamp-1' }), []);
  });

  it('tells nothing of a property that nobody has reported', () => {
    assert.deepEqual(told([power], [capabilityOf(power), capabilityOf(brightness), health]), [
      'powerState "ON" 00.000Z',
    ]);
    assert.deepEqual(told([], [capabilityOf(power), health]), []);
  });

  it('keeps the instances of an interface apart', () => {
    const instanceOf = (instance: string, value: number): ShadowProperty =>
      shadowProperty('rangeValue', {
        namespace: 'Alexa.RangeController',
        instance,
        current: sampleOf(value, AT + value),
      });
    const [speed, height] = [instanceOf('Fan.Speed', 1), instanceOf('Blind.Height', 2)];
    assert.deepEqual(told([speed, height], [capabilityOf(height)]), ['rangeValue 2 00.002Z']);
    assert.deepEqual(told([speed, height], [capabilityOf(speed), capabilityOf(height)]).length, 2);
  });

  it('tells all that is known of an endpoint that has no description', () => {
    assert.equal(told(all).length, 3);
  });
});
