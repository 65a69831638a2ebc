import type { Capability } from './capability.ts';

/** Where a player is, answered to AdjustSeekPosition, in milliseconds up to a day. Source: fact sheet 2, SeekController. */
export const seekStateSchema = {
  type: 'object',
  required: ['properties'],
  properties: {
    properties: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['name', 'value'],
        properties: {
          name: { const: 'positionMilliseconds' },
          value: { type: 'integer', minimum: 0, maximum: 86_400_000 },
        },
      },
    },
  },
} as const;

/** Winding to a position. The position itself is answered with a StateReport of its own. */
export const seekController: Capability = {
  interface: 'Alexa.SeekController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['StateReport'],
  eventPayloads: { StateReport: seekStateSchema },
  directives: ['AdjustSeekPosition'],
  directivePayloads: {
    AdjustSeekPosition: {
      type: 'object',
      required: ['deltaPositionMilliseconds'],
      properties: { deltaPositionMilliseconds: { type: 'integer' } },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', 'S', 'P'],
};
