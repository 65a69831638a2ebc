import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Waking a device by a packet on its network: the answer to TurnOn is deferred, WakeUp is posted, the Response follows. */
export const wakeOnLanController: Capability = {
  interface: 'Alexa.WakeOnLANController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['WakeUp'],
  eventPayloads: { WakeUp: emptyPayloadSchema },
  directives: [],
  configuration: {
    type: 'object',
    required: ['MACAddresses'],
    properties: { MACAddresses: { type: 'array', items: { type: 'string', minLength: 1 } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.3',
  confidence: ['D', 'S', 'P'],
};
