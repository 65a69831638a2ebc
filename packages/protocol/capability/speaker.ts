import type { Capability } from './capability.ts';
import { percentDeltaSchema, percentSchema } from './percent-schema.ts';

/** Whether sound is off. Source: fact sheet 3.1, Speaker. */
export const mutedSchema = { type: 'boolean' } as const;

/** Volume and mute. */
export const speaker: Capability = {
  interface: 'Alexa.Speaker',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    volume: { schema: percentSchema, class: 'level', unit: 'percent', range: [0, 100] },
    muted: { schema: mutedSchema, class: 'level' },
  },
  events: [],
  directives: ['SetVolume', 'AdjustVolume', 'SetMute'],
  directivePayloads: {
    SetVolume: { type: 'object', required: ['volume'], properties: { volume: percentSchema } },
    AdjustVolume: {
      type: 'object',
      required: ['volume'],
      properties: { volume: percentDeltaSchema, volumeDefault: { type: 'boolean' } },
    },
    SetMute: { type: 'object', required: ['mute'], properties: { mute: { type: 'boolean' } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
