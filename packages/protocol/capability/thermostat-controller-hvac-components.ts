import type { Capability } from './capability.ts';
import { powerStateSchema } from './power-state.ts';

/** The stage that a heater, a cooler or a fan runs at. Source: fact sheet 3.1, HVAC.Components. */
export const stagedOperationSchema = { enum: ['OFF', 'STAGE_1', 'STAGE_2', 'STAGE_3'] } as const;

/** Which parts of a heating and cooling system run. Its shapes are seen in production code only. */
export const thermostatControllerHvacComponents: Capability = {
  interface: 'Alexa.ThermostatController.HVAC.Components',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {
    primaryHeaterOperation: { schema: stagedOperationSchema, class: 'level' },
    auxiliaryHeaterOperation: { schema: powerStateSchema, class: 'level' },
    coolerOperation: { schema: stagedOperationSchema, class: 'level' },
    fanOperation: { schema: stagedOperationSchema, class: 'level' },
  },
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    properties: {
      numberOfPrimaryHeaterOperations: { type: 'integer', minimum: 0 },
      numberOfCoolerOperations: { type: 'integer', minimum: 0 },
      numberOfFanOperations: { type: 'integer', minimum: 0 },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'P'],
};
