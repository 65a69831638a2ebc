import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

const energySourceSchema = {
  type: 'object',
  properties: { unit: { type: 'string' }, measuringMethod: { type: 'string' }, defaultResolution: {} },
} as const;

/** How much energy a device uses, measured. Its report is mandatory and not described. */
export const deviceUsageMeter: Capability = {
  interface: 'Alexa.DeviceUsage.Meter',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: ['MeasurementsReport'],
  directives: ['ReportMeasurements', 'ReduceResolution', 'InvalidMeasurementError'],
  directivePayloads: {
    ReportMeasurements: emptyPayloadSchema,
    ReduceResolution: { type: 'object', required: ['limit', 'duration'], properties: { limit: {}, duration: {} } },
  },
  configurations: {
    type: 'object',
    required: ['energySources'],
    properties: {
      energySources: {
        type: 'object',
        properties: { electricity: energySourceSchema, naturalGas: energySourceSchema },
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 2, 3.3 and 13',
  confidence: ['D', 'P', 'A'],
};
