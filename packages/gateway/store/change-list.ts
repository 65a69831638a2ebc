import type { RecordKind, StateRecord } from '../record/state-record.ts';
import type { WriteAsk } from './store-methods.ts';

/** Changes that wait to be written, in their order. */
export class ChangeList {
  #changes: (string | null)[] = [];
  #replace = false;
  #journalFloor = 0;

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#changes.length === 0 && !this.#replace && this.#journalFloor === 0;
  }

  /** Adds a change; `value` is undefined when the thing is gone, and may be written as JSON already. */
  add(kind: RecordKind, key: string, value: object | string | undefined): void {
    // The journal gives up its oldest entries alone, so one number stands for all that are gone.
    if (kind === 'journal' && value === undefined) this.#journalFloor = Math.max(this.#journalFloor, Number(key));
    else this.#changes.push(kind, key, encodeValue(value));
  }

  /** Drops what waits: everything that is there goes, and these come instead. */
  replace(records: Iterable<StateRecord>): void {
    this.#changes = [];
    this.#replace = true;
    this.#journalFloor = 0;
    for (const { kind, key, value } of records) this.add(kind, key, value);
  }

  /** Takes everything that waits. */
  take(): WriteAsk {
    const taken = { replace: this.#replace, changes: this.#changes, journalFloor: this.#journalFloor };
    this.#changes = [];
    this.#replace = false;
    this.#journalFloor = 0;
    return taken;
  }

  /**
   * Puts back what was taken and not written, before what came since. Of several changes of one thing the last stays,
   * so that a store that fails for long waits with no more than the state has.
   */
  putBack(taken: WriteAsk): void {
    if (this.#replace) return;
    const journalFloor = Math.max(this.#journalFloor, taken.journalFloor);
    const all = [...taken.changes, ...this.#changes];
    const newest = new Map<string, readonly (string | null)[]>();
    for (let index = 0; index < all.length; index += 3) {
      const [kind, key, value] = [all[index] ?? '', all[index + 1] ?? '', all[index + 2] ?? null];
      const name = `${kind} ${key}`;
      if (kind === 'journal' && Number(key) <= journalFloor) continue;
      // One that went and comes again takes a new place, so both have to be told.
      const known = newest.get(name);
      const gone = known?.[2] === null || value === null;
      if (value === null || known?.at(-1) === null) newest.delete(name);
      newest.set(name, [...(gone ? [kind, key, null] : []), ...(value === null ? [] : [kind, key, value])]);
    }
    this.#changes = [...newest.values()].flat();
    this.#replace = taken.replace;
    this.#journalFloor = journalFloor;
  }
}

function encodeValue(value: object | string | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
