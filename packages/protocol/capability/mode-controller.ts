import type { Capability } from './capability.ts';

/** A mode, by the value that discovery declares. Source: fact sheet 3.1, ModeController. */
export const modeSchema = { type: 'string', minLength: 1 } as const;

/** One of several modes that discovery declares. */
export const modeController: Capability = {
  interface: 'Alexa.ModeController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: { mode: { schema: modeSchema, class: 'level' } },
  events: [],
  directives: ['SetMode', 'AdjustMode'],
  directivePayloads: {
    SetMode: { type: 'object', required: ['mode'], properties: { mode: modeSchema } },
    AdjustMode: { type: 'object', required: ['modeDelta'], properties: { modeDelta: { type: 'integer' } } },
  },
  configuration: {
    type: 'object',
    properties: {
      ordered: { type: 'boolean' },
      supportedModes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['value'],
          properties: { value: modeSchema, modeResources: { type: 'object' } },
        },
      },
    },
  },
  semantics: true,
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 3.5',
  confidence: ['D', 'S', 'P'],
};
