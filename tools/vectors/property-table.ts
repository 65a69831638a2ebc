import type { Refusal, Shape } from './shape.ts';
import {
  cookingModes,
  foodCategories,
  foodDonenesses,
  foodStates,
  lengthUnits,
  volumeUnits,
  weightUnits,
} from './word-lists.ts';

/** A reportable property whose values a document describes. */
export interface PropertyRow {
  readonly interface: string;
  readonly property: string;
  readonly shape: Shape;
}

const percent: Shape = { type: 'integer', from: 0, to: 100 };
const fraction: Shape = { type: 'number', from: 0, to: 1 };
const number: Shape = { type: 'number' };
const text: Shape = { type: 'text', empty: true };
const name: Shape = { type: 'text', empty: false };
const quality: Shape = words('GOOD FAIR POOR');
const detection: Shape = words('DETECTED NOT_DETECTED');
const stages: Shape = words('OFF STAGE_1 STAGE_2 STAGE_3');
const alarm: Shape = object({ value: words('ALARM OK') }, 'value');
const health = words('OK WARNING CRITICAL');

const temperature: Shape = {
  type: 'samples',
  taken: [
    { value: 20.5, scale: 'CELSIUS' },
    { value: -100, scale: 'CELSIUS' },
    { value: 100, scale: 'CELSIUS' },
    { value: 101, scale: 'FAHRENHEIT' },
    { value: 300, scale: 'KELVIN' },
  ],
  refused: [
    [{ value: '20', scale: 'CELSIUS' }, '/value', 'value'],
    [{ value: null, scale: 'CELSIUS' }, '/value', 'value'],
    [{ value: 20, scale: 'celsius' }, '/scale', 'value'],
    [{ value: 20, scale: 'RANKINE' }, '/scale', 'value'],
    [{ value: 20, scale: 1 }, '/scale', 'value'],
    [{ value: 20 }, '/scale', 'value'],
    ...whole([20, '20', null, []]),
  ],
};

const second: Shape = {
  type: 'samples',
  taken: [
    '2026-01-02T03:04:05Z',
    '2024-02-29T23:59:59Z',
    '1000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2000-02-29T00:00:00Z',
  ],
  refused: whole([
    '2026-02-30T03:04:05Z',
    '2025-02-29T03:04:05Z',
    '2100-02-29T03:04:05Z',
    '2026-04-31T03:04:05Z',
    '2026-01-02T03:04:05+00:00',
    '2026-01-02 03:04:05Z',
    '2026-01-02T03:04:05z',
    '2026-13-02T03:04:05Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T03:04:60Z',
    '',
    1_767_323_045,
    null,
  ]),
};

const duration: Shape = {
  type: 'samples',
  taken: ['PT3M15S', 'PT0S', 'PT1H', 'P1D', 'P1DT2H', '-PT5M'],
  refused: whole(['3 minutes', 'P', 'PT', 'PT3', '', 195, null]),
};

const channel: Shape = {
  type: 'samples',
  taken: [{ number: '1' }, { callSign: 'A' }, { affiliateCallSign: 'B' }, { uri: 'c' }, { number: '1', callSign: 'A' }],
  refused: [[{ number: 1 }, '/number', 'value'], [{ uri: null }, '/uri', 'value'], ...whole([{}, '1', 1, null])],
};

const bands: Shape = {
  type: 'samples',
  taken: [
    ...['BASS', 'MIDRANGE', 'TREBLE'].flatMap(band => [[{ name: band, value: 3 }], [{ name: band, level: -6 }]]),
    [
      { name: 'BASS', level: 0 },
      { name: 'TREBLE', level: 0 },
    ],
  ],
  refused: [
    [[{ name: 'bass', value: 3 }], '/0/name', 'value'],
    [[{ name: 'ALTO', level: 3 }], '/0/name', 'value'],
    [[{ level: 3 }], '/0/name', 'value'],
    [[{ name: 'BASS' }], '/0', 'value'],
    [[{ name: 'BASS', level: 0.5 }], '/0/level', 'value'],
    [[{ name: 'BASS', value: '3' }], '/0/value', 'value'],
    [
      [
        { name: 'BASS', value: 3 },
        { value: 3, name: 'BASS' },
      ],
      '/1',
      'value',
    ],
    ...whole([{ name: 'BASS', level: 3 }, 'BASS', null]),
  ],
};

const level: Shape = {
  type: 'samples',
  taken: [
    ...[0, 0.5, 100].map(value => ({ '@type': 'Percentage', value })),
    ...[0, 1, 1000].map(value => ({ '@type': 'Count', value })),
    ...volumeUnits.map(unit => ({ '@type': 'Volume', value: 0, unit })),
    ...weightUnits.map(unit => ({ '@type': 'Weight', value: 2.5, unit })),
  ],
  refused: whole([
    { '@type': 'Percentage', value: -0.1 },
    { '@type': 'Percentage', value: 100.1 },
    { '@type': 'Count', value: -1 },
    { '@type': 'Count', value: 0.5 },
    { '@type': 'Volume', value: -0.1, unit: 'LITER' },
    { '@type': 'Volume', value: 1, unit: 'GRAM' },
    { '@type': 'Volume', value: 1, unit: 'BARREL' },
    { '@type': 'Weight', value: -0.1, unit: 'GRAM' },
    { '@type': 'Weight', value: 1, unit: 'LITER' },
    { '@type': 'Weight', value: 1, unit: 'gram' },
    { '@type': 'Length', value: 1 },
    5,
    '5',
    null,
  ]),
};

const powerLevel: Shape = {
  type: 'samples',
  taken: [
    ...['LOW', 'MEDIUM', 'HIGH'].map(value => ({ '@type': 'EnumeratedPowerLevel', value })),
    { '@type': 'IntegralPowerLevel', value: 7 },
  ],
  refused: whole([
    { '@type': 'EnumeratedPowerLevel', value: 'MAXIMUM' },
    { '@type': 'EnumeratedPowerLevel', value: 7 },
    { '@type': 'IntegralPowerLevel', value: 'HIGH' },
    { '@type': 'PowerLevel', value: 'HIGH' },
    'HIGH',
    7,
    null,
  ]),
};

const detected: Shape = object(
  {
    value: detection,
    detectionMethods: { type: 'list', items: words('AUDIO VIDEO') },
    media: object({ type: words('ALEXA.MEDIAMETADATA ALEXA.DATAMART DATAMART'), id: text }, 'type id'),
  },
  'value',
);

/** Every reportable property with a known shape, and that shape. Source: fact sheet 3.1, 3.2 and 3.4; 12, rows 5, 6, 18. */
export const propertyTable: readonly PropertyRow[] = [
  ...rows('AutomationManagement', {
    automationStatuses: list(
      object({ capability: name, instance: name, status: words('AUTOMATED NOT_AUTOMATED') }, 'capability status'),
    ),
  }),
  ...rows('BrightnessController', { brightness: percent }),
  ...rows('ChannelController', { channel }),
  ...rows('ColorController', {
    color: object(
      { hue: { type: 'number', from: 0, to: 360 }, saturation: fraction, brightness: fraction },
      'hue saturation brightness',
    ),
  }),
  ...rows('ColorTemperatureController', { colorTemperatureInKelvin: { type: 'integer', from: 1000, to: 10_000 } }),
  ...rows('ContactSensor', { detectionState: detection }),
  ...rows('Cooking', {
    cookingMode: wordOrValue(cookingModes),
    cookingTimeInterval: object({ start: second, end: second, duration }, ''),
    foodItem: object(
      {
        foodName: text,
        foodCategory: { type: 'words', members: foodCategories },
        foodState: { type: 'words', members: foodStates },
        foodThickness: {
          type: 'samples',
          taken: lengthUnits.map(unit => ({ value: 2, unit })),
          refused: [
            [{ value: 2, unit: 'LITER' }, '/unit', 'value'],
            ['2', '', 'value'],
          ],
        },
      },
      'foodName',
    ),
  }),
  ...rows('Cooking.PresetController', {
    presetName: text,
    requestedFoodDoneness: wordOrValue(foodDonenesses),
  }),
  ...rows('Cooking.TimeController', { requestedCookTime: duration, cookingPowerLevel: powerLevel }),
  ...rows('EndpointHealth', {
    connectivity: object(
      {
        value: words('OK UNREACHABLE'),
        reason: words(
          'WIFI_BAD_PASSWORD WIFI_AP_NOT_FOUND WIFI_ROUTER_UNREACHABLE WIFI_AP_CHANNEL_QUALITY_LOW INTERNET_UNREACHABLE CAPTIVE_PORTAL_CHECK_FAILED UNKNOWN',
        ),
      },
      'value',
    ),
    battery: object(
      {
        health: object(
          {
            state: health,
            reasons: list(words('COLD DEAD OVERHEATED OVER_VOLTAGE NO_BATTERY LOW_CHARGE UNKNOWN')),
          },
          '',
        ),
        chargingHealth: object({ state: health, reasons: list(words('LOW_POWER INCOMPATIBLE_CHARGER UNKNOWN')) }, ''),
        levelPercentage: { type: 'number', from: 0, to: 100 },
      },
      '',
    ),
    radioDiagnostics: object(
      {
        radioType: words('WIFI BLUETOOTH'),
        signalStrength: object({ quality, rssiInDBM: number }, ''),
        signalToNoiseRatio: object({ quality, snrInDB: number }, ''),
      },
      '',
    ),
    networkThroughput: object({ quality, bitsPerSecond: { type: 'number', from: 0 } }, ''),
  }),
  ...rows('EqualizerController', { bands, mode: words('MOVIE MUSIC NIGHT SPORT TV') }),
  ...rows('EventDetectionSensor', {
    animalPresenceDetectionState: detected,
    babyCryDetectionState: detected,
    dogBarkDetectionState: detected,
    glassBreakDetectionState: detected,
    humanPresenceDetectionState: detected,
    smokeSirenDetectionState: detected,
    vehiclePresenceDetectionState: detected,
    detectionModes: object({}, ''),
    enablementMode: words('ENABLED DISABLED'),
  }),
  ...rows('HumiditySensor', { relativeHumidity: object({ value: { type: 'number', from: 0, to: 100 } }, 'value') }),
  ...rows('InputController', { input: name }),
  ...rows('InventoryLevelSensor', { level }),
  ...rows('Launcher', {
    target: object(
      { identifier: name, name, experience: object({ mode: words('DEFAULT VOICE_OPTIMIZED') }, '') },
      'identifier name',
    ),
  }),
  ...rows('LockController', { lockState: words('LOCKED UNLOCKED JAMMED') }),
  ...rows('ModeController', { mode: name }),
  ...rows('MotionSensor', { detectionState: detection }),
  ...rows('Networking.AccessController', { networkAccess: words('ALLOWED BLOCKED') }),
  ...rows('PercentageController', { percentage: percent }),
  ...rows('PlaybackStateReporter', { playbackState: object({ state: words('PLAYING PAUSED STOPPED') }, 'state') }),
  ...rows('PowerController', {
    powerState: {
      type: 'samples',
      taken: ['ON', 'OFF'],
      refused: whole(['On', 'oN', 'TOGGLE', '', true, 1, null]),
    },
  }),
  ...rows('PowerLevelController', { powerLevel: percent }),
  ...rows('RangeController', { rangeValue: number }),
  ...rows('RecordController', { RecordingState: words('RECORDING NOT_RECORDING') }),
  ...rows('SecurityPanelController', {
    armState: words('ARMED_AWAY ARMED_STAY ARMED_NIGHT DISARMED'),
    burglaryAlarm: alarm,
    carbonMonoxideAlarm: alarm,
    fireAlarm: alarm,
    waterAlarm: alarm,
  }),
  ...rows('SmartVision.ObjectDetectionSensor', {
    objectDetectionClasses: list(object({ imageNetClass: name }, 'imageNetClass')),
  }),
  ...rows('Speaker', { volume: percent, muted: { type: 'boolean' } }),
  ...rows('TemperatureSensor', { temperature }),
  ...rows('ThermostatController', {
    targetSetpoint: temperature,
    lowerSetpoint: temperature,
    upperSetpoint: temperature,
    thermostatMode: words('AUTO COOL HEAT ECO OFF EM_HEAT CUSTOM'),
  }),
  ...rows('ThermostatController.HVAC.Components', {
    primaryHeaterOperation: stages,
    coolerOperation: stages,
    fanOperation: stages,
    auxiliaryHeaterOperation: words('ON OFF'),
  }),
  ...rows('TimeHoldController', { holdStartTime: second, holdEndTime: second }),
  ...rows('ToggleController', { toggleState: words('ON OFF') }),
  ...rows('VideoRecorder', { isExtendedRecordingGUIShown: { type: 'boolean' }, storageLevel: number }),
];

function rows(interfaceName: string, properties: Readonly<Record<string, Shape>>): readonly PropertyRow[] {
  return Object.entries(properties).map(([property, shape]) => ({
    interface: `Alexa.${interfaceName}`,
    property,
    shape,
  }));
}

function words(members: string): Shape {
  return { type: 'words', members: members.split(' ') };
}

function list(items: Shape): Shape {
  return { type: 'list', items };
}

function object(members: Readonly<Record<string, Shape>>, required: string): Shape {
  return { type: 'object', members, required: required === '' ? [] : required.split(' ') };
}

function wordOrValue(members: readonly string[]): Shape {
  return {
    type: 'samples',
    taken: [...members, ...members.map(value => ({ value }))],
    refused: whole([members[0]?.toLowerCase(), 'NO_SUCH_MEMBER', '', { value: 'NO_SUCH_MEMBER' }, {}, 1, null]),
  };
}

/** Refusals of a value as a whole: the pointer goes to the value itself. */
function whole(values: readonly unknown[]): readonly Refusal[] {
  return values.map((value): Refusal => [value, '', 'value']);
}
