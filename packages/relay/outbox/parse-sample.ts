import { type JsonObject, parseTimestamp } from '@gatehouse/protocol';
import type { PropertyValue } from '../shadow/property-value.ts';

/**
 * Reads a state property that was found valid. Without `timeOfSample` the sample was taken at `at`; without
 * `uncertaintyInMilliseconds` it is exact.
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
    uncertaintyInMilliseconds: typeof uncertaintyInMilliseconds === 'number' ? uncertaintyInMilliseconds : 0,
  };
}
