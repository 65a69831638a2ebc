import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeReport, type Problem, response, validateEvent, validateState } from '../index.ts';
import { edit } from './edit.ts';
import { sampleProperty } from './sample-events.ts';

/** A value that is refused, the member of it that is pointed at, the rule, and the words after the property's name. */
type Refused = readonly [value: unknown, member: string, rule: 'range' | 'value' | 'missing', says: string];

interface Bounds {
  readonly property: readonly [interfaceName: string, name: string];
  readonly taken: readonly unknown[];
  readonly refused: readonly Refused[];
}

const percentage = {
  taken: [0, 1, 99, 100],
  refused: [
    [-1, '', 'range', ' is -1; allowed 0 to 100'],
    [101, '', 'range', ' is 101; allowed 0 to 100'],
    [50.5, '', 'value', ' is 50.5; allowed whole numbers 0 to 100'],
    ['50', '', 'value', ' is "50"; allowed whole numbers 0 to 100'],
    [null, '', 'value', ' is null; allowed whole numbers 0 to 100'],
    [{ value: 50 }, '', 'value', ' is an object; allowed whole numbers 0 to 100'],
  ],
} as const;

function temperatures(): Pick<Bounds, 'taken' | 'refused'> {
  const scales = 'CELSIUS, FAHRENHEIT, KELVIN';
  return {
    taken: [
      { value: 100, scale: 'CELSIUS' },
      { value: 100.5, scale: 'FAHRENHEIT' },
      { value: 101, scale: 'FAHRENHEIT' },
      { value: 300, scale: 'KELVIN' },
      { value: -100, scale: 'CELSIUS' },
      { value: 0, scale: 'CELSIUS' },
    ],
    refused: [
      [21, '', 'value', ' is 21; allowed an object'],
      [{ scale: 'CELSIUS' }, '/value', 'missing', '.value is missing; expected a number'],
      [{ value: 21 }, '/scale', 'missing', `.scale is missing; expected ${scales}`],
      [{ value: '21', scale: 'KELVIN' }, '/value', 'value', '.value is "21"; allowed a number'],
      [{ value: 21, scale: 'C' }, '/scale', 'value', `.scale is "C"; allowed ${scales}`],
      [{ value: 21, scale: 'Celsius' }, '/scale', 'value', `.scale is "Celsius"; allowed ${scales}`],
    ],
  };
}

function words(taken: readonly string[], shown: string = taken.join(', ')): Pick<Bounds, 'taken' | 'refused'> {
  const [first = ''] = taken;
  return {
    taken,
    refused: [
      [first.toLowerCase(), '', 'value', ` is "${first.toLowerCase()}"; allowed ${shown}`],
      [`${first} `, '', 'value', ` is "${first} "; allowed ${shown}`],
      ['', '', 'value', ` is ""; allowed ${shown}`],
      [true, '', 'value', ` is true; allowed ${shown}`],
      [{ value: first }, '', 'value', ` is an object; allowed ${shown}`],
      [[first], '', 'value', ` is an array of 1 item; allowed ${shown}`],
    ],
  };
}

function valued(member: string, taken: readonly string[]): Pick<Bounds, 'taken' | 'refused'> {
  const shown = taken.join(', ');
  return {
    taken: [...taken.map(value => ({ [member]: value })), { [member]: taken[0], more: 1 }],
    refused: [
      [taken[0], '', 'value', ` is "${taken[0]}"; allowed an object`],
      [{}, `/${member}`, 'missing', `.${member} is missing; expected ${shown}`],
      [{ [member]: 'x' }, `/${member}`, 'value', `.${member} is "x"; allowed ${shown}`],
      [{ [member]: null }, `/${member}`, 'value', `.${member} is null; allowed ${shown}`],
    ],
  };
}

const LEVEL = 'a Percentage of 0 to 100, a Count of 0 or more, or a Volume or Weight of 0 or more';
const CHANNEL = 'an object with at least one of number, callSign, affiliateCallSign and uri';

/** Each property at the bounds that the documents give it. Source: fact sheet 3.1, 3.2 and 8.1. */
const table: readonly Bounds[] = [
  { property: ['BrightnessController', 'brightness'], ...percentage },
  { property: ['PercentageController', 'percentage'], ...percentage },
  { property: ['PowerLevelController', 'powerLevel'], ...percentage },
  { property: ['Speaker', 'volume'], ...percentage },
  {
    property: ['Speaker', 'muted'],
    taken: [true, false],
    refused: [
      ['true', '', 'value', ' is "true"; allowed true or false'],
      [1, '', 'value', ' is 1; allowed true or false'],
    ],
  },
  {
    property: ['ColorTemperatureController', 'colorTemperatureInKelvin'],
    taken: [1000, 1001, 9999, 10_000],
    refused: [
      [999, '', 'range', ' is 999; allowed 1000 to 10000'],
      [10_001, '', 'range', ' is 10001; allowed 1000 to 10000'],
      [2700.5, '', 'value', ' is 2700.5; allowed whole numbers 1000 to 10000'],
    ],
  },
  {
    property: ['ColorController', 'color'],
    taken: [
      { hue: 0, saturation: 0, brightness: 0 },
      { hue: 360, saturation: 1, brightness: 1 },
      { hue: 359.9, saturation: 0.5, brightness: 0.001 },
    ],
    refused: [
      [{ hue: -0.1, saturation: 0, brightness: 0 }, '/hue', 'range', '.hue is -0.1; allowed 0 to 360'],
      [{ hue: 360.1, saturation: 0, brightness: 0 }, '/hue', 'range', '.hue is 360.1; allowed 0 to 360'],
      [{ hue: 1, saturation: 1.01, brightness: 0 }, '/saturation', 'range', '.saturation is 1.01; allowed 0 to 1'],
      [{ hue: 1, saturation: 0, brightness: -0.01 }, '/brightness', 'range', '.brightness is -0.01; allowed 0 to 1'],
      [{ hue: 1, saturation: 0 }, '/brightness', 'missing', '.brightness is missing; expected 0 to 1'],
      [{ hue: '1', saturation: 0, brightness: 0 }, '/hue', 'value', '.hue is "1"; allowed 0 to 360'],
      ['red', '', 'value', ' is "red"; allowed an object'],
    ],
  },
  {
    property: ['ChannelController', 'channel'],
    taken: [{ number: '1' }, { callSign: 'A' }, { affiliateCallSign: 'B' }, { uri: 'c' }, { number: '1', more: 1 }],
    refused: [
      [{}, '', 'value', ` is an object; allowed ${CHANNEL}`],
      [{ name: 'x' }, '', 'value', ` is an object; allowed ${CHANNEL}`],
      [{ number: 1 }, '/number', 'value', '.number is 1; allowed text'],
    ],
  },
  { property: ['ContactSensor', 'detectionState'], ...words(['DETECTED', 'NOT_DETECTED']) },
  { property: ['MotionSensor', 'detectionState'], ...words(['DETECTED', 'NOT_DETECTED']) },
  { property: ['LockController', 'lockState'], ...words(['LOCKED', 'UNLOCKED', 'JAMMED']) },
  { property: ['RecordController', 'RecordingState'], ...words(['RECORDING', 'NOT_RECORDING']) },
  { property: ['ToggleController', 'toggleState'], ...words(['ON', 'OFF']) },
  {
    property: ['ThermostatController', 'thermostatMode'],
    ...words(['AUTO', 'COOL', 'CUSTOM', 'ECO', 'EM_HEAT', 'HEAT', 'OFF']),
  },
  {
    property: ['SecurityPanelController', 'armState'],
    ...words(['ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED']),
  },
  {
    property: ['PowerController', 'powerState'],
    taken: ['ON', 'OFF'],
    refused: [
      ['On', '', 'value', ' is "On"; allowed ON, OFF'],
      [true, '', 'value', ' is true; allowed ON, OFF'],
    ],
  },
  { property: ['TemperatureSensor', 'temperature'], ...temperatures() },
  { property: ['ThermostatController', 'targetSetpoint'], ...temperatures() },
  { property: ['ThermostatController', 'lowerSetpoint'], ...temperatures() },
  { property: ['ThermostatController', 'upperSetpoint'], ...temperatures() },
  {
    property: ['HumiditySensor', 'relativeHumidity'],
    taken: [{ value: 0 }, { value: 44.4 }, { value: 100 }],
    refused: [
      [{ value: -0.1 }, '/value', 'range', '.value is -0.1; allowed 0 to 100'],
      [{ value: 100.1 }, '/value', 'range', '.value is 100.1; allowed 0 to 100'],
      [{}, '/value', 'missing', '.value is missing; expected 0 to 100'],
      [44, '', 'value', ' is 44; allowed an object'],
    ],
  },
  { property: ['EndpointHealth', 'connectivity'], ...valued('value', ['OK', 'UNREACHABLE']) },
  { property: ['SecurityPanelController', 'burglaryAlarm'], ...valued('value', ['ALARM', 'OK']) },
  { property: ['SecurityPanelController', 'carbonMonoxideAlarm'], ...valued('value', ['ALARM', 'OK']) },
  { property: ['SecurityPanelController', 'fireAlarm'], ...valued('value', ['ALARM', 'OK']) },
  { property: ['SecurityPanelController', 'waterAlarm'], ...valued('value', ['ALARM', 'OK']) },
  { property: ['PlaybackStateReporter', 'playbackState'], ...valued('state', ['PLAYING', 'PAUSED', 'STOPPED']) },
  {
    property: ['InputController', 'input'],
    taken: ['HDMI 1', 'HDMI1', 'TV'],
    refused: [
      ['', '', 'value', ' is ""; allowed text that is not empty'],
      [1, '', 'value', ' is 1; allowed text that is not empty'],
    ],
  },
  {
    property: ['ModeController', 'mode'],
    taken: ['Wash.Cold', 'x'],
    refused: [
      ['', '', 'value', ' is ""; allowed text that is not empty'],
      [{ value: 'Wash.Cold' }, '', 'value', ' is an object; allowed text that is not empty'],
    ],
  },
  {
    property: ['RangeController', 'rangeValue'],
    taken: [-1e9, 0, 0.5, 1e9],
    refused: [
      ['1', '', 'value', ' is "1"; allowed a number'],
      [null, '', 'value', ' is null; allowed a number'],
    ],
  },
  {
    property: ['InventoryLevelSensor', 'level'],
    taken: [
      { '@type': 'Percentage', value: 0 },
      { '@type': 'Percentage', value: 99.9 },
      { '@type': 'Percentage', value: 100 },
      { '@type': 'Count', value: 0 },
      { '@type': 'Volume', value: 0, unit: 'LITER' },
      { '@type': 'Weight', value: 2.5, unit: 'GRAM' },
    ],
    refused: [
      [{ '@type': 'Percentage', value: 100.1 }, '', 'value', ` is an object; allowed ${LEVEL}`],
      [{ '@type': 'Percentage', value: -1 }, '', 'value', ` is an object; allowed ${LEVEL}`],
      [{ '@type': 'Count', value: 1.5 }, '', 'value', ` is an object; allowed ${LEVEL}`],
      [{ '@type': 'Count', value: -1 }, '', 'value', ` is an object; allowed ${LEVEL}`],
      [{ '@type': 'Weight', value: -0.5 }, '', 'value', ` is an object; allowed ${LEVEL}`],
      [{ '@type': 'Volume', value: '1' }, '', 'value', ` is an object; allowed ${LEVEL}`],
    ],
  },
];

const rules = { range: 'property-range', value: 'property-value', missing: 'property-value' } as const;

/** Interfaces that an endpoint may have several times, and whose state names the instance. Source: fact sheet 1.4. */
const withInstance = ['InventoryLevelSensor', 'ModeController', 'RangeController', 'ToggleController'];

interface Stated {
  /** What is found when the property stands among the changes of a report, in a context, and by itself. */
  readonly problems: readonly (readonly Problem[])[];
  readonly places: readonly string[];
  readonly subject: string;
}

function state([interfaceName, name]: Bounds['property'], value: unknown, mode: 'strict' | 'observed'): Stated {
  const instance = withInstance.includes(interfaceName) ? { instance: 'One' } : {};
  const property = { ...sampleProperty(`Alexa.${interfaceName}`, name, value), ...instance };
  const options = { mode, posted: false };
  const report = { messageId: 'm-1', endpointId: 'thing-1', cause: 'APP_INTERACTION', changed: [property] };
  const answer = { messageId: 'm-1', correlationToken: 'c-1', endpointId: 'thing-1', properties: [property] };
  return {
    problems: [validateEvent(changeReport(report), options), validateEvent(response(answer), options)],
    places: ['/event/payload/change/properties/0/value', '/context/properties/0/value'],
    subject: 'instance' in instance ? `${name} (One)` : name,
  };
}

describe('the bounds of property values', () => {
  for (const { property, taken, refused } of table) {
    const [interfaceName, name] = property;
    it(`of ${interfaceName}.${name} are kept, and a problem names property, endpoint, found and allowed`, () => {
      for (const value of taken) {
        assert.deepEqual(state(property, value, 'strict').problems, [[], []], JSON.stringify(value));
      }
      for (const [value, member, rule, says] of refused) {
        const { problems, places, subject } = state(property, value, 'strict');
        const [path, ...rest] = says.split(' ');
        const message = `${subject}${path} of endpoint thing-1 ${rest.join(' ')}`;
        for (const [index, found] of problems.entries()) {
          assert.deepEqual(
            found.map(problem => [problem.rule, problem.pointer, problem.severity]),
            [[rules[rule], `${places[index]}${member}`, 'error']],
            JSON.stringify(value),
          );
          assert.equal(found[0]?.message.slice(0, message.length), message);
        }
      }
    });

    it(`of ${interfaceName}.${name} are worth a warning in observed mode`, () => {
      for (const [value] of refused) {
        for (const found of state(property, value, 'observed').problems) {
          assert.deepEqual([...new Set(found.map(({ severity }) => severity))], ['warning'], JSON.stringify(value));
        }
      }
    });

    it(`of ${interfaceName}.${name} hold for state that a device cloud hands in`, () => {
      const bare = { namespace: `Alexa.${interfaceName}`, name, instance: 'One' };
      for (const value of taken) {
        assert.deepEqual(validateState([{ ...bare, value }]), [], JSON.stringify(value));
      }
      for (const [value, member, rule] of refused) {
        const found = validateState([{ ...bare, value }], { endpointId: 'thing-1' });
        assert.deepEqual(
          found.map(problem => [problem.rule, problem.pointer]),
          [[rules[rule], `/0/value${member}`]],
        );
      }
    });
  }

  it('tell a value that is absent from one that is wrong', () => {
    for (const { property } of table) {
      const [interfaceName, name] = property;
      const event = response({
        messageId: 'm-1',
        correlationToken: 'c-1',
        endpointId: 'thing-1',
        properties: [{ ...sampleProperty(`Alexa.${interfaceName}`, name, 1), instance: 'One' }],
      });
      const found = validateEvent(edit(event, '/context/properties/0/value', undefined), { posted: false });
      assert.deepEqual(
        found.map(problem => [problem.rule, problem.pointer]),
        [['value-missing', '/context/properties/0/value']],
      );
    }
  });
});
