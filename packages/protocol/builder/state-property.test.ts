import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PropertyValues } from '../capability/property-values.ts';
import { capabilities, validateState } from '../index.ts';
import { type InterfaceWithInstances, type PropertyParts, stateProperty } from './state-property.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only when the type argument is `true`. */
function holds<T extends true>(): T | undefined {
  return undefined;
}

/** The names of the properties whose value the compiler would take anything for. */
type AnyValue = {
  [N in keyof PropertyValues]: {
    [P in keyof PropertyValues[N]]: 0 extends 1 & PropertyValues[N][P] ? P : never;
  }[keyof PropertyValues[N]];
}[keyof PropertyValues];

const timeOfSample = '2026-01-02T03:04:05.678Z';

describe('stateProperty()', () => {
  it('makes a property with its own time and no uncertainty unless told', () => {
    const property = stateProperty({
      namespace: 'Alexa.BrightnessController',
      name: 'brightness',
      value: 40,
      timeOfSample: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    });
    assert.deepEqual(property, {
      namespace: 'Alexa.BrightnessController',
      name: 'brightness',
      value: 40,
      timeOfSample,
      uncertaintyInMilliseconds: 0,
    });
    assert.deepEqual(validateState([property]), []);
  });

  it('carries instance, uncertainty and a time in words', () => {
    const property = stateProperty({
      namespace: 'Alexa.RangeController',
      name: 'rangeValue',
      instance: 'Blind.Lift',
      value: 0.5,
      timeOfSample,
      uncertaintyInMilliseconds: 500,
    });
    assert.deepEqual(
      [property.instance, property.timeOfSample, property.uncertaintyInMilliseconds],
      ['Blind.Lift', timeOfSample, 500],
    );
    assert.deepEqual(validateState([property]), []);
  });

  it('knows the type of each value, and none of them is any', () => {
    type Brightness = PropertyParts<'Alexa.BrightnessController', 'brightness'>['value'];
    type Lock = PropertyParts<'Alexa.LockController', 'lockState'>['value'];
    type Muted = PropertyParts<'Alexa.Speaker', 'muted'>['value'];
    holds<Same<Brightness, number>>();
    holds<Same<Lock, 'JAMMED' | 'LOCKED' | 'UNLOCKED'>>();
    holds<Same<Muted, boolean>>();
    holds<Same<AnyValue, never>>();
    assert.ok(true);
  });

  it('does not compile with what no document allows', () => {
    const power = { namespace: 'Alexa.PowerController', name: 'powerState', timeOfSample } as const;
    const range = { namespace: 'Alexa.RangeController', name: 'rangeValue', timeOfSample } as const;
    const refused = [
      // @ts-expect-error a power state is ON or OFF
      stateProperty({ ...power, value: 'MAYBE' }),
      // @ts-expect-error a number is no power state
      stateProperty({ ...power, value: 1 }),
      // @ts-expect-error a property of another interface
      stateProperty({ ...power, name: 'brightness', value: 1 }),
      // @ts-expect-error no such interface
      stateProperty({ ...power, namespace: 'Alexa.Unheard', value: 'ON' }),
      // @ts-expect-error a range has an instance
      stateProperty({ ...range, value: 1 }),
      // @ts-expect-error a power state has none
      stateProperty({ ...power, value: 'ON', instance: 'one' }),
      // @ts-expect-error a time is needed
      stateProperty({ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }),
    ];
    assert.equal(refused.length, 7);
  });

  it('asks for an instance where the table of capabilities does', () => {
    const withInstances: Readonly<Record<InterfaceWithInstances, true>> = {
      'Alexa.InventoryLevelSensor': true,
      'Alexa.InventoryLevelUsageSensor': true,
      'Alexa.ModeController': true,
      'Alexa.RangeController': true,
      'Alexa.ToggleController': true,
    };
    const inTable = capabilities
      .filter(({ instance, properties }) => instance !== 'none' && Object.keys(properties).length > 0)
      .map(row => row.interface);
    assert.deepEqual(
      inTable.filter(name => !Object.hasOwn(withInstances, name)),
      [],
    );
  });
});
