import type { AlexaEvent } from '../message/alexa-event.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { interfaceEvent } from './interface-event.ts';

/** How much was used: a count, a share, or a volume or weight in a unit. Source: fact sheet 2, InventoryConsumed. */
export type Usage =
  | { readonly '@type': 'Count' | 'Percentage'; readonly value: number }
  | { readonly '@type': 'Volume' | 'Weight'; readonly value: number; readonly unit: string };

/** The interfaces whose endpoints tell of consumption. */
export type UsageInterface = 'Alexa.InventoryLevelUsageSensor' | 'Alexa.InventoryUsageSensor';

/**
 * An InventoryConsumed without scope: so much was used at `timeOfSample`, as text or in milliseconds since the epoch.
 * `namespace` is Alexa.InventoryUsageSensor unless given. Source: fact sheet 2.
 */
export function inventoryConsumed(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly instance: string;
  readonly usage: Usage;
  readonly timeOfSample: Time;
  readonly namespace?: UsageInterface;
}): AlexaEvent {
  const { namespace = 'Alexa.InventoryUsageSensor', usage, timeOfSample, ...header } = parts;
  return interfaceEvent([namespace, 'InventoryConsumed'], {
    ...header,
    payload: { usage: { ...usage }, timeOfSample: encodeTime(timeOfSample) },
  });
}

/** An InventoryReplaced without scope. Nobody has described its payload. Source: fact sheet 2. */
export function inventoryReplaced(parts: {
  readonly messageId: string;
  readonly endpointId: string;
  readonly instance: string;
  readonly payload: Readonly<Record<string, unknown>>;
}): AlexaEvent {
  return interfaceEvent(['Alexa.InventoryLevelUsageSensor', 'InventoryReplaced'], parts);
}
