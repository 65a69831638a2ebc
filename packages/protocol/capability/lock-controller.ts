import type { Capability } from './capability.ts';

/** Whether a lock is locked. Slow locks may defer beyond 8 s. */
export const lockController: Capability = {
  interface: 'Alexa.LockController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    lockState: { schema: { enum: ['LOCKED', 'UNLOCKED', 'JAMMED'] }, class: 'edge' },
  },
  events: [],
  directives: ['Lock', 'Unlock'],
  source: 'fact sheet 3.1',
};
