import type { Capability } from './capability.ts';

/** A channel, named by at least one of its names. Source: fact sheet 3.1, ChannelController. */
export const channelSchema = {
  type: 'object',
  properties: {
    number: { type: 'string' },
    callSign: { type: 'string' },
    affiliateCallSign: { type: 'string' },
    uri: { type: 'string' },
  },
  anyOf: [
    { required: ['number'] },
    { required: ['callSign'] },
    { required: ['affiliateCallSign'] },
    { required: ['uri'] },
  ],
  allowed: 'an object with at least one of number, callSign, affiliateCallSign and uri',
} as const;

/** The channel of a tuner. */
export const channelController: Capability = {
  interface: 'Alexa.ChannelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { channel: { schema: channelSchema, class: 'level' } },
  events: [],
  directives: ['ChangeChannel', 'SkipChannels'],
  directivePayloads: {
    ChangeChannel: {
      type: 'object',
      required: ['channel'],
      properties: {
        // A channel that the customer named only by its metadata comes with none of its own names.
        channel: { type: 'object' },
        channelMetadata: { type: 'object', properties: { name: { type: 'string' }, image: { type: 'string' } } },
      },
    },
    SkipChannels: { type: 'object', required: ['channelCount'], properties: { channelCount: { type: 'integer' } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
