import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createForm } from '../form/form.ts';
import { capabilities, capabilityOf } from './capabilities.ts';

interface Row {
  readonly property: readonly [interfaceName: string, name: string];
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const percent = { good: [0, 1, 50, 100], bad: [-1, 101, 50.5, '50', null] };
const detection = { good: ['DETECTED', 'NOT_DETECTED'], bad: ['detected', true, { value: 'DETECTED' }] };
const temperature = {
  good: [
    { value: 21.5, scale: 'CELSIUS' },
    { value: 101, scale: 'FAHRENHEIT' },
    { value: 300, scale: 'KELVIN' },
    { value: -40, scale: 'CELSIUS' },
  ],
  bad: [21.5, { value: 21 }, { scale: 'CELSIUS' }, { value: '21', scale: 'CELSIUS' }, { value: 21, scale: 'celsius' }],
};
const alarm = { good: [{ value: 'OK' }, { value: 'ALARM' }], bad: ['OK', {}, { value: 'ok' }] };
const anyObject = { good: [{}, { state: 'OK' }], bad: ['OK', 1, []] };

const unknownShape = { good: ['x', 1, {}, []], bad: [] };
const stage = { good: ['OFF', 'STAGE_1', 'STAGE_2', 'STAGE_3'], bad: ['STAGE_4', 'ON', 1] };
const recognised = {
  good: [
    { value: 'DETECTED' },
    { value: 'NOT_DETECTED', detectionMethods: ['AUDIO', 'VIDEO'] },
    { value: 'DETECTED', media: { type: 'ALEXA.MEDIAMETADATA', id: 'm' } },
  ],
  bad: ['DETECTED', {}, { value: 'YES' }, { value: 'DETECTED', detectionMethods: ['RADAR'] }],
};
const holdTime = {
  good: ['2026-01-02T03:04:05Z'],
  bad: ['2026-01-02T03:04:05.000Z', '2026-13-02T03:04:05Z', '2026-01-02T24:04:05Z', '2026-01-02T03:04:05+00:00', 1],
};

/** What the fact sheet's tables 3.1 and 3.2 say of each property's value. */
const rows: readonly Row[] = [
  {
    property: ['AutomationManagement', 'automationStatuses'],
    good: [
      [],
      [{ capability: 'Alexa.ThermostatController', status: 'AUTOMATED' }],
      [{ capability: 'a', instance: 'b', status: 'NOT_AUTOMATED' }],
    ],
    bad: [{}, [{ capability: 'a' }], [{ status: 'AUTOMATED' }], [{ capability: 'a', status: 'OFF' }]],
  },
  { property: ['BrightnessController', 'brightness'], ...percent },
  {
    property: ['ChannelController', 'channel'],
    good: [{ number: '12' }, { callSign: 'KBTC' }, { affiliateCallSign: 'PBS' }, { uri: 'a:b', number: '1' }],
    bad: [{}, 12, { number: 12 }],
  },
  {
    property: ['ColorController', 'color'],
    good: [
      { hue: 0, saturation: 0, brightness: 0 },
      { hue: 360, saturation: 1, brightness: 1 },
    ],
    bad: [
      { hue: 361, saturation: 1, brightness: 1 },
      { hue: 1, saturation: 1.1, brightness: 1 },
      { hue: 1, saturation: 1 },
      'red',
    ],
  },
  {
    property: ['ColorTemperatureController', 'colorTemperatureInKelvin'],
    good: [1000, 5500, 10000],
    bad: [999, 10001, 2700.5, '5500'],
  },
  { property: ['ContactSensor', 'detectionState'], ...detection },
  {
    property: ['Cooking', 'cookingMode'],
    good: ['BAKE', 'OFF', { value: 'WARM' }, { value: 'CUSTOM', customName: 'Crispy' }],
    bad: ['bake', 'MICROWAVE', { value: 'COOK' }, {}, { value: 'BAKE', customName: 1 }],
  },
  {
    property: ['Cooking', 'cookingTimeInterval'],
    good: [{}, { start: '2026-01-02T03:04:05Z', end: '2026-01-02T03:04:05.678Z' }, { duration: 'PT3M15S' }],
    bad: ['PT3M', { start: '03:04' }, { duration: '3 minutes' }],
  },
  {
    property: ['Cooking', 'foodItem'],
    good: [
      { foodName: 'salmon' },
      {
        foodName: 'salmon',
        foodCategory: 'FISH',
        foodState: 'FROZEN',
        foodThickness: { value: 2, unit: 'CENTIMETER' },
      },
      { foodName: 'rice', foodQuantity: { '@type': 'Weight', value: 1 } },
    ],
    bad: [
      {},
      { foodName: 1 },
      { foodName: 'a', foodCategory: 'LAMB' },
      { foodName: 'a', foodState: 'WET' },
      { foodName: 'a', foodThickness: { unit: 'GRAM' } },
    ],
  },
  { property: ['Cooking.FoodTemperatureController', 'targetFoodTemperature'], ...unknownShape },
  { property: ['Cooking.FoodTemperatureSensor', 'foodTemperature'], ...unknownShape },
  { property: ['Cooking.PresetController', 'presetName'], good: ['Popcorn', ''], bad: [1, {}] },
  {
    property: ['Cooking.PresetController', 'requestedFoodDoneness'],
    good: ['MEDIUM_RARE', { value: 'WELL_DONE' }],
    bad: ['BLUE', { value: 'BLUE' }, {}],
  },
  { property: ['Cooking.TemperatureController', 'preheatTimeInterval'], ...unknownShape },
  { property: ['Cooking.TemperatureController', 'targetCookingTemperature'], ...unknownShape },
  { property: ['Cooking.TemperatureSensor', 'cookingTemperature'], ...unknownShape },
  {
    property: ['Cooking.TimeController', 'cookingPowerLevel'],
    good: [
      { '@type': 'EnumeratedPowerLevel', value: 'LOW' },
      { '@type': 'IntegralPowerLevel', value: 7 },
    ],
    bad: [
      'LOW',
      { '@type': 'EnumeratedPowerLevel', value: 7 },
      { '@type': 'IntegralPowerLevel', value: 'LOW' },
      { '@type': 'Power', value: 7 },
    ],
  },
  {
    property: ['Cooking.TimeController', 'requestedCookTime'],
    good: ['PT3M15S', 'P1DT2H', 'PT0.5S', '-PT1M', 'PT-1M', 'P1W'],
    bad: ['P', 'PT', '3M', 'PT3X', 'PT5S3M', 180, ''],
  },
  { property: ['EndpointHealth', 'battery'], ...anyObject },
  {
    property: ['EndpointHealth', 'connectivity'],
    good: [{ value: 'OK' }, { value: 'UNREACHABLE', reason: 'INTERNET_UNREACHABLE' }],
    bad: ['OK', {}, { value: 'DOWN' }],
  },
  { property: ['EndpointHealth', 'networkThroughput'], ...anyObject },
  { property: ['EndpointHealth', 'radioDiagnostics'], ...anyObject },
  {
    property: ['EqualizerController', 'bands'],
    good: [
      [],
      [{ name: 'BASS', value: -2 }],
      [
        { name: 'MIDRANGE', level: 3 },
        { name: 'TREBLE', value: 0 },
      ],
    ],
    bad: [{}, [{ name: 'BASS' }], [{ name: 'BASE', value: 1 }], [{ name: 'BASS', value: 1.5 }], [{ value: 1 }]],
  },
  { property: ['EqualizerController', 'mode'], good: ['MOVIE', 'MUSIC', 'NIGHT', 'SPORT', 'TV'], bad: ['ROCK', 1] },
  { property: ['EventDetectionSensor', 'animalPresenceDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'babyCryDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'dogBarkDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'glassBreakDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'humanPresenceDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'smokeSirenDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'vehiclePresenceDetectionState'], ...recognised },
  { property: ['EventDetectionSensor', 'detectionModes'], ...anyObject },
  { property: ['EventDetectionSensor', 'enablementMode'], good: ['ENABLED', 'DISABLED'], bad: ['ON', true] },
  {
    property: ['HumiditySensor', 'relativeHumidity'],
    good: [{ value: 0 }, { value: 44.4 }],
    bad: [44, { value: 101 }, {}],
  },
  { property: ['InputController', 'input'], good: ['HDMI 1', 'HDMI1'], bad: ['', 1] },
  {
    property: ['InventoryLevelSensor', 'level'],
    good: [
      { '@type': 'Percentage', value: 100 },
      { '@type': 'Count', value: 12 },
      { '@type': 'Volume', value: 0.5, unit: 'LITER' },
      { '@type': 'Weight', value: { value: 2, unit: 'GRAM' } },
    ],
    bad: [
      { '@type': 'Percentage', value: 101 },
      { '@type': 'Count', value: 1.5 },
      { '@type': 'Weight', value: -1 },
      { '@type': 'Length', value: 1 },
      { '@type': 'Count' },
      12,
    ],
  },
  { property: ['InventoryLevelUsageSensor', 'level'], ...unknownShape },
  {
    property: ['Launcher', 'target'],
    good: [
      { identifier: 'amzn1.alexa-ask-target.shortcut.33122', name: 'Home' },
      { identifier: 'a', name: 'b', experience: { mode: 'VOICE_OPTIMIZED' } },
      { identifier: 'a', name: 'b', experience: { mode: 'DEFAULT' } },
    ],
    bad: ['Home', { identifier: 'a' }, { name: 'b' }, { identifier: 'a', name: 'b', experience: { mode: 'FAST' } }],
  },
  {
    property: ['LockController', 'lockState'],
    good: ['LOCKED', 'UNLOCKED', 'JAMMED'],
    bad: ['OPEN', { value: 'LOCKED' }],
  },
  { property: ['ModeController', 'mode'], good: ['Wash.Cold'], bad: ['', 1] },
  { property: ['MotionSensor', 'detectionState'], ...detection },
  { property: ['Networking.AccessController', 'networkAccess'], good: ['ALLOWED', 'BLOCKED'], bad: ['OPEN', true] },
  { property: ['PercentageController', 'percentage'], ...percent },
  {
    property: ['PlaybackStateReporter', 'playbackState'],
    good: [{ state: 'PLAYING' }, { state: 'PAUSED' }, { state: 'STOPPED' }],
    bad: ['PLAYING', {}, { state: 'IDLE' }],
  },
  { property: ['PowerController', 'powerState'], good: ['ON', 'OFF'], bad: ['On', true, 1] },
  { property: ['PowerLevelController', 'powerLevel'], ...percent },
  { property: ['RangeController', 'rangeValue'], good: [-3, 0, 1.5], bad: ['1', { value: 1 }] },
  { property: ['RecordController', 'RecordingState'], good: ['RECORDING', 'NOT_RECORDING'], bad: ['ON', true] },
  {
    property: ['SecurityPanelController', 'armState'],
    good: ['ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED'],
    bad: ['ARMED', { value: 'DISARMED' }],
  },
  { property: ['SecurityPanelController', 'burglaryAlarm'], ...alarm },
  { property: ['SecurityPanelController', 'carbonMonoxideAlarm'], ...alarm },
  { property: ['SecurityPanelController', 'fireAlarm'], ...alarm },
  { property: ['SecurityPanelController', 'waterAlarm'], ...alarm },
  {
    property: ['SmartVision.ObjectDetectionSensor', 'objectDetectionClasses'],
    good: [[], [{ imageNetClass: 'person' }, { imageNetClass: 'package' }]],
    bad: ['person', ['person'], [{}], [{ imageNetClass: 1 }]],
  },
  { property: ['Speaker', 'muted'], good: [true, false], bad: ['true', 0] },
  { property: ['Speaker', 'volume'], ...percent },
  { property: ['TemperatureSensor', 'temperature'], ...temperature },
  { property: ['ThermostatController', 'adaptiveRecoveryStatus'], good: ['PREHEATING', {}], bad: [] },
  { property: ['ThermostatController', 'lowerSetpoint'], ...temperature },
  { property: ['ThermostatController', 'targetSetpoint'], ...temperature },
  {
    property: ['ThermostatController', 'thermostatMode'],
    good: ['AUTO', 'COOL', 'HEAT', 'ECO', 'OFF', 'EM_HEAT', 'CUSTOM'],
    bad: ['auto', 'DRY', { value: 'HEAT' }],
  },
  { property: ['ThermostatController', 'upperSetpoint'], ...temperature },
  {
    property: ['ThermostatController.HVAC.Components', 'auxiliaryHeaterOperation'],
    good: ['ON', 'OFF'],
    bad: ['STAGE_1'],
  },
  { property: ['ThermostatController.HVAC.Components', 'coolerOperation'], ...stage },
  { property: ['ThermostatController.HVAC.Components', 'fanOperation'], ...stage },
  { property: ['ThermostatController.HVAC.Components', 'primaryHeaterOperation'], ...stage },
  { property: ['ThermostatController.Schedule', 'adaptiveRecoveryEnabled'], ...unknownShape },
  { property: ['TimeHoldController', 'holdEndTime'], ...holdTime },
  { property: ['TimeHoldController', 'holdStartTime'], ...holdTime },
  { property: ['ToggleController', 'toggleState'], good: ['ON', 'OFF'], bad: ['on', true] },
  { property: ['VideoRecorder', 'isExtendedRecordingGUIShown'], good: [true, false], bad: ['true', 1] },
  { property: ['VideoRecorder', 'storageLevel'], good: [0, 73.5], bad: ['73', null] },
];

describe('property values', () => {
  for (const { property, good, bad } of rows) {
    const [interfaceName, name] = property;
    it(`${interfaceName}.${name} takes what the documents allow and nothing else`, () => {
      const known = capabilityOf(`Alexa.${interfaceName}`)?.properties[name];
      assert.ok(known);
      const form = createForm(known.schema);
      for (const value of good) {
        assert.equal(form.check(value), true, JSON.stringify(value));
      }
      for (const value of bad) {
        assert.equal(form.check(value), false, JSON.stringify(value));
      }
    });
  }

  it('are listed here for every property', () => {
    const known = capabilities.flatMap(row => Object.keys(row.properties).map(name => `${row.interface}.${name}`));
    const listed = rows.map(({ property: [interfaceName, name] }) => `Alexa.${interfaceName}.${name}`);
    assert.deepEqual(listed.toSorted(), known.toSorted());
  });
});
