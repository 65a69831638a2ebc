import type { Capability } from './capability.ts';

/** What is looked for. Source: fact sheet 3.1, SmartVision.ObjectDetectionSensor. */
export const objectDetectionClassesSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['imageNetClass'],
    properties: { imageNetClass: { type: 'string', minLength: 1 } },
  },
} as const;

/** What was seen, and when. Source: fact sheet 2, ObjectDetection. */
export const objectDetectionSchema = {
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['eventIdentifier', 'imageNetClass', 'timeOfSample', 'uncertaintyInMilliseconds'],
        properties: {
          eventIdentifier: { type: 'string', minLength: 1 },
          imageNetClass: { type: 'string', minLength: 1 },
          timeOfSample: { type: 'string', rule: 'timestamp' },
          uncertaintyInMilliseconds: { type: 'number', minimum: 0 },
          objectIdentifier: { type: 'string' },
          frameImageUri: { type: 'string' },
          croppedImageUri: { type: 'string' },
        },
      },
    },
  },
} as const;

/** What a camera recognises. Production code found that only the classes person and package are taken. */
export const smartVisionObjectDetectionSensor: Capability = {
  interface: 'Alexa.SmartVision.ObjectDetectionSensor',
  versions: ['1.0'],
  payloadVersion: '1.0',
  payloadVersions: ['3', '1.0'],
  instance: 'none',
  properties: { objectDetectionClasses: { schema: objectDetectionClassesSchema, class: 'level' } },
  events: ['ObjectDetection'],
  eventPayloads: { ObjectDetection: objectDetectionSchema },
  directives: ['SetObjectDetectionClasses'],
  configuration: {
    type: 'object',
    properties: { objectDetectionConfiguration: {} },
  },
  errors: { namespace: 'Alexa.SmartVision.ObjectDetectionSensor', payloadVersion: '1.0' },
  lifecycle: 'current',
  source: 'fact sheet 2, 3.1 and 5',
  confidence: ['D', 'P'],
};
