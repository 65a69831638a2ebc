import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Locked, unlocked or jammed. Source: fact sheet 3.1, LockController. */
export const lockStateSchema = { enum: ['LOCKED', 'UNLOCKED', 'JAMMED'] } as const;

/** Whether a lock is locked. Slow locks may defer beyond 8 s. */
export const lockController: Capability = {
  interface: 'Alexa.LockController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { lockState: { schema: lockStateSchema, class: 'edge' } },
  events: [],
  directives: ['Lock', 'Unlock'],
  directivePayloads: { Lock: emptyPayloadSchema, Unlock: emptyPayloadSchema },
  lifecycle: 'current',
  source: 'fact sheet 2.3 and 3.1',
  confidence: ['D', 'S'],
};
