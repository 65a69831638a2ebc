import type { Capability } from './capability.ts';

const sdp = {
  type: 'object',
  required: ['format', 'value'],
  properties: {
    format: { type: 'string', pattern: '^[Ss][Dd][Pp]$', allowed: 'SDP' },
    value: { type: 'string', minLength: 1 },
  },
} as const;

/** The session that is spoken of. Source: fact sheet 2 and 3.3, RTCSessionController. */
export const rtcSessionSchema = {
  type: 'object',
  required: ['sessionId'],
  properties: { sessionId: { type: 'string', minLength: 1 } },
} as const;

/** The answer to an offer; production code echoes sessionId and offer beside it. Source: fact sheet 2. */
export const rtcAnswerSchema = {
  type: 'object',
  required: ['answer'],
  properties: { answer: sdp as typeof sdp },
} as const;

/** Live audio and video with a camera. */
export const rtcSessionController: Capability = {
  interface: 'Alexa.RTCSessionController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['AnswerGeneratedForSession', 'SessionConnected', 'SessionDisconnected'],
  eventPayloads: {
    AnswerGeneratedForSession: rtcAnswerSchema,
    SessionConnected: rtcSessionSchema,
    SessionDisconnected: rtcSessionSchema,
  },
  directives: ['InitiateSessionWithOffer', 'SessionConnected', 'SessionDisconnected'],
  directivePayloads: {
    InitiateSessionWithOffer: {
      type: 'object',
      required: ['sessionId', 'offer'],
      properties: { sessionId: { type: 'string', minLength: 1 }, offer: sdp },
    },
    SessionConnected: rtcSessionSchema,
    SessionDisconnected: rtcSessionSchema,
  },
  configuration: {
    type: 'object',
    properties: {
      isFullDuplexAudioSupported: { type: 'boolean' },
      isEndToEndEncryptionEnabled: { type: 'boolean' },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.3',
  confidence: ['S', 'P'],
};
