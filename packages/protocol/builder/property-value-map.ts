/** A temperature with its scale. */
interface Temperature {
  readonly value: number;
  readonly scale: 'CELSIUS' | 'FAHRENHEIT' | 'KELVIN';
}

interface Alarm {
  readonly value: 'ALARM' | 'OK';
}

/** The type of each property's value, by interface and name. Source: fact sheet 3.1. */
export interface PropertyValues {
  'Alexa.BrightnessController': { brightness: number };
  'Alexa.ColorController': { color: { hue: number; saturation: number; brightness: number } };
  'Alexa.ColorTemperatureController': { colorTemperatureInKelvin: number };
  'Alexa.ContactSensor': { detectionState: 'DETECTED' | 'NOT_DETECTED' };
  'Alexa.EndpointHealth': { connectivity: { value: 'OK' | 'UNREACHABLE'; reason?: string } };
  'Alexa.HumiditySensor': { relativeHumidity: { value: number } };
  'Alexa.InputController': { input: string };
  'Alexa.LockController': { lockState: 'JAMMED' | 'LOCKED' | 'UNLOCKED' };
  'Alexa.ModeController': { mode: string };
  'Alexa.MotionSensor': { detectionState: 'DETECTED' | 'NOT_DETECTED' };
  'Alexa.PercentageController': { percentage: number };
  'Alexa.PlaybackStateReporter': { playbackState: { state: 'PAUSED' | 'PLAYING' | 'STOPPED' } };
  'Alexa.PowerController': { powerState: 'OFF' | 'ON' };
  'Alexa.PowerLevelController': { powerLevel: number };
  'Alexa.RangeController': { rangeValue: number };
  'Alexa.RecordController': { RecordingState: 'NOT_RECORDING' | 'RECORDING' };
  'Alexa.SecurityPanelController': {
    armState: 'ARMED_AWAY' | 'ARMED_NIGHT' | 'ARMED_STAY' | 'DISARMED';
    burglaryAlarm: Alarm;
    carbonMonoxideAlarm: Alarm;
    fireAlarm: Alarm;
    waterAlarm: Alarm;
  };
  'Alexa.Speaker': { muted: boolean; volume: number };
  'Alexa.TemperatureSensor': { temperature: Temperature };
  'Alexa.ThermostatController': {
    lowerSetpoint: Temperature;
    targetSetpoint: Temperature;
    thermostatMode: 'AUTO' | 'COOL' | 'CUSTOM' | 'ECO' | 'EM_HEAT' | 'HEAT' | 'OFF';
    upperSetpoint: Temperature;
  };
  'Alexa.ToggleController': { toggleState: 'OFF' | 'ON' };
}
