import type { AlexaEvent } from '../message/alexa-event.ts';
import { interfaceEvent } from './interface-event.ts';

/** Which directive is answered, and for which camera. */
export interface SessionReplyParts {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
}

const namespace = 'Alexa.RTCSessionController';

/** The answer to InitiateSessionWithOffer, with the camera's session description. Source: fact sheet 2. */
export function answerGeneratedForSession(parts: SessionReplyParts & { readonly sdp: string }): AlexaEvent {
  const { sdp, ...header } = parts;
  return interfaceEvent([namespace, 'AnswerGeneratedForSession'], {
    ...header,
    payload: { answer: { format: 'SDP', value: sdp } },
  });
}

/** The answer to SessionConnected. Source: fact sheet 2. */
export function sessionConnected(parts: SessionReplyParts & { readonly sessionId: string }): AlexaEvent {
  const { sessionId, ...header } = parts;
  return interfaceEvent([namespace, 'SessionConnected'], { ...header, payload: { sessionId } });
}

/** The answer to SessionDisconnected. Source: fact sheet 2. */
export function sessionDisconnected(parts: SessionReplyParts & { readonly sessionId: string }): AlexaEvent {
  const { sessionId, ...header } = parts;
  return interfaceEvent([namespace, 'SessionDisconnected'], { ...header, payload: { sessionId } });
}
