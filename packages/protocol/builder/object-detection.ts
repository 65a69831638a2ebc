import type { AlexaEvent } from '../message/alexa-event.ts';
import type { StateProperty } from '../message/state-property.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { interfaceEvent } from './interface-event.ts';

/**
 * One object that a camera has seen. Production senders have only seen the classes `person` and `package` accepted.
 * `uncertaintyInMilliseconds` is 0 unless given. Source: fact sheet 2 and 3.1, SmartVision.ObjectDetectionSensor.
 */
export interface Detection {
  readonly eventIdentifier: string;
  readonly imageNetClass: 'package' | 'person' | (string & {});
  readonly timeOfSample: Time;
  readonly uncertaintyInMilliseconds?: number;
  readonly objectIdentifier?: string;
  readonly frameImageUri?: string;
  readonly croppedImageUri?: string;
}

/** An ObjectDetection without scope; `properties` become the context. Source: fact sheet 2. */
export function objectDetection(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly events: readonly [Detection, ...Detection[]];
  readonly properties?: readonly StateProperty[];
}): AlexaEvent {
  const { events, ...rest } = parts;
  const encoded = events.map(event => ({
    ...event,
    timeOfSample: encodeTime(event.timeOfSample),
    uncertaintyInMilliseconds: event.uncertaintyInMilliseconds ?? 0,
  }));
  return interfaceEvent(['Alexa.SmartVision.ObjectDetectionSensor', 'ObjectDetection'], {
    ...rest,
    payload: { events: encoded },
  });
}
