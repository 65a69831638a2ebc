import type { Capability } from './capability.ts';

/** When a hold starts or ends: UTC, in seconds. Source: fact sheet 3.1, TimeHoldController. */
export const holdTimeSchema = {
  type: 'string',
  pattern: '^[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$',
  allowed: 'UTC as YYYY-MM-DDThh:mm:ssZ',
} as const;

/** Pausing what an endpoint does. */
export const timeHoldController: Capability = {
  interface: 'Alexa.TimeHoldController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    holdStartTime: { schema: holdTimeSchema, class: 'level' },
    holdEndTime: { schema: holdTimeSchema, class: 'level' },
  },
  events: [],
  directives: ['Hold', 'Resume'],
  configuration: { type: 'object', properties: { allowRemoteResume: { type: 'boolean' } } },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S', 'P'],
};
