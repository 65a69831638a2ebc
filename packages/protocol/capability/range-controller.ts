import type { Capability } from './capability.ts';

/** A number; its bounds are those that discovery declares. Source: fact sheet 3.1, RangeController. */
export const rangeValueSchema = { type: 'number' } as const;

/** A number with bounds that discovery declares, such as the height of a blind. */
export const rangeController: Capability = {
  interface: 'Alexa.RangeController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: { rangeValue: { schema: rangeValueSchema, class: 'level' } },
  events: [],
  directives: ['SetRangeValue', 'AdjustRangeValue'],
  directivePayloads: {
    SetRangeValue: { type: 'object', required: ['rangeValue'], properties: { rangeValue: rangeValueSchema } },
    AdjustRangeValue: {
      type: 'object',
      required: ['rangeValueDelta'],
      properties: { rangeValueDelta: { type: 'number' }, rangeValueDeltaDefault: { type: 'boolean' } },
    },
  },
  needs: ['capabilityResources'],
  configuration: {
    type: 'object',
    properties: {
      supportedRange: {
        type: 'object',
        required: ['minimumValue', 'maximumValue'],
        properties: {
          minimumValue: { type: 'number' },
          maximumValue: { type: 'number' },
          precision: { type: 'number' },
        },
      },
      presets: { type: 'array', items: { type: 'object' } },
      unitOfMeasure: { type: 'string' },
    },
  },
  semantics: true,
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 3.5',
  confidence: ['D', 'S', 'P'],
};
