import type { Capability } from './capability.ts';

/** Feedback on what plays; of music skills. */
export const userPreference: Capability = {
  interface: 'Alexa.UserPreference',
  versions: ['2.0'],
  payloadVersion: '2.0',
  payloadVersions: ['3', '2.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: ['ReceiveFeedback'],
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D', '?'],
};
