import type { Capability } from './capability.ts';

/** Permission to act; of vehicles. */
export const authorizationController: Capability = {
  interface: 'Alexa.AuthorizationController',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.AuthorizationController', payloadVersion: '1.0' },
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.3 and 5',
  confidence: ['D', '?'],
};
