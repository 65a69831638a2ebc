import type { PropertyValues } from '../capability/property-values.ts';
import type { StateProperty } from '../message/state-property.ts';
import { encodeTime, type Time } from './encode-time.ts';

/** Interfaces of which an endpoint can have several, told apart by their instance. Source: fact sheet 3.1, inst. */
export type InterfaceWithInstances =
  | 'Alexa.InventoryLevelSensor'
  | 'Alexa.InventoryLevelUsageSensor'
  | 'Alexa.ModeController'
  | 'Alexa.RangeController'
  | 'Alexa.ToggleController';

/** An instance where the interface has them, and none where it has not. */
export type InstancePart<N> = N extends InterfaceWithInstances
  ? { readonly instance: string }
  : { readonly instance?: never };

/**
 * One property of an interface with a value of the property's own type. `timeOfSample` is when the value came to be, as
 * text or in milliseconds since the epoch; `uncertaintyInMilliseconds` is 0 unless given.
 */
export type PropertyParts<N extends keyof PropertyValues, P extends keyof PropertyValues[N]> = {
  readonly namespace: N;
  readonly name: P;
  readonly value: PropertyValues[N][P];
  readonly timeOfSample: Time;
  readonly uncertaintyInMilliseconds?: number;
} & InstancePart<N>;

/**
 * A state property for reports and answers. Interface, name, value and instance are checked by the compiler; whether a
 * number is in its range is for `validateState` to say. Source: fact sheet 1.4 and 3.
 */
export function stateProperty<N extends keyof PropertyValues, P extends keyof PropertyValues[N] & string>(
  parts: PropertyParts<N, P>,
): StateProperty {
  const { namespace, name, instance, value, uncertaintyInMilliseconds = 0 } = parts;
  return {
    namespace,
    name,
    ...(instance === undefined ? {} : { instance }),
    value,
    timeOfSample: encodeTime(parts.timeOfSample),
    uncertaintyInMilliseconds,
  };
}
