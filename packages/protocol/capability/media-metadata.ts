import { scopeSchema } from '../message/scope-schema.ts';
import type { Capability } from './capability.ts';

const uriSchema = {
  type: 'object',
  required: ['value', 'expireTime'],
  properties: { value: { type: 'string', minLength: 1 }, expireTime: { type: 'string', rule: 'timestamp' } },
} as const;

/** One recording: why it was made, when, and where it is until when. Source: fact sheet 3.3, MediaMetadata. */
export const mediaSchema = {
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
        name: { type: 'string' },
        startTime: { type: 'string', rule: 'timestamp' },
        endTime: { type: 'string', rule: 'timestamp' },
        videoCodec: { enum: ['H264'] },
        audioCodec: { enum: ['AAC', 'G711', 'NONE'] },
        uri: uriSchema as typeof uriSchema,
        thumbnailUri: { type: 'object' },
      },
    },
  },
} as const;

/** A recording was made or changed. Source: fact sheet 2 and 12, row 17. */
export const mediaCreatedOrUpdatedSchema = {
  type: 'object',
  required: ['media'],
  properties: { media: mediaSchema as typeof mediaSchema, scope: scopeSchema as typeof scopeSchema },
} as const;

/** Recordings were deleted. Source: fact sheet 2, MediaDeleted. */
export const mediaDeletedSchema = {
  type: 'object',
  required: ['mediaIds'],
  properties: {
    mediaIds: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    scope: scopeSchema as typeof scopeSchema,
  },
} as const;

/** The recordings that were asked for, and what became of the others. Source: fact sheet 2 and 3.3. */
export const mediaMetadataResponseSchema = {
  type: 'object',
  required: ['media'],
  properties: {
    media: { type: 'array', minItems: 1, items: mediaSchema as typeof mediaSchema },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['status', 'mediaId'],
        properties: {
          status: { enum: ['DELETED', 'INTERNAL_ERROR', 'NOT_FOUND', 'SUBSCRIPTION_ERROR'] },
          mediaId: { type: 'string', minLength: 1 },
        },
      },
    },
    scope: scopeSchema as typeof scopeSchema,
  },
} as const;

/** The recordings of a camera. */
export const mediaMetadata: Capability = {
  interface: 'Alexa.MediaMetadata',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['MediaCreatedOrUpdated', 'MediaDeleted', 'GetMediaMetadata.Response'],
  eventPayloads: {
    MediaCreatedOrUpdated: mediaCreatedOrUpdatedSchema,
    MediaDeleted: mediaDeletedSchema,
    'GetMediaMetadata.Response': mediaMetadataResponseSchema,
  },
  directives: ['GetMediaMetadata'],
  directivePayloads: {
    GetMediaMetadata: {
      type: 'object',
      required: ['filters'],
      properties: {
        filters: { type: 'object', properties: { mediaIds: { type: 'array', items: { type: 'string' } } } },
      },
    },
  },
  lifecycle: 'deprecated',
  lifecycleSince: '2023-03-15',
  source: 'fact sheet 2, 3.3 and 12, row 17',
  confidence: ['S', 'P'],
};
