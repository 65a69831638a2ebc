import {
  type AlexaEvent,
  encodeTimestamp,
  type JsonObject,
  type StateProperty,
  stateReport,
} from '@gatehouse/protocol';
import { retrievableProperties } from '../endpoint/description.ts';
import { encodePropertyKey, keyOf } from '../shadow/property-key.ts';
import type { ShadowProperty } from '../shadow/property-value.ts';
import type { Shadow } from '../shadow/shadow-store.ts';

/** What a StateReport is built of. */
export interface StateReportParts {
  readonly messageId: string;
  readonly correlationToken?: string | undefined;
  readonly endpointId: string;
  /** The endpoint's discovery object. */
  readonly description: JsonObject;
  readonly shadow: Shadow;
}

/**
 * The answer to ReportState: every property that the endpoint declares as retrievable and that the shadow knows, as
 * the device last said, each with the time of its own sample (fact sheet 2, StateReport; 2.1, timeOfSample).
 */
export function buildStateReport(parts: StateReportParts): AlexaEvent {
  const { messageId, correlationToken, endpointId } = parts;
  const known = new Map(parts.shadow.properties.map(property => [encodePropertyKey(property), property]));
  const properties = retrievableProperties(parts.description).flatMap(key => {
    const property = known.get(encodePropertyKey(key));
    return property === undefined ? [] : [encodeProperty(property)];
  });
  return stateReport({ messageId, correlationToken, endpointId, properties });
}

/** A property of a shadow with its current value, as messages have it. */
export function encodeProperty(property: ShadowProperty): StateProperty {
  const { value, timeOfSample, uncertaintyInMilliseconds } = property.current;
  return { ...keyOf(property), value, timeOfSample: encodeTimestamp(timeOfSample), uncertaintyInMilliseconds };
}
