import { mergeSamples } from '../merge/merge-samples.ts';
import { newestState } from '../merge/newest-state.ts';
import { encodePropertyKey } from '../merge/property-key.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause, UndocumentedCause } from '../message/cause.ts';
import type { StateProperty } from '../message/state-property.ts';
import { createHeader } from './header.ts';

/** A cause that the compiler knows is one of those that exist; of a text known at run time only, nothing is asked. */
type GivenCause<C extends string> = C & (string extends C ? unknown : Cause | UndocumentedCause);

/**
 * What a change report says: the properties that changed, and what is known beside them, each with its own time.
 * `unchanged` and `known` may name changed properties too, and name a property several times.
 */
export interface ChangeReportParts<C extends string = string> {
  readonly messageId: string;
  readonly endpointId: string;
  readonly cause: GivenCause<C>;
  readonly changed: readonly StateProperty[];
  readonly unchanged?: readonly StateProperty[];
  readonly known?: readonly StateProperty[];
}

/**
 * A ChangeReport without scope. What changed stands in the payload: of a level property the newest sample, of an edge
 * property every one. Everything else that is known stands in the context, the newest sample of each property. Times
 * stay those of the samples. A cause is checked by the compiler, or by `validateEvent` where it is any text. Source:
 * fact sheet 2.1.
 */
export function changeReport<C extends string>(parts: ChangeReportParts<C>): AlexaEvent {
  const properties = mergeSamples(parts.changed);
  const changed = new Set(properties.map(encodePropertyKey));
  const known = newestState([...(parts.known ?? []), ...(parts.unchanged ?? [])]);
  return {
    context: { properties: known.filter(property => !changed.has(encodePropertyKey(property))) },
    event: {
      header: createHeader(['Alexa', 'ChangeReport'], { messageId: parts.messageId }),
      endpoint: { endpointId: parts.endpointId },
      payload: { change: { cause: { type: parts.cause }, properties } },
    },
  };
}
