import { encodeCanonicalJson } from '@gatehouse/protocol';
import type { ClassOf } from './class-of.ts';
import { encodePropertyKey, keyOf } from './property-key.ts';
import type { PropertyKey, PropertyValue, ShadowChange, ShadowProperty } from './property-value.ts';
import type { Shadow } from './shadow-store.ts';

/** Why a value that was handed in changes nothing. */
export type UnchangedReason = 'same-value' | 'stale-sample';

/** A property that stays as it is. */
export interface UnchangedProperty extends PropertyKey {
  readonly reason: UnchangedReason;
}

/** What new values mean for a shadow. Every value handed in is in exactly one of `level`, `edge` and `unchanged`. */
export interface StateDecision {
  /** What to write into the shadow: one change for each value in `level` and `edge`. */
  readonly changes: readonly ShadowChange[];
  /** The properties that have converged to a new value, to be reported once. */
  readonly level: readonly PropertyKey[];
  /** The values of which every one counts. */
  readonly edge: readonly PropertyValue[];
  readonly unchanged: readonly UnchangedProperty[];
}

/**
 * Decides what new values change. A value equal to the current one changes nothing, and the time of the older sample
 * stays: Alexa wants the time of the last change (fact sheet 2.1). A sample older than the current one changes
 * nothing either; at the same time the value that came later counts. Values are compared as canonical JSON.
 *
 * The values name each property at most once.
 */
export function decideState(shadow: Shadow, values: readonly PropertyValue[], classOf: ClassOf): StateDecision {
  const known = new Map(shadow.properties.map(property => [encodePropertyKey(property), property]));
  const changes: ShadowChange[] = [];
  const level: PropertyKey[] = [];
  const edge: PropertyValue[] = [];
  const unchanged: UnchangedProperty[] = [];
  for (const value of values) {
    const reason = judgeSample(value, known.get(encodePropertyKey(value)));
    if (reason !== undefined) {
      unchanged.push({ ...keyOf(value), reason });
      continue;
    }
    const propertyClass = classOf(value);
    changes.push({ ...value, class: propertyClass, forgetReported: false });
    if (propertyClass === 'level') level.push(keyOf(value));
    else edge.push(value);
  }
  return { changes, level, edge, unchanged };
}

/** Whether a sample leaves a property as it is, and why; undefined when it changes it. */
export function judgeSample(value: PropertyValue, property: ShadowProperty | undefined): UnchangedReason | undefined {
  if (property === undefined) return undefined;
  if (value.timeOfSample < property.current.timeOfSample) return 'stale-sample';
  return isSameValue(value.value, property.current.value) ? 'same-value' : undefined;
}

/** Whether two values are equal as JSON. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || encodeCanonicalJson(a) === encodeCanonicalJson(b);
}
