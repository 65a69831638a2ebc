import type { Capability } from './capability.ts';

/** A device that a router sees. */
export const networkingConnectedDevice: Capability = {
  interface: 'Alexa.Networking.ConnectedDevice',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    properties: {
      staticDeviceInformation: {
        type: 'object',
        required: ['macAddress', 'deviceName'],
        properties: {
          macAddress: {
            type: 'string',
            pattern: '^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?:(?:[:-][0-9A-Fa-f]{2}){2})?$',
            allowed: 'six or eight octets in hexadecimal, joined by : or -',
          },
          deviceName: { type: 'string' },
          hostname: { type: 'string' },
          operatingSystem: { type: 'string' },
          brand: { type: 'string' },
          model: { type: 'string' },
          dhcp4Fingerprint: { type: 'string' },
          dhcp6Fingerprint: { type: 'string' },
        },
      },
      firstConnectionTime: { type: 'string' },
    },
  },
  incomplete: ['directives'],
  lifecycle: 'retired',
  lifecycleSince: '2024-04-01',
  source: 'fact sheet 3.3',
  confidence: ['D', 'S'],
};
