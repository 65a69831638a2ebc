import type { Capability } from './capability.ts';
import { detectionStateSchema } from './detection-state.ts';

/** Whether something was detected, how, and where the recording is. Source: fact sheet 3.1, EventDetectionSensor. */
export const eventDetectionSchema = {
  type: 'object',
  required: ['value'],
  properties: {
    value: detectionStateSchema as typeof detectionStateSchema,
    detectionMethods: { type: 'array', items: { enum: ['AUDIO', 'VIDEO'] } },
    media: {
      type: 'object',
      required: ['type', 'id'],
      // The sheet writes the second type without saying whether it has the prefix of the first.
      properties: { type: { enum: ['ALEXA.MEDIAMETADATA', 'ALEXA.DATAMART', 'DATAMART'] }, id: { type: 'string' } },
    },
  },
} as const;

/** Which detections are on; its members are not described. Source: fact sheet 3.1, EventDetectionSensor. */
export const detectionModesSchema = { type: 'object' } as const;

/** Whether detection is on. Source: fact sheet 3.1, EventDetectionSensor. */
export const enablementModeSchema = { enum: ['ENABLED', 'DISABLED'] } as const;

/** What a camera or a microphone recognises. */
export const eventDetectionSensor: Capability = {
  interface: 'Alexa.EventDetectionSensor',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    animalPresenceDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    babyCryDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    dogBarkDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    glassBreakDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    humanPresenceDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    smokeSirenDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    vehiclePresenceDetectionState: { schema: eventDetectionSchema, class: 'edge' },
    detectionModes: { schema: detectionModesSchema, class: 'level' },
    enablementMode: { schema: enablementModeSchema, class: 'level' },
  },
  events: [],
  directives: [],
  configuration: {
    type: 'object',
    properties: {
      detectionMethods: { type: 'array', items: { enum: ['AUDIO', 'VIDEO'] } },
      detectionModes: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: {
            featureAvailability: { enum: ['ENABLED', 'DISABLED', 'SUBSCRIPTION_REQUIRED'] },
            supportsNotDetected: { type: 'boolean' },
            supportsEnablementMode: { type: 'boolean' },
            supportsCloudVerificationMode: { type: 'boolean' },
          },
        },
      },
    },
  },
  incomplete: ['directives'],
  lifecycle: 'deprecated',
  lifecycleSince: '2023-02-24',
  successor: 'Alexa.SmartVision.ObjectDetectionSensor',
  source: 'fact sheet 3.1 and 3.5',
  confidence: ['D', 'S'],
};
