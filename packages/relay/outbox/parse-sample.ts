import { type JsonObject, parseTimestamp } from '@gatehouse/protocol';
import type { PropertyValue } from '../shadow/property-value.ts';
import { wholeUncertainty } from '../shadow/whole-uncertainty.ts';

/**
 * Reads a state property that was found valid. Without `timeOfSample` the sample was taken at `at`; without
 * `uncertaintyInMilliseconds` it is exact. An uncertainty with a fraction is rounded up to whole milliseconds.
 */
export function parseSample(property: JsonObject, at: number): PropertyValue {
  const { namespace, name, instance, value, timeOfSample, uncertaintyInMilliseconds } = property;
  const taken = typeof timeOfSample === 'string' ? parseTimestamp(timeOfSample) : undefined;
  return {
    namespace: String(namespace),
    name: String(name),
    ...(typeof instance === 'string' ? { instance } : {}),
    value,
    timeOfSample: taken ?? at,
    uncertaintyInMilliseconds: wholeUncertainty(uncertaintyInMilliseconds),
  };
}
