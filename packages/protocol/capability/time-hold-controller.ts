import { dayPattern } from '../timestamp/day-pattern.ts';
import type { Capability } from './capability.ts';

const secondPattern: string = `^${dayPattern}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$`;

/** When a hold starts or ends: UTC, in seconds, a day of the calendar. Source: fact sheet 3.1, TimeHoldController. */
export const holdTimeSchema = {
  type: 'string',
  pattern: secondPattern as typeof secondPattern,
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
