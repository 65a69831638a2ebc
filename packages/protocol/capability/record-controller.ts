import type { Capability } from './capability.ts';

/** Whether a recorder records. The capital R of the property is how the documents have it. */
export const recordController: Capability = {
  interface: 'Alexa.RecordController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    RecordingState: { schema: { enum: ['RECORDING', 'NOT_RECORDING'] }, class: 'level' },
  },
  events: [],
  directives: ['StartRecording', 'StopRecording'],
  source: 'fact sheet 3.1 and 12, row 20',
};
