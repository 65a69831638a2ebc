import type { FormSchema } from '../form/form-schema.ts';
import { causeSchema } from './cause-schema.ts';
import { scopeSchema } from './scope-schema.ts';

const timestamp: FormSchema = { type: 'string', rule: 'timestamp' };
const text: FormSchema = { type: 'string', minLength: 1 };
const sceneEvent: FormSchema = {
  type: 'object',
  required: ['cause', 'timestamp'],
  additionalProperties: false,
  properties: { cause: causeSchema, timestamp },
};
const session: FormSchema = { type: 'object', required: ['sessionId'], properties: { sessionId: text } };
const inventoryConsumed: FormSchema = {
  type: 'object',
  required: ['usage', 'timeOfSample'],
  properties: {
    usage: { type: 'object', required: ['@type', 'value'], properties: { '@type': text } },
    timeOfSample: timestamp,
  },
};
const media: FormSchema = {
  type: 'object',
  required: ['id', 'cause', 'recording'],
  properties: {
    // The official schema's pattern is not anchored: one such character is enough.
    id: {
      type: 'string',
      minLength: 1,
      maxLength: 256,
      pattern: '[A-Za-z0-9_]',
      allowed: '1 to 256 characters, letters, digits or underscores among them',
    },
    cause: {
      enum: [
        'APP_INTERACTION',
        'AUDIO_DETECTED',
        'MOTION_DETECTED',
        'PERSON_DETECTED',
        'RULE_TRIGGER',
        'VOICE_INTERACTION',
      ],
    },
    recording: {
      type: 'object',
      required: ['startTime', 'endTime', 'uri'],
      properties: {
        startTime: timestamp,
        endTime: timestamp,
        videoCodec: { enum: ['H264'] },
        audioCodec: { enum: ['AAC', 'G711', 'NONE'] },
        uri: { type: 'object', required: ['value', 'expireTime'], properties: { value: text } },
      },
    },
  },
};

/**
 * The payloads of events that interfaces define for themselves, by namespace, a slash and name, as far as they are known; the
 * payload of any other event is only an object. Source: fact sheet 2.
 */
export const ownEventPayloads: Readonly<Record<string, FormSchema>> = {
  'Alexa.SceneController/ActivationStarted': sceneEvent,
  'Alexa.SceneController/DeactivationStarted': sceneEvent,
  'Alexa.WakeOnLANController/WakeUp': { type: 'object' },
  'Alexa.InventoryUsageSensor/InventoryConsumed': inventoryConsumed,
  'Alexa.InventoryLevelUsageSensor/InventoryConsumed': inventoryConsumed,
  'Alexa.MediaMetadata/MediaCreatedOrUpdated': {
    type: 'object',
    required: ['media'],
    properties: { media, scope: scopeSchema },
  },
  'Alexa.MediaMetadata/MediaDeleted': {
    type: 'object',
    required: ['mediaIds'],
    properties: { mediaIds: { type: 'array', minItems: 1, items: text }, scope: scopeSchema },
  },
  'Alexa.MediaMetadata/GetMediaMetadata.Response': {
    type: 'object',
    required: ['media'],
    properties: {
      media: { type: 'array', minItems: 1, items: media },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['status', 'mediaId'],
          properties: {
            status: { enum: ['DELETED', 'INTERNAL_ERROR', 'NOT_FOUND', 'SUBSCRIPTION_ERROR'] },
            mediaId: text,
          },
        },
      },
      scope: scopeSchema,
    },
  },
  'Alexa.SmartVision.ObjectDetectionSensor/ObjectDetection': {
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
            eventIdentifier: text,
            imageNetClass: text,
            timeOfSample: timestamp,
            uncertaintyInMilliseconds: { type: 'number', minimum: 0 },
          },
        },
      },
    },
  },
  'Alexa.AutomationManagement/GetAlexaAutomationStatus': {
    type: 'object',
    required: ['capabilities'],
    properties: {
      capabilities: {
        type: 'array',
        items: { type: 'object', required: ['capability'], properties: { capability: text } },
      },
    },
  },
  'Alexa.SecurityPanelController/Arm.Response': {
    type: 'object',
    properties: {
      exitDelayInSeconds: { type: 'integer', minimum: 0, maximum: 255 },
      bypassedEndpoints: {
        type: 'array',
        items: { type: 'object', required: ['friendlyName'], properties: { friendlyName: text, endpointId: text } },
      },
    },
  },
  'Alexa.CameraStreamController/Response': {
    type: 'object',
    required: ['cameraStreams'],
    properties: { cameraStreams: { type: 'array', items: { type: 'object', required: ['uri'] } } },
  },
  'Alexa.RTCSessionController/AnswerGeneratedForSession': {
    type: 'object',
    required: ['answer'],
    properties: {
      answer: {
        type: 'object',
        required: ['format', 'value'],
        properties: { format: { type: 'string', pattern: '^[Ss][Dd][Pp]$', allowed: 'SDP' }, value: text },
      },
    },
  },
  'Alexa.RTCSessionController/SessionConnected': session,
  'Alexa.RTCSessionController/SessionDisconnected': session,
  'Alexa.SeekController/StateReport': {
    type: 'object',
    required: ['properties'],
    properties: {
      properties: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['name', 'value'],
          properties: {
            name: { const: 'positionMilliseconds' },
            value: { type: 'integer', minimum: 0, maximum: 86_400_000 },
          },
        },
      },
    },
  },
};
