import type { Capability } from './capability.ts';

/** Data that a skill keeps about a customer. The payloads and the events of deletion are not described. */
export const dataController: Capability = {
  interface: 'Alexa.DataController',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'required',
  properties: {},
  events: ['DataReport'],
  directives: ['ReportData'],
  configuration: {
    type: 'object',
    properties: {
      targetCapability: { type: 'object', properties: { name: { type: 'string' }, version: {} } },
      dataRetrievalSchema: { type: 'object', properties: { type: { type: 'string' }, schema: {} } },
      supportedAccess: { type: 'array', items: { enum: ['BY_IDENTIFIER', 'BY_TIMESTAMP_RANGE'] } },
    },
  },
  errors: { namespace: 'Alexa.DataController', payloadVersion: '1.0' },
  incomplete: ['directives', 'events'],
  lifecycle: 'current',
  source: 'fact sheet 2, 3.3, 5 and 13',
  confidence: ['D', '?'],
};
