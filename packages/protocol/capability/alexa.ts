import type { Capability } from './capability.ts';

/** What every endpoint speaks: state reports, responses and errors. */
export const alexa: Capability = {
  interface: 'Alexa',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['ChangeReport', 'Response', 'ErrorResponse', 'StateReport', 'DeferredResponse'],
  directives: ['ReportState'],
  source: 'fact sheet 3.1',
};
