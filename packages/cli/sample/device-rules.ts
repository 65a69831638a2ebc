import type { DeviceProperty } from './device.ts';

/** A directive as it reaches the device cloud's handler; only what the rules read. */
export interface ControlDirective {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a directive does to a device: the properties it sets, or why it cannot, as an error type of Alexa.ErrorResponse. */
export type DirectiveResult =
  | { readonly type: 'changed'; readonly properties: readonly DeviceProperty[] }
  | { readonly type: 'failed'; readonly error: 'INVALID_DIRECTIVE' | 'VALUE_OUT_OF_RANGE'; readonly message: string };

type Rule = (directive: ControlDirective, current: (property: string) => unknown) => readonly DeviceProperty[] | string;

/**
 * Decides what a control directive does to a device.
 *
 * @param state the device's properties
 */
export function decideDirective(directive: ControlDirective, state: readonly DeviceProperty[]): DirectiveResult {
  const rule = rules[`${directive.namespace}.${directive.name}`];
  if (rule === undefined) {
    const message = `The sample home does not know the directive ${directive.namespace} ${directive.name}`;
    return { type: 'failed', error: 'INVALID_DIRECTIVE', message };
  }
  const current = (name: string): unknown =>
    state.find(one => one.namespace === directive.namespace && one.name === name)?.value;
  const result = rule(directive, current);
  if (typeof result === 'string') return { type: 'failed', error: 'VALUE_OUT_OF_RANGE', message: result };
  return { type: 'changed', properties: result };
}

const rules: Readonly<Record<string, Rule>> = {
  'Alexa.PowerController.TurnOn': directive => [sampleOf(directive, 'powerState', 'ON')],
  'Alexa.PowerController.TurnOff': directive => [sampleOf(directive, 'powerState', 'OFF')],
  'Alexa.LockController.Lock': directive => [sampleOf(directive, 'lockState', 'LOCKED')],
  'Alexa.LockController.Unlock': directive => [sampleOf(directive, 'lockState', 'UNLOCKED')],
  'Alexa.BrightnessController.SetBrightness': directive =>
    within(directive, 'brightness', directive.payload.brightness),
  'Alexa.BrightnessController.AdjustBrightness': (directive, current) =>
    adjusted(directive, { property: 'brightness', by: 'brightnessDelta', from: current('brightness') }),
  'Alexa.RangeController.SetRangeValue': directive => within(directive, 'rangeValue', directive.payload.rangeValue),
  'Alexa.RangeController.AdjustRangeValue': (directive, current) =>
    adjusted(directive, { property: 'rangeValue', by: 'rangeValueDelta', from: current('rangeValue') }),
  'Alexa.ColorController.SetColor': directive => [sampleOf(directive, 'color', directive.payload.color)],
  'Alexa.ColorTemperatureController.SetColorTemperature': directive => [
    sampleOf(directive, 'colorTemperatureInKelvin', directive.payload.colorTemperatureInKelvin),
  ],
  'Alexa.ThermostatController.SetTargetTemperature': directive => [
    sampleOf(directive, 'targetSetpoint', directive.payload.targetSetpoint),
  ],
  'Alexa.ThermostatController.SetThermostatMode': directive => [
    sampleOf(directive, 'thermostatMode', (directive.payload.thermostatMode as { value?: unknown } | undefined)?.value),
  ],
};

function sampleOf(directive: ControlDirective, name: string, value: unknown): DeviceProperty {
  const { namespace, instance } = directive;
  return { namespace, name, value, ...(instance === undefined ? {} : { instance }) };
}

function within(directive: ControlDirective, name: string, value: unknown): readonly DeviceProperty[] | string {
  if (typeof value !== 'number' || value < 0 || value > 100) return `Found ${String(value)}, allowed is 0 to 100`;
  return [sampleOf(directive, name, value)];
}

function adjusted(
  directive: ControlDirective,
  change: { property: string; by: string; from: unknown },
): readonly DeviceProperty[] | string {
  const delta = directive.payload[change.by];
  if (typeof delta !== 'number' || typeof change.from !== 'number')
    return `Found ${String(delta)}, allowed is a number`;
  return [sampleOf(directive, change.property, Math.min(100, Math.max(0, change.from + delta)))];
}
