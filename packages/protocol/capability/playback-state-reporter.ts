import type { Capability } from './capability.ts';

/** Whether something plays. Source: fact sheet 3.1, PlaybackStateReporter. */
export const playbackStateSchema = {
  type: 'object',
  required: ['state'],
  properties: { state: { enum: ['PLAYING', 'PAUSED', 'STOPPED'] } },
} as const;

/** What a player does. The official schema lacks the interface. */
export const playbackStateReporter: Capability = {
  interface: 'Alexa.PlaybackStateReporter',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { playbackState: { schema: playbackStateSchema, class: 'level' } },
  events: [],
  directives: [],
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'P'],
};
