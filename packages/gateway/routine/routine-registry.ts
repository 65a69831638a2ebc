import { GatehouseError, isJsonObject, textAt } from '@gatehouse/protocol';
import { type Keep, keepNothing, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { parseRoutine } from './parse-routine.ts';
import type { Routine } from './routine.ts';

/** The most routines that one customer may have; our choice. */
export const MOST_ROUTINES = 100;

/** The routines of every customer, in memory. */
export class RoutineRegistry implements StateRoom {
  readonly kinds = ['routine'] as const;
  readonly #keep: Keep;
  readonly #byCustomer = new Map<string, Map<string, Routine>>();

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /**
   * Adds or replaces a routine.
   *
   * @throws GatehouseError `conflict` when the customer has as many as one may have
   */
  put(userId: string, routine: Routine): void {
    const routines = this.#byCustomer.get(userId) ?? new Map<string, Routine>();
    if (!routines.has(routine.routineId) && routines.size >= MOST_ROUTINES) {
      throw new GatehouseError(
        'conflict',
        `Cannot take routine ${routine.routineId}: the customer has ${routines.size}; allowed are ${MOST_ROUTINES}`,
      );
    }
    this.#byCustomer.set(userId, routines.set(routine.routineId, routine));
    this.#keep('routine', encodeKey(userId, routine.routineId), { userId, ...routine });
  }

  /** A routine by its id. */
  read(userId: string, routineId: string): Routine | undefined {
    return this.#byCustomer.get(userId)?.get(routineId);
  }

  /** A customer's routines, by id. */
  list(userId: string): Routine[] {
    const routines = this.#byCustomer.get(userId);
    if (routines === undefined) return [];
    return [...routines.values()].sort((a, b) => (a.routineId < b.routineId ? -1 : 1));
  }

  /** Forgets a routine; false when it was not known. */
  remove(userId: string, routineId: string): boolean {
    const routines = this.#byCustomer.get(userId);
    if (routines?.delete(routineId) !== true) return false;
    if (routines.size === 0) this.#byCustomer.delete(userId);
    this.#keep('routine', encodeKey(userId, routineId), undefined);
    return true;
  }

  /** Forgets a customer's routines. */
  removeCustomer(userId: string): void {
    for (const { routineId } of this.list(userId)) this.remove(userId, routineId);
  }

  *records(): Iterable<StateRecord> {
    for (const userId of [...this.#byCustomer.keys()].sort()) {
      for (const routine of this.list(userId)) {
        yield { kind: 'routine', key: encodeKey(userId, routine.routineId), value: { userId, ...routine } };
      }
    }
  }

  restore({ value }: StateRecord): void {
    const { userId, ...body } = isJsonObject(value) ? value : {};
    const routineId = textAt(body, ['routineId']);
    if (typeof userId !== 'string' || routineId === undefined) {
      throw new GatehouseError('invalid-request', 'Cannot restore a routine: it needs the texts userId and routineId');
    }
    const routines = this.#byCustomer.get(userId) ?? new Map<string, Routine>();
    this.#byCustomer.set(userId, routines.set(routineId, parseRoutine(body, routineId)));
  }

  reset(): void {
    this.#byCustomer.clear();
  }
}

function encodeKey(userId: string, routineId: string): string {
  return JSON.stringify([userId, routineId]);
}
