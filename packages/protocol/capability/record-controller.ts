import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Whether a recorder records. Source: fact sheet 3.1, RecordController. */
export const recordingStateSchema = { enum: ['RECORDING', 'NOT_RECORDING'] } as const;

/** Whether a recorder records. The capital R of the property is how the documents have it. */
export const recordController: Capability = {
  interface: 'Alexa.RecordController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { RecordingState: { schema: recordingStateSchema, class: 'level' } },
  events: [],
  directives: ['StartRecording', 'StopRecording'],
  directivePayloads: { StartRecording: emptyPayloadSchema, StopRecording: emptyPayloadSchema },
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 12, row 20',
  confidence: ['D', 'S', 'P'],
};
