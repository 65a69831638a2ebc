import { capabilities } from '../capability/capabilities.ts';
import { countMembers } from '../form/count-members.ts';
import { createQuickCheck, passesQuickCheck, type QuickCheck } from '../form/create-quick-check.ts';
import type { JsonObject } from '../json/json-object.ts';
import { isPlainTimestamp } from '../timestamp/is-plain-timestamp.ts';
import { parseTimestamp } from '../timestamp/timestamp.ts';

/** What a property has to keep. One row for each property of each interface, with a number of its own. */
interface Row {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly needsInstance: boolean;
  readonly check: QuickCheck;
  /** Values that the form takes and a rule has something to say about. */
  readonly tolerated: readonly unknown[] | undefined;
}

/**
 * The rows by the lengths of namespace and name: comparing is quicker than hashing, and a text that was just parsed
 * has no hash yet.
 */
const rowsByLengths: readonly (readonly Row[])[] = createRows();

/**
 * Which property it is that a state property states, as a number from 0, if no rule has anything to say about it
 * looked at by itself; -1 says nothing.
 */
export function soundPropertyOf(property: JsonObject): number {
  const { namespace, name, instance, value, timeOfSample, uncertaintyInMilliseconds } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string') {
    return -1;
  }
  const row = rowOf(namespace, name);
  if (row === undefined || !passesQuickCheck(row.check, value) || row.tolerated?.includes(value) === true) {
    return -1;
  }
  if (instance === undefined ? row.needsInstance : typeof instance !== 'string' || instance === '') {
    return -1;
  }
  const isSound =
    typeof uncertaintyInMilliseconds === 'number' &&
    uncertaintyInMilliseconds >= 0 &&
    uncertaintyInMilliseconds <= Number.MAX_VALUE &&
    typeof timeOfSample === 'string' &&
    (isPlainTimestamp(timeOfSample) || parseTimestamp(timeOfSample) !== undefined) &&
    countMembers(property) === (instance === undefined ? 5 : 6);
  return isSound ? row.id : -1;
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
  const rows = capabilities
    .flatMap(({ interface: namespace, instance, properties }) =>
      Object.entries(properties).map(([name, { schema, tolerated }]) => {
        return { namespace, name, needsInstance: instance !== 'none', check: createQuickCheck(schema), tolerated };
      }),
    )
    .map((row, id): Row => ({ id, ...row }));
  const places = rows.map(({ namespace, name }) => placeOf(namespace, name));
  return Array.from({ length: Math.max(...places) + 1 }, (_, place) => rows.filter((_, row) => places[row] === place));
}
