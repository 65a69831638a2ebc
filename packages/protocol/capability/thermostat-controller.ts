import type { Capability } from './capability.ts';
import { temperatureSchema } from './temperature-schema.ts';

/** Setpoints and modes of heating and cooling. The official schema limits setpoints to 100 in every scale and knows neither EM_HEAT nor CUSTOM; the documents allow them. */
export const thermostatController: Capability = {
  interface: 'Alexa.ThermostatController',
  versions: ['3', '3.1', '3.2'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    targetSetpoint: { schema: temperatureSchema, class: 'level' },
    lowerSetpoint: { schema: temperatureSchema, class: 'level' },
    upperSetpoint: { schema: temperatureSchema, class: 'level' },
    thermostatMode: { schema: { enum: ['AUTO', 'COOL', 'CUSTOM', 'ECO', 'EM_HEAT', 'HEAT', 'OFF'] }, class: 'level' },
    adaptiveRecoveryStatus: { schema: {}, class: 'level' },
  },
  events: [],
  directives: ['SetTargetTemperature', 'AdjustTargetTemperature', 'SetThermostatMode', 'ResumeSchedule'],
  source: 'fact sheet 3.1 and 12, rows 5 and 6',
};
