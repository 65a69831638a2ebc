import type { Capability } from './capability.ts';

/** Volume and mute. */
export const speaker: Capability = {
  interface: 'Alexa.Speaker',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    volume: { schema: { type: 'integer', minimum: 0, maximum: 100 }, class: 'level', unit: 'percent', range: [0, 100] },
    muted: { schema: { type: 'boolean' }, class: 'level' },
  },
  events: [],
  directives: ['SetVolume', 'AdjustVolume', 'SetMute'],
  source: 'fact sheet 3.1',
};
