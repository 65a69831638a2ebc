import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';
import { temperatureSchema } from './temperature-schema.ts';

/** What a thermostat does. EM_HEAT and CUSTOM are the documents'. Source: fact sheet 3.1 and 12, row 5. */
export const thermostatModeSchema = { enum: ['AUTO', 'COOL', 'CUSTOM', 'ECO', 'EM_HEAT', 'HEAT', 'OFF'] } as const;

/** Nobody has described how far a thermostat is on its way to the next setpoint. */
export const adaptiveRecoveryStatusSchema = {} as const;

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
    thermostatMode: { schema: thermostatModeSchema, class: 'level' },
    adaptiveRecoveryStatus: { schema: adaptiveRecoveryStatusSchema, class: 'level', opaque: true, confidence: ['P'] },
  },
  events: [],
  directives: ['SetTargetTemperature', 'AdjustTargetTemperature', 'SetThermostatMode', 'ResumeSchedule'],
  directivePayloads: {
    SetTargetTemperature: {
      type: 'object',
      properties: {
        targetSetpoint: temperatureSchema,
        lowerSetpoint: temperatureSchema,
        upperSetpoint: temperatureSchema,
      },
    },
    AdjustTargetTemperature: {
      type: 'object',
      required: ['targetSetpointDelta'],
      properties: { targetSetpointDelta: temperatureSchema },
    },
    SetThermostatMode: {
      type: 'object',
      required: ['thermostatMode'],
      properties: {
        thermostatMode: {
          type: 'object',
          required: ['value'],
          properties: { value: thermostatModeSchema, customName: { type: 'string' } },
        },
      },
    },
    ResumeSchedule: emptyPayloadSchema,
  },
  configuration: {
    type: 'object',
    properties: {
      supportsScheduling: { type: 'boolean' },
      supportedModes: { type: 'array', items: thermostatModeSchema },
    },
  },
  errors: { namespace: 'Alexa.ThermostatController', payloadVersion: '3' },
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.5, 5 and 12, rows 5 and 6',
  confidence: ['D', 'S', 'P'],
};
