import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { isJsonObject, type JsonObject } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';
import { judgeProperty } from './judge-property.ts';

/** One list of state properties in a message, and the path to it. */
export interface PropertyList {
  readonly properties: unknown;
  readonly path: Path;
}

interface Place {
  readonly property: JsonObject;
  readonly list: number;
}

/**
 * Judges all state properties of a message, each one and all together: no list states the same twice, and no property
 * stands in two lists or twice with different values.
 */
export function judgeProperties(findings: Findings, lists: readonly PropertyList[]): void {
  const places = new Map<string, Place[]>();
  lists.forEach(({ properties, path }, list) => {
    if (Array.isArray(properties)) {
      properties.forEach((property: unknown, index) => {
        if (isJsonObject(property)) {
          judgeProperty(findings, property, [...path, index]);
          judgeRepetition(findings, { places, property, list, path: [...path, index] });
        }
      });
    }
  });
}

function judgeRepetition(
  findings: Findings,
  at: Place & { readonly places: Map<string, Place[]>; readonly path: Path },
): void {
  const { places, property, list, path } = at;
  const { namespace, name, instance } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string') {
    return;
  }
  const key = `${namespace}\n${name}\n${typeof instance === 'string' ? instance : ''}`;
  const earlier = places.get(key);
  if (earlier === undefined) {
    places.set(key, [{ property, list }]);
    return;
  }
  const text = encodeCanonicalJson(property);
  if (earlier.some(place => place.list === list && encodeCanonicalJson(place.property) === text)) {
    findings.report('property-duplicate', path, 'is stated twice with the same value; allowed once');
    return;
  }
  findings.report('property-repeated', path, 'is stated more than once; advised once');
  // A bound on what is compared: hostile repetition must not turn quadratic.
  if (earlier.length < 8) {
    earlier.push({ property, list });
  }
}
