import type { Capability } from './capability.ts';

/** Sirens, entry and exit delays and chimes of a security system. The names and payloads of its events are not described. */
export const securityPanelControllerAlert: Capability = {
  interface: 'Alexa.SecurityPanelController.Alert',
  versions: ['1.1'],
  payloadVersion: '1.1',
  payloadVersions: ['3', '1.1'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', '?'],
};
