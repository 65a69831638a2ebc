import { compareSampleTimes } from './compare-sample-times.ts';
import { encodePropertyKey, type PropertyName } from './property-key.ts';

/** A property with the time at which its value was taken; a `StateProperty` is one. */
export interface PropertySample extends PropertyName {
  readonly timeOfSample: string;
}

/**
 * What is known of an endpoint after all these samples: of every property the newest one, in the order in which the
 * properties first appear. Between samples of the same moment the one that stands later counts, as it does when they
 * arrive one by one.
 *
 * Merging knows no order but that: while no property has two values at one moment, samples may come in any order, in
 * any grouping and several times.
 */
export function newestState<T extends PropertySample>(samples: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const sample of samples) {
    keepNewest(newest, sample);
  }
  return [...newest.values()];
}

/** Adds a sample to the newest ones, by key, unless a newer one of its property is there. */
export function keepNewest<T extends PropertySample>(newest: Map<string, T>, sample: T): void {
  const key = encodePropertyKey(sample);
  const known = newest.get(key);
  if (known === undefined || !supersedes(known, sample)) {
    newest.set(key, sample);
  }
}

/** Whether a sample takes the place of another: the same property, at a later moment. */
export function supersedes(newer: PropertySample, older: PropertySample): boolean {
  return (
    encodePropertyKey(newer) === encodePropertyKey(older) &&
    compareSampleTimes(newer.timeOfSample, older.timeOfSample) > 0
  );
}
