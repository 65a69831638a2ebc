import type { AlexaEvent } from '../message/alexa-event.ts';
import type { StateProperty } from '../message/state-property.ts';
import { interfaceEvent } from './interface-event.ts';

/**
 * A WakeUp without scope: after the DeferredResponse to a TurnOn it asks Alexa for the magic packet, under the
 * correlationToken of the TurnOn; the Response follows. `properties` become the context. Source: fact sheet 2,
 * WakeOnLANController.
 */
export function wakeUp(parts: {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
  readonly properties?: readonly StateProperty[];
}): AlexaEvent {
  return interfaceEvent(['Alexa.WakeOnLANController', 'WakeUp'], parts);
}
