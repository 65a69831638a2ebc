import type { Capability } from './capability.ts';

/** Transport keys of a player. */
export const playbackController: Capability = {
  interface: 'Alexa.PlaybackController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: ['Play', 'Pause', 'Stop', 'StartOver', 'Previous', 'Next', 'Rewind', 'FastForward'],
  source: 'fact sheet 3.1',
};
