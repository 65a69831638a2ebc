import type { Capability } from './capability.ts';

/** What a player does. */
export const playbackStateReporter: Capability = {
  interface: 'Alexa.PlaybackStateReporter',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    playbackState: {
      schema: {
        type: 'object',
        required: ['state'],
        properties: { state: { enum: ['PLAYING', 'PAUSED', 'STOPPED'] } },
      },
      class: 'level',
    },
  },
  events: [],
  directives: [],
  source: 'fact sheet 3.1',
};
