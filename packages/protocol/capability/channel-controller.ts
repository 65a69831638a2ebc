import type { Capability } from './capability.ts';

/** The channel of a tuner. */
export const channelController: Capability = {
  interface: 'Alexa.ChannelController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    channel: {
      schema: {
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
      },
      class: 'level',
    },
  },
  events: [],
  directives: ['ChangeChannel', 'SkipChannels'],
  source: 'fact sheet 3.1',
};
