import { CONNECTIVITY } from '../shadow/connectivity.ts';
import { isSameValue } from '../shadow/decide-state.ts';
import { encodePropertyKey } from '../shadow/property-key.ts';
import type { PropertyKey, ShadowProperty } from '../shadow/property-value.ts';

/** What a report of level properties says: what Alexa does not have yet, and what it has. */
export interface StateDifference {
  readonly changed: readonly ShadowProperty[];
  readonly unchanged: readonly ShadowProperty[];
}

/**
 * Divides a shadow for a report of level properties: `changed` are those whose current value is not the reported
 * one, `unchanged` all properties, edge ones too, that Alexa has as they are, and the edge ones that are stranded: she
 * learns such a state as one that did not change now, so that no routine begins late (our choice). A property in neither
 * has a report of its own under way, which alone may state it, or was refused.
 */
export function differenceOf(shadow: readonly ShadowProperty[]): StateDifference {
  return {
    changed: shadow.filter(property => property.class === 'level' && !isReported(property)),
    unchanged: shadow.filter(property => isReported(property) || isStranded(property)),
  };
}

/**
 * What stands beside the properties that a report itself states: those that Alexa has as they are, edge ones that are
 * stranded, and whether the endpoint can be reached, even when a report of that is still to come (fact sheet 2.1, which
 * properties go where), unless the registration makes an edge of that, whose changes arrive in their order alone.
 */
export function contextBeside(
  shadow: readonly ShadowProperty[],
  stated: readonly PropertyKey[],
): readonly ShadowProperty[] {
  const names = new Set(stated.map(encodePropertyKey));
  return shadow.filter(
    property =>
      (isReported(property) || isStranded(property) || isLevelConnectivity(property)) &&
      !names.has(encodePropertyKey(property)),
  );
}

function isStranded({ stranded }: ShadowProperty): boolean {
  return stranded === true;
}

function isLevelConnectivity({ namespace, name, class: propertyClass }: ShadowProperty): boolean {
  return propertyClass === 'level' && namespace === CONNECTIVITY.namespace && name === CONNECTIVITY.name;
}

/**
 * Whether Alexa is known to have a property as it is. An edge property must have been reported with this very sample: one
 * that flipped and flipped back has events of its own under way, and its new time would make Alexa take them for stale.
 */
export function isReported({ class: propertyClass, current, reported }: ShadowProperty): boolean {
  if (reported === undefined || !isSameValue(current.value, reported.value)) return false;
  return propertyClass === 'level' || current.timeOfSample === reported.timeOfSample;
}
