/**
 * The relay's decisions as they are made, for whoever listens. Beside it: `stream-entry.ts` (what is told),
 * `watch-store.ts` (where it is heard), `stream-writer.ts` (one listener's end). The feed keeps the last entries, so that
 * a listener whose connection broke can go on; nothing when nobody has listened for a minute.
 */
import type { Clock } from '@gatehouse/client/platform';
import type { StreamEntry } from './stream-entry.ts';

/** An entry with the id to go on after. */
export interface NumberedEntry {
  readonly id: string;
  readonly entry: StreamEntry;
}

/** What came after an entry; `complete` is false when something between is not kept any more. */
export interface FeedRest {
  readonly entries: readonly NumberedEntry[];
  readonly complete: boolean;
}

/** Who listens: hears each entry, and the end once. */
export interface FeedListener {
  hear(entry: NumberedEntry): void;
  end(): void;
}

/** How many entries are kept for listeners that come back: chosen. */
const KEPT_ENTRIES = 1_000;
/** How long entries are kept and added when nobody listens any more, in milliseconds: chosen. */
const LINGER_MS = 60_000;
/** Nobody has listened since. */
const CLOSED = Number.NEGATIVE_INFINITY;

/** Tells listeners what this process decides. */
export class Feed {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #run: string;
  readonly #listeners = new Set<FeedListener>();
  #kept: NumberedEntry[] = [];
  #count = 0;
  #openUntil = CLOSED;

  /** `run` tells the entries of this process from those of any other. */
  constructor({ clock, run }: { readonly clock: Pick<Clock, 'monotonic'>; readonly run: string }) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Whether anybody wants to know. While nobody does, entries need not be made. */
  get isOpen(): boolean {
    if (this.#listeners.size > 0) return true;
    // Asked with each call of the store: the clock costs more than everything else here.
    if (this.#openUntil === CLOSED) return false;
    if (this.#clock.monotonic() < this.#openUntil) return true;
    this.#openUntil = CLOSED;
    if (this.#kept.length > 0) this.#forget();
    return false;
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Tells everybody who listens. */
  publish(entry: StreamEntry): void {
    if (!this.isOpen) return;
    this.#count += 1;
    const numbered = { id: `${this.#run}-${this.#count}`, entry };
    this.#kept.push(numbered);
    if (this.#kept.length > KEPT_ENTRIES) this.#kept.shift();
    for (const listener of this.#listeners) listener.hear(numbered);
  }

  /** Listens from now on; answers what ends it. */
  subscribe(listener: FeedListener): () => void {
    // What was kept is of an earlier time if nobody has listened since.
    void this.isOpen;
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener)) this.#openUntil = this.#clock.monotonic() + LINGER_MS;
    };
  }

  /** What came after the entry of an id; everything that is kept when the id is unknown here. */
  readAfter(id: string): FeedRest {
    const [, run, digits] = /^(.*)-(\d{1,15})$/.exec(id) ?? [];
    const number = Number(digits);
    const first = this.#count - this.#kept.length + 1;
    if (run !== this.#run || number > this.#count) return { entries: this.#kept, complete: false };
    const entries = this.#kept.slice(Math.max(0, number + 1 - first));
    return { entries, complete: number + 1 >= first };
  }

  /** Tells every listener that nothing comes any more. */
  close(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener.end();
  }

  /** An id from before is followed by nothing that is known: the one left out stands for whatever was not told. */
  #forget(): void {
    this.#kept = [];
    this.#count += 1;
  }
}
