import { encodeTimestamp, parseLooseTimestamp, type StateProperty } from '@gatehouse/protocol';
import { keyOf } from '../shadow/property-key.ts';
import type { PropertyKey, Sample } from '../shadow/property-value.ts';
import { wholeUncertainty } from '../shadow/whole-uncertainty.ts';
import type { ReportedSample } from './delivery.ts';

/** A sample as it stands in a message (fact sheet 1.4). */
export function encodeStateProperty(key: PropertyKey, sample: Sample): StateProperty {
  return {
    ...keyOf(key),
    value: sample.value,
    timeOfSample: encodeTimestamp(sample.timeOfSample),
    uncertaintyInMilliseconds: sample.uncertaintyInMilliseconds,
  };
}

/** The samples that the property values of a message state; what has no readable time of sample is left out. */
export function parseStateProperties(properties: readonly StateProperty[]): readonly ReportedSample[] {
  return properties.flatMap(property => {
    const time = parseLooseTimestamp(property.timeOfSample);
    if (time === undefined) return [];
    const uncertaintyInMilliseconds = wholeUncertainty(property.uncertaintyInMilliseconds);
    const sample = { value: property.value, timeOfSample: time.at, uncertaintyInMilliseconds };
    return [{ key: keyOf(property), sample }];
  });
}
