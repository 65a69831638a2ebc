import type { Capability } from './capability.ts';

const bandNames = ['BASS', 'MIDRANGE', 'TREBLE'] as const;

/** The level of each band, each given once, under `value` or, as production code has it, `level`. Source: fact sheet 3.1 and 12, row 18. */
export const equalizerBandsSchema = {
  type: 'array',
  uniqueItems: true,
  items: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { enum: bandNames as typeof bandNames },
      value: { type: 'integer' },
      level: { type: 'integer' },
    },
    anyOf: [{ required: ['value'] }, { required: ['level'] }],
    allowed: 'a band with its name and its value or level',
  },
} as const;

/** A sound mode. Source: fact sheet 3.1, EqualizerController. */
export const equalizerModeSchema = { enum: ['MOVIE', 'MUSIC', 'NIGHT', 'SPORT', 'TV'] } as const;

/** Bass, midrange, treble and sound modes. Its set-up stands under `configurations`, in the plural. */
export const equalizerController: Capability = {
  interface: 'Alexa.EqualizerController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    bands: { schema: equalizerBandsSchema, class: 'level' },
    mode: { schema: equalizerModeSchema, class: 'level' },
  },
  events: [],
  directives: ['SetBands', 'AdjustBands', 'ResetBands', 'SetMode'],
  directivePayloads: {
    SetBands: {
      type: 'object',
      required: ['bands'],
      properties: {
        bands: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'level'],
            properties: { name: { enum: bandNames }, level: { type: 'integer' } },
          },
        },
      },
    },
    AdjustBands: {
      type: 'object',
      required: ['bands'],
      properties: {
        bands: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { enum: bandNames },
              levelDelta: { type: 'integer' },
              levelDirection: { enum: ['UP', 'DOWN'] },
            },
          },
        },
      },
    },
    ResetBands: {
      type: 'object',
      required: ['bands'],
      properties: {
        bands: {
          type: 'array',
          items: { type: 'object', required: ['name'], properties: { name: { enum: bandNames } } },
        },
      },
    },
    SetMode: { type: 'object', required: ['mode'], properties: { mode: equalizerModeSchema } },
  },
  configurations: {
    type: 'object',
    properties: {
      bands: {
        type: 'object',
        required: ['supported', 'range'],
        properties: {
          supported: {
            type: 'array',
            items: { type: 'object', required: ['name'], properties: { name: { enum: bandNames } } },
          },
          range: {
            type: 'object',
            required: ['minimum', 'maximum'],
            properties: { minimum: { type: 'integer' }, maximum: { type: 'integer' } },
          },
        },
      },
      modes: {
        type: 'object',
        required: ['supported'],
        properties: {
          supported: {
            type: 'array',
            items: { type: 'object', required: ['name'], properties: { name: equalizerModeSchema } },
          },
        },
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1, 3.5 and 12, row 18',
  confidence: ['D', 'S', 'P'],
};
