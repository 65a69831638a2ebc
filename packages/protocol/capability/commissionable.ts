import type { Capability } from './capability.ts';

/** Devices that can be commissioned into another network. */
export const commissionable: Capability = {
  interface: 'Alexa.Commissionable',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: {},
  events: [],
  directives: ['ReportCommissioningInformation'],
  errors: {
    namespace: 'Alexa.Commissionable',
    payloadVersion: '1.0',
    name: 'ReportCommissioningInformation.ErrorResponse',
  },
  incomplete: ['events', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.3 and 5',
  confidence: ['D'],
};
