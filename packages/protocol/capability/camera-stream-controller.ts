import type { Capability } from './capability.ts';

const videoCodecs = ['H264', 'MPEG2', 'MJPEG', 'JPG'] as const;
const audioCodecs = ['G711', 'AAC', 'NONE'] as const;

const resolutionSchema = {
  type: 'object',
  required: ['width', 'height'],
  properties: { width: { type: 'integer', minimum: 1 }, height: { type: 'integer', minimum: 1 } },
} as const;

/** A stream as it is asked for or declared: BEARER stands in Amazon's own sample, HLS in production code. */
const wantedStreamSchema = {
  type: 'object',
  properties: {
    protocol: { enum: ['RTSP', 'WEBRTC', 'HLS'] },
    resolution: resolutionSchema as typeof resolutionSchema,
    authorizationType: { enum: ['BASIC', 'DIGEST', 'NONE', 'BEARER'] },
    videoCodec: { enum: videoCodecs as typeof videoCodecs },
    audioCodec: { enum: audioCodecs as typeof audioCodecs },
  },
} as const;

/** Where the streams of a camera are. Source: fact sheet 3.3, CameraStreamController, and 12, row 22. */
export const cameraStreamsSchema = {
  type: 'object',
  required: ['cameraStreams'],
  properties: {
    cameraStreams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['uri'],
        properties: {
          uri: { type: 'string', minLength: 1 },
          protocol: { enum: ['RTSP', 'WEBRTC', 'HLS'] },
          resolution: resolutionSchema as typeof resolutionSchema,
          authorizationType: { enum: ['BASIC', 'DIGEST', 'NONE', 'BEARER'] },
          videoCodec: { enum: videoCodecs as typeof videoCodecs },
          audioCodec: { enum: audioCodecs as typeof audioCodecs },
          expirationTime: { type: 'string', rule: 'timestamp' },
          idleTimeoutSeconds: { type: 'number', minimum: 1 },
        },
      },
    },
    imageUri: { type: 'string' },
  },
} as const;

/** The streams of a camera. */
export const cameraStreamController: Capability = {
  interface: 'Alexa.CameraStreamController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['Response'],
  eventPayloads: { Response: cameraStreamsSchema },
  directives: ['InitializeCameraStreams'],
  directivePayloads: {
    InitializeCameraStreams: {
      type: 'object',
      required: ['cameraStreams'],
      properties: { cameraStreams: { type: 'array', items: wantedStreamSchema } },
    },
  },
  incomplete: ['configuration'],
  lifecycle: 'current',
  source: 'fact sheet 2, 3.3 and 12, row 22',
  confidence: ['S', 'A', 'P'],
};
