import type { Capability } from './capability.ts';
import { searchSchema } from './search-schema.ts';

/** Whether the recorder shows its extended menu. Source: fact sheet 3.1, VideoRecorder. */
export const extendedGuiSchema = { type: 'boolean' } as const;

/** How full the storage is; the unit is not described. Source: fact sheet 3.1, VideoRecorder. */
export const storageLevelSchema = { type: 'number' } as const;

/** Whether a recording will start or has. Source: fact sheet 2, VideoRecorder. */
export const recordingStatusSchema = {
  type: 'object',
  required: ['recordingStatus'],
  properties: { recordingStatus: { enum: ['SCHEDULED', 'STARTED'] } },
} as const;

/** A video recorder, seen in production code only. What it answers to SearchAndRecord is named as that code names it. */
export const videoRecorder: Capability = {
  interface: 'Alexa.VideoRecorder',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    isExtendedRecordingGUIShown: { schema: extendedGuiSchema, class: 'level' },
    storageLevel: { schema: storageLevelSchema, class: 'level' },
  },
  events: ['SearchAndRecordResponse'],
  eventPayloads: { SearchAndRecordResponse: recordingStatusSchema },
  directives: ['SearchAndRecord', 'CancelRecording', 'DeleteRecording'],
  directivePayloads: {
    SearchAndRecord: searchSchema,
    CancelRecording: searchSchema,
    DeleteRecording: searchSchema,
  },
  errors: { namespace: 'Alexa.Video', payloadVersion: '3' },
  incomplete: ['events'],
  lifecycle: 'current',
  source: 'fact sheet 2, 3.1 and 5',
  confidence: ['P'],
};
