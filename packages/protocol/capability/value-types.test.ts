import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capabilities } from './capabilities.ts';
import type { EventPayloads } from './event-payloads.ts';
import type { PropertyValue, PropertyValues, ReportingInterface } from './property-values.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;

/** The names of members that are `any`. */
type AnyMembers<T> = { [Name in keyof T]: IsAny<T[Name]> extends true ? Name : never }[keyof T];

/** Compiles only when the type argument is `true`. */
function holds<T extends true>(): T | undefined {
  return undefined;
}

/** Names each interface and property once; does not compile when one is missing or one too many. */
const named: { readonly [Name in ReportingInterface]: Readonly<Record<keyof PropertyValues[Name], true>> } = {
  'Alexa.AutomationManagement': { automationStatuses: true },
  'Alexa.BrightnessController': { brightness: true },
  'Alexa.ChannelController': { channel: true },
  'Alexa.ColorController': { color: true },
  'Alexa.ColorTemperatureController': { colorTemperatureInKelvin: true },
  'Alexa.ContactSensor': { detectionState: true },
  'Alexa.Cooking': { cookingMode: true, cookingTimeInterval: true, foodItem: true },
  'Alexa.Cooking.FoodTemperatureController': { targetFoodTemperature: true },
  'Alexa.Cooking.FoodTemperatureSensor': { foodTemperature: true },
  'Alexa.Cooking.PresetController': { presetName: true, requestedFoodDoneness: true },
  'Alexa.Cooking.TemperatureController': { preheatTimeInterval: true, targetCookingTemperature: true },
  'Alexa.Cooking.TemperatureSensor': { cookingTemperature: true },
  'Alexa.Cooking.TimeController': { cookingPowerLevel: true, requestedCookTime: true },
  'Alexa.EndpointHealth': { battery: true, connectivity: true, networkThroughput: true, radioDiagnostics: true },
  'Alexa.EqualizerController': { bands: true, mode: true },
  'Alexa.EventDetectionSensor': {
    animalPresenceDetectionState: true,
    babyCryDetectionState: true,
    detectionModes: true,
    dogBarkDetectionState: true,
    enablementMode: true,
    glassBreakDetectionState: true,
    humanPresenceDetectionState: true,
    smokeSirenDetectionState: true,
    vehiclePresenceDetectionState: true,
  },
  'Alexa.HumiditySensor': { relativeHumidity: true },
  'Alexa.InputController': { input: true },
  'Alexa.InventoryLevelSensor': { level: true },
  'Alexa.InventoryLevelUsageSensor': { level: true },
  'Alexa.Launcher': { target: true },
  'Alexa.LockController': { lockState: true },
  'Alexa.ModeController': { mode: true },
  'Alexa.MotionSensor': { detectionState: true },
  'Alexa.Networking.AccessController': { networkAccess: true },
  'Alexa.PercentageController': { percentage: true },
  'Alexa.PlaybackStateReporter': { playbackState: true },
  'Alexa.PowerController': { powerState: true },
  'Alexa.PowerLevelController': { powerLevel: true },
  'Alexa.RangeController': { rangeValue: true },
  'Alexa.RecordController': { RecordingState: true },
  'Alexa.SecurityPanelController': {
    armState: true,
    burglaryAlarm: true,
    carbonMonoxideAlarm: true,
    fireAlarm: true,
    waterAlarm: true,
  },
  'Alexa.SmartVision.ObjectDetectionSensor': { objectDetectionClasses: true },
  'Alexa.Speaker': { muted: true, volume: true },
  'Alexa.TemperatureSensor': { temperature: true },
  'Alexa.ThermostatController': {
    adaptiveRecoveryStatus: true,
    lowerSetpoint: true,
    targetSetpoint: true,
    thermostatMode: true,
    upperSetpoint: true,
  },
  'Alexa.ThermostatController.HVAC.Components': {
    auxiliaryHeaterOperation: true,
    coolerOperation: true,
    fanOperation: true,
    primaryHeaterOperation: true,
  },
  'Alexa.ThermostatController.Schedule': { adaptiveRecoveryEnabled: true },
  'Alexa.TimeHoldController': { holdEndTime: true, holdStartTime: true },
  'Alexa.ToggleController': { toggleState: true },
  'Alexa.VideoRecorder': { isExtendedRecordingGUIShown: true, storageLevel: true },
};

const namedEvents: { readonly [Name in keyof EventPayloads]: Readonly<Record<keyof EventPayloads[Name], true>> } = {
  'Alexa.AutomationManagement': { GetAlexaAutomationStatus: true },
  'Alexa.CameraStreamController': { Response: true },
  'Alexa.DataController': { DataReport: true },
  'Alexa.DeviceUsage.Meter': { MeasurementsReport: true },
  'Alexa.DoorbellEventSource': { DoorbellPress: true },
  'Alexa.InventoryLevelUsageSensor': { InventoryConsumed: true, InventoryReplaced: true },
  'Alexa.InventoryUsageSensor': { InventoryConsumed: true },
  'Alexa.MediaMetadata': { MediaCreatedOrUpdated: true, MediaDeleted: true, 'GetMediaMetadata.Response': true },
  'Alexa.RTCSessionController': { AnswerGeneratedForSession: true, SessionConnected: true, SessionDisconnected: true },
  'Alexa.SceneController': { ActivationStarted: true, DeactivationStarted: true },
  'Alexa.SecurityPanelController': { 'Arm.Response': true },
  'Alexa.SeekController': { StateReport: true },
  'Alexa.SimpleEventSource': { Event: true },
  'Alexa.SmartVision.ObjectDetectionSensor': { ObjectDetection: true },
  'Alexa.VideoRecorder': { SearchAndRecordResponse: true },
  'Alexa.WakeOnLANController': { WakeUp: true },
};

function pairsOf(table: Readonly<Record<string, Readonly<Record<string, true>>>>): string[] {
  return Object.entries(table)
    .flatMap(([name, members]) => Object.keys(members).map(member => `${name} ${member}`))
    .toSorted();
}

describe('PropertyValues', () => {
  it('has every property of every capability and no other', () => {
    const known = capabilities.flatMap(row => Object.keys(row.properties).map(name => `${row.interface} ${name}`));
    assert.deepEqual(pairsOf(named), known.toSorted());
  });

  it('follows the schemas and is any nowhere', () => {
    holds<Same<PropertyValue<'Alexa.BrightnessController', 'brightness'>, number>>();
    holds<Same<PropertyValue<'Alexa.LockController', 'lockState'>, 'LOCKED' | 'UNLOCKED' | 'JAMMED'>>();
    holds<
      Same<
        PropertyValue<'Alexa.ThermostatController', 'targetSetpoint'>,
        { value: number; scale: 'FAHRENHEIT' | 'CELSIUS' | 'KELVIN' }
      >
    >();
    holds<Same<PropertyValue<'Alexa.Speaker', 'muted'>, boolean>>();
    holds<Same<PropertyValue<'Alexa.ThermostatController', 'adaptiveRecoveryStatus'>, unknown>>();
    holds<Same<{ [Name in ReportingInterface]: AnyMembers<PropertyValues[Name]> }[ReportingInterface], never>>();
    holds<IsAny<PropertyValue<'Alexa.ModeController', 'mode'>> extends true ? false : true>();
    assert.ok(true);
  });

  it('takes what the documents allow and refuses what they do not', () => {
    const mode: PropertyValue<'Alexa.Cooking', 'cookingMode'> = { value: 'CUSTOM', customName: 'Crispy' };
    const bare: PropertyValue<'Alexa.Cooking', 'cookingMode'> = 'BAKE';
    const level: PropertyValue<'Alexa.InventoryLevelSensor', 'level'> = { '@type': 'Percentage', value: 40 };
    // @ts-expect-error a mode is one of the list
    const wrongMode: PropertyValue<'Alexa.Cooking', 'cookingMode'> = 'FLAMBE';
    // @ts-expect-error on and off are written in capitals
    const wrongState: PropertyValue<'Alexa.PowerController', 'powerState'> = 'on';
    // @ts-expect-error a temperature has a scale
    const wrongTemperature: PropertyValue<'Alexa.TemperatureSensor', 'temperature'> = { value: 21 };
    // @ts-expect-error a unit of weight is none of volume
    const wrongUnit: PropertyValue<'Alexa.InventoryLevelSensor', 'level'> = {
      '@type': 'Volume',
      value: 1,
      unit: 'GRAM',
    };
    const values = [mode, bare, level, wrongMode, wrongState, wrongTemperature, wrongUnit];
    assert.ok(values.every(value => value !== undefined));
  });
});

describe('EventPayloads', () => {
  it('has every own event of every capability but Alexa, and no other', () => {
    const known = capabilities
      .filter(row => row.interface !== 'Alexa')
      .flatMap(row => row.events.map(name => `${row.interface} ${name}`));
    assert.deepEqual(pairsOf(namedEvents), known.toSorted());
  });

  it('is any nowhere and unknown exactly where no form is known', () => {
    holds<Same<{ [Name in keyof EventPayloads]: AnyMembers<EventPayloads[Name]> }[keyof EventPayloads], never>>();
    holds<Same<EventPayloads['Alexa.DeviceUsage.Meter']['MeasurementsReport'], unknown>>();
    holds<Same<EventPayloads['Alexa.RTCSessionController']['SessionConnected'], { sessionId: string }>>();
    const without = capabilities
      .filter(row => row.interface !== 'Alexa')
      .flatMap(row => row.events.filter(name => !Object.hasOwn(row.eventPayloads ?? {}, name)));
    assert.deepEqual(without.toSorted(), ['DataReport', 'InventoryReplaced', 'MeasurementsReport']);
  });
});
