import type { AlexaEvent } from '../message/alexa-event.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { interfaceEvent } from './interface-event.ts';

/** Where a recording or its picture can be had, and until when. */
export interface MediaUri {
  readonly value: string;
  readonly expireTime: Time;
}

/** One recording of a camera. Source: fact sheet 3.3, MediaMetadata. */
export interface Media {
  /** 1 to 256 letters, digits and underscores. */
  readonly id: string;
  readonly cause:
    | 'APP_INTERACTION'
    | 'AUDIO_DETECTED'
    | 'MOTION_DETECTED'
    | 'PERSON_DETECTED'
    | 'RULE_TRIGGER'
    | 'VOICE_INTERACTION';
  readonly recording: {
    readonly name?: string;
    readonly startTime: Time;
    readonly endTime: Time;
    readonly videoCodec?: 'H264';
    readonly audioCodec?: 'AAC' | 'G711' | 'NONE';
    readonly uri: MediaUri;
    readonly thumbnailUri?: MediaUri;
  };
}

/** Why a recording cannot be had. Source: fact sheet 3.3, MediaMetadata. */
export interface MediaError {
  readonly mediaId: string;
  readonly status: 'DELETED' | 'INTERNAL_ERROR' | 'NOT_FOUND' | 'SUBSCRIPTION_ERROR';
}

const namespace = 'Alexa.MediaMetadata';

/** A MediaCreatedOrUpdated without scope. The interface is deprecated. Source: fact sheet 2 and 3.3. */
export function mediaCreatedOrUpdated(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly media: Media;
}): AlexaEvent {
  return interfaceEvent([namespace, 'MediaCreatedOrUpdated'], {
    messageId: parts.messageId,
    endpointId: parts.endpointId,
    payload: { media: encodeMedia(parts.media) },
  });
}

/** A MediaDeleted without scope, which has its place in the payload. The interface is deprecated. Source: fact sheet 2. */
export function mediaDeleted(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly mediaIds: readonly [string, ...string[]];
}): AlexaEvent {
  const { messageId, endpointId, mediaIds } = parts;
  return interfaceEvent([namespace, 'MediaDeleted'], { messageId, endpointId, payload: { mediaIds: [...mediaIds] } });
}

/**
 * The answer to GetMediaMetadata without scope, which has its place in the payload. The interface is deprecated.
 * Source: fact sheet 2 and 3.3.
 */
export function mediaMetadataResponse(parts: {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
  readonly media: readonly [Media, ...Media[]];
  readonly errors?: readonly MediaError[];
}): AlexaEvent {
  const { media, errors, ...header } = parts;
  return interfaceEvent([namespace, 'GetMediaMetadata.Response'], {
    ...header,
    payload: { media: media.map(encodeMedia), ...(errors === undefined ? {} : { errors: [...errors] }) },
  });
}

function encodeMedia(media: Media): Readonly<Record<string, unknown>> {
  const { recording } = media;
  return {
    ...media,
    recording: {
      ...recording,
      startTime: encodeTime(recording.startTime),
      endTime: encodeTime(recording.endTime),
      uri: encodeUri(recording.uri),
      ...(recording.thumbnailUri === undefined ? {} : { thumbnailUri: encodeUri(recording.thumbnailUri) }),
    },
  };
}

function encodeUri(uri: MediaUri): Readonly<Record<string, unknown>> {
  return { value: uri.value, expireTime: encodeTime(uri.expireTime) };
}
