import type { MovedRow } from './move-store.ts';

/** The numbers that pending events had at the old home and have at the new one, in their order. */
export class Renumbering {
  readonly #pending: { readonly old: number; readonly now: number }[] = [];

  /** Events as they were read, the first of which got the number `first`. */
  add(rows: readonly MovedRow[], first: number): void {
    for (const [index, { seq, status }] of rows.entries()) {
      if (status === 'pending') this.#pending.push({ old: Number(seq), now: first + index });
    }
  }

  /** A shadow that counts from one event on counts from the same event on; only pending ones may still speak of it. */
  renumber(shadow: MovedRow): MovedRow {
    const since = Number(shadow.since_seq);
    const first = this.#pending.find(({ old }) => old >= since)?.now;
    return { ...shadow, since_seq: first ?? (this.#pending.at(-1)?.now ?? -1) + 1 };
  }
}
