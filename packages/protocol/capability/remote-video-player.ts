import type { Capability } from './capability.ts';
import { searchSchema } from './search-schema.ts';

/** Searching and playing videos. */
export const remoteVideoPlayer: Capability = {
  interface: 'Alexa.RemoteVideoPlayer',
  versions: ['3', '3.1'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: ['SearchAndPlay', 'SearchAndDisplayResults'],
  directivePayloads: { SearchAndPlay: searchSchema, SearchAndDisplayResults: searchSchema },
  errors: { namespace: 'Alexa.Video', payloadVersion: '3' },
  lifecycle: 'current',
  source: 'fact sheet 3.1, 5 and 12, row 4',
  confidence: ['D', 'S', 'P'],
};
