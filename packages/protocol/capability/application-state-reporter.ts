import type { Capability } from './capability.ts';

/** What an application does. Named in the documents and not described; no gateway traffic of smart-home skills has been seen. */
export const applicationStateReporter: Capability = {
  interface: 'Alexa.ApplicationStateReporter',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D', '?'],
};
