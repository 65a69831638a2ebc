import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Transport keys of a player. Resume and Skip are in the official schema only. */
export const playbackController: Capability = {
  interface: 'Alexa.PlaybackController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: ['Play', 'Pause', 'Stop', 'StartOver', 'Previous', 'Next', 'Rewind', 'FastForward'],
  directivePayloads: {
    Play: emptyPayloadSchema,
    Pause: emptyPayloadSchema,
    Stop: emptyPayloadSchema,
    StartOver: emptyPayloadSchema,
    Previous: emptyPayloadSchema,
    Next: emptyPayloadSchema,
    Rewind: emptyPayloadSchema,
    FastForward: emptyPayloadSchema,
  },
  members: {
    supportedOperations: {
      type: 'array',
      items: {
        enum: ['Play', 'Pause', 'Stop', 'StartOver', 'Previous', 'Next', 'Rewind', 'FastForward', 'Resume', 'Skip'],
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
