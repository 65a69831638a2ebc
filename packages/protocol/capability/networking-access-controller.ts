import type { Capability } from './capability.ts';

/** Whether a device may use the network. Source: fact sheet 3.1, Networking.AccessController. */
export const networkAccessSchema = { enum: ['ALLOWED', 'BLOCKED'] } as const;

/** Whether a device may use the network. */
export const networkingAccessController: Capability = {
  interface: 'Alexa.Networking.AccessController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { networkAccess: { schema: networkAccessSchema, class: 'level' } },
  events: [],
  directives: [],
  incomplete: ['directives', 'configuration'],
  lifecycle: 'retired',
  lifecycleSince: '2024-04-01',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
