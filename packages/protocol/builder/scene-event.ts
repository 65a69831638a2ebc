import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause } from '../message/cause.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { interfaceEvent } from './interface-event.ts';

/** Why and when a scene was started or ended; `timestamp` as text or in milliseconds since the epoch. */
export interface SceneParts {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
  readonly cause: Cause;
  readonly timestamp: Time;
}

/** The direct answer to Activate. Source: fact sheet 2, SceneController. */
export function activationStarted(parts: SceneParts): AlexaEvent {
  return sceneEvent('ActivationStarted', parts);
}

/** The direct answer to Deactivate. Source: fact sheet 2, SceneController. */
export function deactivationStarted(parts: SceneParts): AlexaEvent {
  return sceneEvent('DeactivationStarted', parts);
}

function sceneEvent(name: string, { cause, timestamp, ...header }: SceneParts): AlexaEvent {
  const payload = { cause: { type: cause }, timestamp: encodeTime(timestamp) };
  return { context: {}, ...interfaceEvent(['Alexa.SceneController', name], { ...header, payload }) };
}
