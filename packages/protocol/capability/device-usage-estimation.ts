import type { Capability } from './capability.ts';

const wattageSchema = {
  type: 'object',
  required: ['value', 'units'],
  properties: { value: { type: 'number', minimum: 0 }, units: { enum: ['WATTS'] } },
} as const;

/** How much electricity a device uses, estimated from its state. Its set-up stands under `configurations`, in the plural. */
export const deviceUsageEstimation: Capability = {
  interface: 'Alexa.DeviceUsage.Estimation',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  configurations: {
    type: 'object',
    properties: {
      powerProfile: {
        type: 'object',
        required: ['type'],
        properties: {
          type: { enum: ['POWER', 'BRIGHTNESS', 'BRIGHTNESS_COLOR'] },
          standbyWattage: wattageSchema,
          onWattage: wattageSchema,
          maximumWattage: wattageSchema,
        },
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D', 'P'],
};
