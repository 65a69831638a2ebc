import { mergeSamples } from '../merge/merge-samples.ts';
import { newestState } from '../merge/newest-state.ts';
import { encodePropertyKey } from '../merge/property-key.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import type { Cause } from '../message/cause.ts';
import type { StateProperty } from '../message/state-property.ts';
import { createHeader } from './header.ts';

/**
 * What a change report says: the properties that changed, and what is known beside them, each with its own time.
 * `unchanged` and `known` may name changed properties too, and name a property several times.
 */
export interface ChangeReportParts {
  readonly messageId: string;
  readonly endpointId: string;
  readonly cause: Cause | (string & {});
  readonly changed: readonly StateProperty[];
  readonly unchanged?: readonly StateProperty[];
  readonly known?: readonly StateProperty[];
}

/**
 * A ChangeReport without scope. What changed stands in the payload: of a level property the newest sample, of an edge
 * property every one. Everything else that is known stands in the context, the newest sample of each property. Times
 * stay those of the samples. Source: fact sheet 2.1.
 */
export function changeReport(parts: ChangeReportParts): AlexaEvent {
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
