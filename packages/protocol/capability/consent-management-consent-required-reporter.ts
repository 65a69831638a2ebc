import type { Capability } from './capability.ts';

/** Consents that a customer has to give, in Japan only. */
export const consentManagementConsentRequiredReporter: Capability = {
  interface: 'Alexa.ConsentManagement.ConsentRequiredReporter',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    required: ['consents'],
    properties: {
      consents: {
        type: 'array',
        items: { type: 'object', required: ['name'], properties: { name: { enum: ['PSE'] } } },
      },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D'],
};
