import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { newestState, type PropertySample } from './newest-state.ts';
import { encodePropertyKey } from './property-key.ts';

/** A property with its value and the time at which it was taken. */
export interface PropertyState extends PropertySample {
  readonly value?: unknown;
}

/** What a ChangeReport says of the state of an endpoint: what changed, and everything else. */
export interface StateSplit<T> {
  readonly changed: readonly T[];
  readonly unchanged: readonly T[];
}

/**
 * Divides what is known of an endpoint for a ChangeReport. `changed` are the properties whose value is not the one
 * that Alexa has, or of which Alexa has none; `unchanged` are all others. Each keeps its own time, and values are
 * compared as canonical JSON. Source: fact sheet 2.1, which properties go where.
 */
export function splitState<T extends PropertyState>(
  known: readonly T[],
  reported: readonly PropertyState[],
): StateSplit<T> {
  const values = new Map(
    newestState(reported).map(property => [encodePropertyKey(property), encodeCanonicalJson(property.value)]),
  );
  const { changed = [], unchanged = [] } = Object.groupBy(newestState(known), property =>
    values.get(encodePropertyKey(property)) === encodeCanonicalJson(property.value) ? 'unchanged' : 'changed',
  );
  return { changed, unchanged };
}
