import type { XStatic } from 'typebox/schema';
import type { automationStatusesSchema } from './automation-management.ts';
import type { channelSchema } from './channel-controller.ts';
import type { colorSchema } from './color-controller.ts';
import type { colorTemperatureSchema } from './color-temperature-controller.ts';
import type { cookingModeSchema, cookingTimeIntervalSchema, foodItemSchema } from './cooking.ts';
import type { donenessSchema, presetNameSchema } from './cooking-preset-controller.ts';
import type { cookingPowerLevelSchema } from './cooking-time-controller.ts';
import type { detectionStateSchema } from './detection-state.ts';
import type { durationSchema } from './duration-schema.ts';
import type {
  batterySchema,
  connectivitySchema,
  networkThroughputSchema,
  radioDiagnosticsSchema,
} from './endpoint-health.ts';
import type { equalizerBandsSchema, equalizerModeSchema } from './equalizer-controller.ts';
import type { detectionModesSchema, enablementModeSchema, eventDetectionSchema } from './event-detection-sensor.ts';
import type { relativeHumiditySchema } from './humidity-sensor.ts';
import type { inputSchema } from './input-controller.ts';
import type { inventoryLevelSchema } from './inventory-level-sensor.ts';
import type { launchTargetSchema } from './launcher.ts';
import type { lockStateSchema } from './lock-controller.ts';
import type { modeSchema } from './mode-controller.ts';
import type { networkAccessSchema } from './networking-access-controller.ts';
import type { percentSchema } from './percent-schema.ts';
import type { playbackStateSchema } from './playback-state-reporter.ts';
import type { powerStateSchema } from './power-state.ts';
import type { rangeValueSchema } from './range-controller.ts';
import type { recordingStateSchema } from './record-controller.ts';
import type { alarmSchema, armStateSchema } from './security-panel-controller.ts';
import type { objectDetectionClassesSchema } from './smart-vision-object-detection-sensor.ts';
import type { mutedSchema } from './speaker.ts';
import type { temperatureSchema } from './temperature-schema.ts';
import type { adaptiveRecoveryStatusSchema, thermostatModeSchema } from './thermostat-controller.ts';
import type { stagedOperationSchema } from './thermostat-controller-hvac-components.ts';
import type { adaptiveRecoveryEnabledSchema } from './thermostat-controller-schedule.ts';
import type { holdTimeSchema } from './time-hold-controller.ts';
import type { unknownSchema } from './unknown-schema.ts';
import type { extendedGuiSchema, storageLevelSchema } from './video-recorder.ts';

/**
 * The type of every reportable property's value, by interface and name, from the schemas that check it. A property
 * whose shape nobody has described is `unknown`. Source: fact sheet 3.1 and 3.2.
 */
export interface PropertyValues {
  'Alexa.AutomationManagement': { automationStatuses: XStatic<typeof automationStatusesSchema> };
  'Alexa.BrightnessController': { brightness: XStatic<typeof percentSchema> };
  'Alexa.ChannelController': { channel: XStatic<typeof channelSchema> };
  'Alexa.ColorController': { color: XStatic<typeof colorSchema> };
  'Alexa.ColorTemperatureController': { colorTemperatureInKelvin: XStatic<typeof colorTemperatureSchema> };
  'Alexa.ContactSensor': { detectionState: XStatic<typeof detectionStateSchema> };
  'Alexa.Cooking': {
    cookingMode: XStatic<typeof cookingModeSchema>;
    cookingTimeInterval: XStatic<typeof cookingTimeIntervalSchema>;
    foodItem: XStatic<typeof foodItemSchema>;
  };
  'Alexa.Cooking.FoodTemperatureController': { targetFoodTemperature: XStatic<typeof unknownSchema> };
  'Alexa.Cooking.FoodTemperatureSensor': { foodTemperature: XStatic<typeof unknownSchema> };
  'Alexa.Cooking.PresetController': {
    presetName: XStatic<typeof presetNameSchema>;
    requestedFoodDoneness: XStatic<typeof donenessSchema>;
  };
  'Alexa.Cooking.TemperatureController': {
    targetCookingTemperature: XStatic<typeof unknownSchema>;
    preheatTimeInterval: XStatic<typeof unknownSchema>;
  };
  'Alexa.Cooking.TemperatureSensor': { cookingTemperature: XStatic<typeof unknownSchema> };
  'Alexa.Cooking.TimeController': {
    requestedCookTime: XStatic<typeof durationSchema>;
    cookingPowerLevel: XStatic<typeof cookingPowerLevelSchema>;
  };
  'Alexa.EndpointHealth': {
    connectivity: XStatic<typeof connectivitySchema>;
    battery: XStatic<typeof batterySchema>;
    radioDiagnostics: XStatic<typeof radioDiagnosticsSchema>;
    networkThroughput: XStatic<typeof networkThroughputSchema>;
  };
  'Alexa.EqualizerController': {
    bands: XStatic<typeof equalizerBandsSchema>;
    mode: XStatic<typeof equalizerModeSchema>;
  };
  'Alexa.EventDetectionSensor': {
    animalPresenceDetectionState: XStatic<typeof eventDetectionSchema>;
    babyCryDetectionState: XStatic<typeof eventDetectionSchema>;
    dogBarkDetectionState: XStatic<typeof eventDetectionSchema>;
    glassBreakDetectionState: XStatic<typeof eventDetectionSchema>;
    humanPresenceDetectionState: XStatic<typeof eventDetectionSchema>;
    smokeSirenDetectionState: XStatic<typeof eventDetectionSchema>;
    vehiclePresenceDetectionState: XStatic<typeof eventDetectionSchema>;
    detectionModes: XStatic<typeof detectionModesSchema>;
    enablementMode: XStatic<typeof enablementModeSchema>;
  };
  'Alexa.HumiditySensor': { relativeHumidity: XStatic<typeof relativeHumiditySchema> };
  'Alexa.InputController': { input: XStatic<typeof inputSchema> };
  'Alexa.InventoryLevelSensor': { level: XStatic<typeof inventoryLevelSchema> };
  'Alexa.InventoryLevelUsageSensor': { level: XStatic<typeof unknownSchema> };
  'Alexa.Launcher': { target: XStatic<typeof launchTargetSchema> };
  'Alexa.LockController': { lockState: XStatic<typeof lockStateSchema> };
  'Alexa.ModeController': { mode: XStatic<typeof modeSchema> };
  'Alexa.MotionSensor': { detectionState: XStatic<typeof detectionStateSchema> };
  'Alexa.Networking.AccessController': { networkAccess: XStatic<typeof networkAccessSchema> };
  'Alexa.PercentageController': { percentage: XStatic<typeof percentSchema> };
  'Alexa.PlaybackStateReporter': { playbackState: XStatic<typeof playbackStateSchema> };
  'Alexa.PowerController': { powerState: XStatic<typeof powerStateSchema> };
  'Alexa.PowerLevelController': { powerLevel: XStatic<typeof percentSchema> };
  'Alexa.RangeController': { rangeValue: XStatic<typeof rangeValueSchema> };
  'Alexa.RecordController': { RecordingState: XStatic<typeof recordingStateSchema> };
  'Alexa.SecurityPanelController': {
    armState: XStatic<typeof armStateSchema>;
    burglaryAlarm: XStatic<typeof alarmSchema>;
    carbonMonoxideAlarm: XStatic<typeof alarmSchema>;
    fireAlarm: XStatic<typeof alarmSchema>;
    waterAlarm: XStatic<typeof alarmSchema>;
  };
  'Alexa.SmartVision.ObjectDetectionSensor': { objectDetectionClasses: XStatic<typeof objectDetectionClassesSchema> };
  'Alexa.Speaker': { volume: XStatic<typeof percentSchema>; muted: XStatic<typeof mutedSchema> };
  'Alexa.TemperatureSensor': { temperature: XStatic<typeof temperatureSchema> };
  'Alexa.ThermostatController': {
    targetSetpoint: XStatic<typeof temperatureSchema>;
    lowerSetpoint: XStatic<typeof temperatureSchema>;
    upperSetpoint: XStatic<typeof temperatureSchema>;
    thermostatMode: XStatic<typeof thermostatModeSchema>;
    adaptiveRecoveryStatus: XStatic<typeof adaptiveRecoveryStatusSchema>;
  };
  'Alexa.ThermostatController.HVAC.Components': {
    primaryHeaterOperation: XStatic<typeof stagedOperationSchema>;
    auxiliaryHeaterOperation: XStatic<typeof powerStateSchema>;
    coolerOperation: XStatic<typeof stagedOperationSchema>;
    fanOperation: XStatic<typeof stagedOperationSchema>;
  };
  'Alexa.ThermostatController.Schedule': { adaptiveRecoveryEnabled: XStatic<typeof adaptiveRecoveryEnabledSchema> };
  'Alexa.TimeHoldController': {
    holdStartTime: XStatic<typeof holdTimeSchema>;
    holdEndTime: XStatic<typeof holdTimeSchema>;
  };
  'Alexa.ToggleController': { toggleState: XStatic<typeof powerStateSchema> };
  'Alexa.VideoRecorder': {
    isExtendedRecordingGUIShown: XStatic<typeof extendedGuiSchema>;
    storageLevel: XStatic<typeof storageLevelSchema>;
  };
}

/** The name of an interface that has reportable properties. */
export type ReportingInterface = keyof PropertyValues;

/** The type of one property's value: `PropertyValue<'Alexa.LockController', 'lockState'>`. */
export type PropertyValue<
  Interface extends ReportingInterface,
  Name extends keyof PropertyValues[Interface],
> = PropertyValues[Interface][Name];
