import type { Capability } from './capability.ts';

/** Still pictures of a camera. The reply is not described. */
export const smartVisionSnapshotProvider: Capability = {
  interface: 'Alexa.SmartVision.SnapshotProvider',
  versions: ['1.1'],
  payloadVersion: '1.1',
  payloadVersions: ['3', '1.1'],
  instance: 'none',
  properties: {},
  events: [],
  directives: ['GetSnapshot'],
  directivePayloads: {
    GetSnapshot: { type: 'object', properties: { preferOnDemandSnapshot: { type: 'boolean' } } },
  },
  errors: { namespace: 'Alexa.SmartVision.SnapshotProvider', payloadVersion: '1.1' },
  incomplete: ['events', 'configuration'],
  lifecycle: 'current',
  source: 'fact sheet 3.3 and 5',
  confidence: ['D', 'A', '?'],
};
