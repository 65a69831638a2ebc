import type { AlexaEvent } from '../message/alexa-event.ts';
import type { StateProperty } from '../message/state-property.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { interfaceEvent } from './interface-event.ts';

/** What every answer of an interface's own says; `properties` become the context. */
export interface InterfaceReplyParts {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
  readonly properties?: readonly StateProperty[];
}

/** One stream of a camera; `expirationTime` as text or in milliseconds since the epoch. Source: fact sheet 3.3. */
export interface CameraStream {
  readonly uri: string;
  readonly protocol: 'HLS' | 'RTSP' | 'WEBRTC';
  readonly resolution: { readonly width: number; readonly height: number };
  readonly authorizationType: 'BASIC' | 'BEARER' | 'DIGEST' | 'NONE';
  readonly videoCodec: 'H264' | 'JPG' | 'MJPEG' | 'MPEG2';
  readonly audioCodec: 'AAC' | 'G711' | 'NONE';
  readonly expirationTime?: Time;
  readonly idleTimeoutSeconds?: number;
}

/**
 * The answer to Arm: the exit delay in seconds, 0 to 255, and the endpoints that were bypassed. Source: fact sheet 2,
 * SecurityPanelController.
 */
export function armResponse(
  parts: InterfaceReplyParts & {
    readonly exitDelayInSeconds?: number;
    readonly bypassedEndpoints?: readonly { readonly friendlyName: string; readonly endpointId?: string }[];
  },
): AlexaEvent {
  const { exitDelayInSeconds, bypassedEndpoints, ...rest } = parts;
  return interfaceEvent(['Alexa.SecurityPanelController', 'Arm.Response'], {
    ...rest,
    payload: {
      ...(exitDelayInSeconds === undefined ? {} : { exitDelayInSeconds }),
      ...(bypassedEndpoints === undefined ? {} : { bypassedEndpoints: [...bypassedEndpoints] }),
    },
  });
}

/** The answer to InitializeCameraStreams. Source: fact sheet 2 and 3.3, CameraStreamController. */
export function cameraStreamResponse(
  parts: InterfaceReplyParts & {
    readonly cameraStreams: readonly [CameraStream, ...CameraStream[]];
    readonly imageUri?: string;
  },
): AlexaEvent {
  const { cameraStreams, imageUri, ...rest } = parts;
  const streams = cameraStreams.map(({ expirationTime, ...stream }) => ({
    ...stream,
    ...(expirationTime === undefined ? {} : { expirationTime: encodeTime(expirationTime) }),
  }));
  return interfaceEvent(['Alexa.CameraStreamController', 'Response'], {
    ...rest,
    payload: { cameraStreams: streams, ...(imageUri === undefined ? {} : { imageUri }) },
  });
}

/** The answer to AdjustSeekPosition: where the player stands, 0 to 86400000. Source: fact sheet 2, SeekController. */
export function seekStateReport(parts: InterfaceReplyParts & { readonly positionMilliseconds: number }): AlexaEvent {
  const { positionMilliseconds, ...rest } = parts;
  return interfaceEvent(['Alexa.SeekController', 'StateReport'], {
    ...rest,
    payload: { properties: [{ name: 'positionMilliseconds', value: positionMilliseconds }] },
  });
}
