import type { XStatic } from 'typebox/schema';
import type { channelSchema } from './channel-controller.ts';
import type { colorSchema } from './color-controller.ts';
import type { colorTemperatureSchema } from './color-temperature-controller.ts';
import type { detectionStateSchema } from './detection-state.ts';
import type {
  batterySchema,
  connectivitySchema,
  networkThroughputSchema,
  radioDiagnosticsSchema,
} from './endpoint-health.ts';
import type { relativeHumiditySchema } from './humidity-sensor.ts';
import type { inputSchema } from './input-controller.ts';
import type { inventoryLevelSchema } from './inventory-level-sensor.ts';
import type { lockStateSchema } from './lock-controller.ts';
import type { modeSchema } from './mode-controller.ts';
import type { percentSchema } from './percent-schema.ts';
import type { playbackStateSchema } from './playback-state-reporter.ts';
import type { powerStateSchema } from './power-state.ts';
import type { rangeValueSchema } from './range-controller.ts';
import type { recordingStateSchema } from './record-controller.ts';
import type { alarmSchema, armStateSchema } from './security-panel-controller.ts';
import type { mutedSchema } from './speaker.ts';
import type { temperatureSchema } from './temperature-schema.ts';
import type { adaptiveRecoveryStatusSchema, thermostatModeSchema } from './thermostat-controller.ts';

/**
 * The type of every reportable property's value, by interface and name, from the schemas that check it. A property
 * whose shape nobody has described is `unknown`. Source: fact sheet 3.1 and 3.2.
 */
export interface PropertyValues {
  'Alexa.BrightnessController': { brightness: XStatic<typeof percentSchema> };
  'Alexa.ChannelController': { channel: XStatic<typeof channelSchema> };
  'Alexa.ColorController': { color: XStatic<typeof colorSchema> };
  'Alexa.ColorTemperatureController': { colorTemperatureInKelvin: XStatic<typeof colorTemperatureSchema> };
  'Alexa.ContactSensor': { detectionState: XStatic<typeof detectionStateSchema> };
  'Alexa.EndpointHealth': {
    connectivity: XStatic<typeof connectivitySchema>;
    battery: XStatic<typeof batterySchema>;
    radioDiagnostics: XStatic<typeof radioDiagnosticsSchema>;
    networkThroughput: XStatic<typeof networkThroughputSchema>;
  };
  'Alexa.HumiditySensor': { relativeHumidity: XStatic<typeof relativeHumiditySchema> };
  'Alexa.InputController': { input: XStatic<typeof inputSchema> };
  'Alexa.InventoryLevelSensor': { level: XStatic<typeof inventoryLevelSchema> };
  'Alexa.LockController': { lockState: XStatic<typeof lockStateSchema> };
  'Alexa.ModeController': { mode: XStatic<typeof modeSchema> };
  'Alexa.MotionSensor': { detectionState: XStatic<typeof detectionStateSchema> };
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
  'Alexa.Speaker': { volume: XStatic<typeof percentSchema>; muted: XStatic<typeof mutedSchema> };
  'Alexa.TemperatureSensor': { temperature: XStatic<typeof temperatureSchema> };
  'Alexa.ThermostatController': {
    targetSetpoint: XStatic<typeof temperatureSchema>;
    lowerSetpoint: XStatic<typeof temperatureSchema>;
    upperSetpoint: XStatic<typeof temperatureSchema>;
    thermostatMode: XStatic<typeof thermostatModeSchema>;
    adaptiveRecoveryStatus: XStatic<typeof adaptiveRecoveryStatusSchema>;
  };
  'Alexa.ToggleController': { toggleState: XStatic<typeof powerStateSchema> };
}

/** The name of an interface that has reportable properties. */
export type ReportingInterface = keyof PropertyValues;

/** The type of one property's value: `PropertyValue<'Alexa.LockController', 'lockState'>`. */
export type PropertyValue<
  Interface extends ReportingInterface,
  Name extends keyof PropertyValues[Interface],
> = PropertyValues[Interface][Name];
