import { doorbellPressSchema } from '../message/doorbell-press.ts';
import type { Capability } from './capability.ts';

/** Why and when somebody rang. Source: fact sheet 2, DoorbellPress. */
export const doorbellPressPayloadSchema: typeof doorbellPressSchema.properties.event.properties.payload =
  doorbellPressSchema.properties.event.properties.payload;

/** A doorbell. That it reports proactively stands beside its name in discovery, not in its properties. */
export const doorbellEventSource: Capability = {
  interface: 'Alexa.DoorbellEventSource',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['DoorbellPress'],
  eventPayloads: { DoorbellPress: doorbellPressPayloadSchema },
  directives: [],
  members: { proactivelyReported: { type: 'boolean' } },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.3',
  confidence: ['D', 'S', 'P'],
};
