import { capabilities } from '../capability/capabilities.ts';
import type { CapabilityProperty } from '../capability/capability.ts';
import { countMembers } from '../form/count-members.ts';
import { createQuickCheck, type QuickCheck } from '../form/create-quick-check.ts';
import type { JsonObject } from '../json/json-object.ts';
import { parseTimestamp } from '../timestamp/timestamp.ts';

/** What a property has to keep. One row for each property of each interface. */
interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly needsInstance: boolean;
  readonly hasSoundValue: QuickCheck;
}

/** Every moment of a calendar whose February has 28 days; the 29th is left to the full reading. */
const plainTime =
  /^[1-9]\d\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d\d?\d?)?Z$/;

/**
 * The rows by the lengths of namespace and name: comparing is quicker than hashing, and a text that was just parsed
 * has no hash yet.
 */
const rowsByLengths: readonly (readonly Row[])[] = createRows();

/** Whether no rule has anything to say about a state property, looked at by itself; false says nothing. */
export function isSoundProperty(property: JsonObject): boolean {
  const { namespace, name, instance, value, timeOfSample, uncertaintyInMilliseconds } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string') {
    return false;
  }
  const row = rowOf(namespace, name);
  if (row?.hasSoundValue(value) !== true) {
    return false;
  }
  if (instance === undefined ? row.needsInstance : typeof instance !== 'string' || instance === '') {
    return false;
  }
  return (
    typeof uncertaintyInMilliseconds === 'number' &&
    uncertaintyInMilliseconds >= 0 &&
    uncertaintyInMilliseconds <= Number.MAX_VALUE &&
    typeof timeOfSample === 'string' &&
    (plainTime.test(timeOfSample) || parseTimestamp(timeOfSample) !== undefined) &&
    countMembers(property) === (instance === undefined ? 5 : 6)
  );
}

function rowOf(namespace: string, name: string): Row | undefined {
  const rows = rowsByLengths[placeOf(namespace, name)];
  if (rows !== undefined) {
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (row !== undefined && row.name === name && row.namespace === namespace) {
        return row;
      }
    }
  }
  return undefined;
}

function placeOf(namespace: string, name: string): number {
  return namespace.length * 64 + name.length;
}

function createRows(): readonly (readonly Row[])[] {
  const rows = capabilities.flatMap(({ interface: namespace, instance, properties }) =>
    Object.entries(properties).map(([name, property]): Row => {
      return { namespace, name, needsInstance: instance !== 'none', hasSoundValue: createValueCheck(property) };
    }),
  );
  const places = rows.map(({ namespace, name }) => placeOf(namespace, name));
  return Array.from({ length: Math.max(...places) + 1 }, (_, place) => rows.filter((_, row) => places[row] === place));
}

function createValueCheck({ schema, tolerated }: CapabilityProperty): QuickCheck {
  const check = createQuickCheck(schema);
  return tolerated === undefined ? check : value => check(value) && !tolerated.includes(value);
}
