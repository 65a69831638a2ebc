import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideDirective } from './device-rules.ts';

const brightness = { namespace: 'Alexa.BrightnessController', name: 'brightness', value: 40 };

function values(result: ReturnType<typeof decideDirective>): unknown {
  return result.type === 'changed' ? result.properties.map(one => [one.name, one.value]) : result.error;
}

const cases: readonly [string, string, Record<string, unknown>, unknown][] = [
  ['Alexa.PowerController', 'TurnOn', {}, [['powerState', 'ON']]],
  ['Alexa.PowerController', 'TurnOff', {}, [['powerState', 'OFF']]],
  ['Alexa.LockController', 'Lock', {}, [['lockState', 'LOCKED']]],
  ['Alexa.LockController', 'Unlock', {}, [['lockState', 'UNLOCKED']]],
  ['Alexa.BrightnessController', 'SetBrightness', { brightness: 7 }, [['brightness', 7]]],
  ['Alexa.BrightnessController', 'SetBrightness', { brightness: 101 }, 'VALUE_OUT_OF_RANGE'],
  ['Alexa.BrightnessController', 'SetBrightness', {}, 'VALUE_OUT_OF_RANGE'],
  ['Alexa.BrightnessController', 'AdjustBrightness', { brightnessDelta: -15 }, [['brightness', 25]]],
  ['Alexa.BrightnessController', 'AdjustBrightness', { brightnessDelta: 'more' }, 'VALUE_OUT_OF_RANGE'],
  ['Alexa.RangeController', 'SetRangeValue', { rangeValue: 50 }, [['rangeValue', 50]]],
  [
    'Alexa.ColorController',
    'SetColor',
    { color: { hue: 1, saturation: 1, brightness: 1 } },
    [['color', { hue: 1, saturation: 1, brightness: 1 }]],
  ],
  [
    'Alexa.ColorTemperatureController',
    'SetColorTemperature',
    { colorTemperatureInKelvin: 5500 },
    [['colorTemperatureInKelvin', 5500]],
  ],
  [
    'Alexa.ThermostatController',
    'SetTargetTemperature',
    { targetSetpoint: { value: 21, scale: 'CELSIUS' } },
    [['targetSetpoint', { value: 21, scale: 'CELSIUS' }]],
  ],
  [
    'Alexa.ThermostatController',
    'SetThermostatMode',
    { thermostatMode: { value: 'COOL' } },
    [['thermostatMode', 'COOL']],
  ],
  ['Alexa.Cooking', 'Bake', {}, 'INVALID_DIRECTIVE'],
  ['Object', 'toString', {}, 'INVALID_DIRECTIVE'],
];

for (const [namespace, name, payload, expected] of cases) {
  test(`decideDirective() answers ${namespace} ${name} with ${JSON.stringify(payload)} by ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(values(decideDirective({ namespace, name, payload }, [brightness])), expected);
  });
}

test('decideDirective() keeps the instance when the directive has one', () => {
  const directive = {
    namespace: 'Alexa.RangeController',
    name: 'SetRangeValue',
    instance: 'Blind.Lift',
    payload: { rangeValue: 1 },
  };
  const result = decideDirective(directive, []);
  assert.equal(result.type === 'changed' && result.properties[0]?.instance, 'Blind.Lift');
});

test('decideDirective() never leaves 0 to 100 when a brightness is adjusted', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 100 }), (delta, from) => {
      const directive = {
        namespace: 'Alexa.BrightnessController',
        name: 'AdjustBrightness',
        payload: { brightnessDelta: delta },
      };
      const result = decideDirective(directive, [{ ...brightness, value: from }]);
      assert.ok(result.type === 'changed');
      assert.equal(result.properties[0]?.value, Math.min(100, Math.max(0, from + delta)));
    }),
  );
});
