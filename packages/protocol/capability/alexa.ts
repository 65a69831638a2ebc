import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** What every endpoint speaks: state reports, responses and errors. */
export const alexa: Capability = {
  interface: 'Alexa',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['ChangeReport', 'Response', 'ErrorResponse', 'StateReport', 'DeferredResponse'],
  directives: ['ReportState'],
  directivePayloads: { ReportState: emptyPayloadSchema },
  errors: { namespace: 'Alexa', payloadVersion: '3' },
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 5',
  confidence: ['D', 'S'],
};
