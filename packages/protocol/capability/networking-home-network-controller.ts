import type { Capability } from './capability.ts';

/** A router. Its directives are not described. */
export const networkingHomeNetworkController: Capability = {
  interface: 'Alexa.Networking.HomeNetworkController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  incomplete: ['directives', 'configuration'],
  lifecycle: 'retired',
  lifecycleSince: '2024-04-01',
  source: 'fact sheet 3.3',
  confidence: ['D', 'S'],
};
