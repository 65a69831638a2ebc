import type { Clock, Log } from '@gatehouse/client/platform';
import { encodeTimestamp, GatehouseError } from '@gatehouse/protocol';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { type EncodedEntry, encodeEntry } from './encode-entry.ts';
import type { JournalEntry, NewEntry } from './journal-entry.ts';
import { createMatcher, type JournalFilter, journalFactsOf } from './journal-filter.ts';
import {
  encodeEntryId,
  encodeEntryRecord,
  encodeLastRecord,
  parseEntryId,
  parseJournalRecord,
} from './journal-record.ts';

/** A page of the journal, oldest first; `next` is the value for `after` when there is more. */
export interface JournalPage {
  readonly items: readonly JournalEntry[];
  readonly next?: string;
}

/** Which page: entries after the one with id `after`, at most `limit` (default 100, at most 1,000). */
export interface JournalPaging {
  readonly after?: string;
  readonly limit?: number;
}

/** What to wait for: `count` entries (default 1) that match, for `timeoutMs` (default 10,000) on the machine's clock. */
export interface JournalAwait {
  readonly match: JournalFilter;
  readonly count?: number;
  readonly timeoutMs?: number;
  /** Ends the wait early, as a time-out does. */
  readonly signal?: AbortSignal;
}

/** What a wait ended with: the oldest `count` matching entries, or fewer when `done` is false. */
export interface JournalAwaited {
  readonly done: boolean;
  readonly items: readonly JournalEntry[];
}

/**
 * What the gateway remembers of each request: bounded by number and size, the oldest given up first.
 * Siblings: `journal-entry.ts` and `reason.ts` are the shapes, `journal-filter.ts` the question, `encode-entry.ts`
 * writes an entry down and keeps tokens out.
 */
export interface Journal extends StateRoom {
  /**
   * Numbers, dates and keeps an entry, with everything secret in it replaced by `[secret]`.
   *
   * @param secrets values known to be secret that the body need not show, such as the Authorization header's token
   */
  append(entry: NewEntry, secrets?: readonly string[]): void;
  /** One page of the entries that match. */
  list(filter?: JournalFilter, paging?: JournalPaging): JournalPage;
  /** Waits for entries that match; entries already there count. */
  awaitEntries(wait: JournalAwait): Promise<JournalAwaited>;
  /** Hands every later entry to the listener; answers how to stop that. A listener that throws is dropped. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
  /** Forgets every entry; waits go on and start at nothing. */
  reset(): void;
  /** Ends every wait as if its time were up. */
  close(): void;
}

/** What a journal needs. */
export interface JournalOptions {
  /** Dates entries. */
  readonly clock: Clock;
  /** Ends waits; default `clock`. */
  readonly machineClock?: Clock;
  readonly log: Log;
  /** Most entries kept; default 10,000. */
  readonly limit?: number;
  /** Most characters of JSON kept; default 67,108,864. */
  readonly sizeLimit?: number;
  readonly keep?: Keep;
}

const DEFAULT_LIMIT = 10_000;
const DEFAULT_SIZE_LIMIT = 64 * 1024 * 1024;
const DEFAULT_PAGE = 100;
const LONGEST_PAGE = 1_000;
const DEFAULT_TIMEOUT_MS = 10_000;

/** Creates an empty journal. */
export function createJournal(options: JournalOptions): Journal {
  return new MemoryJournal(options);
}

interface Waiter {
  take(kept: EncodedEntry): void;
  restart(): void;
  stop(): void;
}

class MemoryJournal implements Journal {
  readonly kinds: readonly RecordKind[] = ['journal'];
  readonly #options: Required<JournalOptions>;
  /** By number; they are given up from the oldest side only, so the numbers have no gaps. */
  readonly #kept = new Map<number, EncodedEntry>();
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  readonly #waiters = new Set<Waiter>();
  #size = 0;
  #first = 1;
  #last = 0;
  /** Of the last entry. */
  #time = { now: 0, text: encodeTimestamp(0) };

  constructor(options: JournalOptions) {
    this.#options = {
      machineClock: options.clock,
      limit: DEFAULT_LIMIT,
      sizeLimit: DEFAULT_SIZE_LIMIT,
      keep: keepNothing,
      ...options,
    };
  }

  append(entry: NewEntry, secrets: readonly string[] = []): void {
    this.#last += 1;
    const { clock, keep } = this.#options;
    const at = this.#encodeTime(clock.now());
    const kept = encodeEntry({ id: encodeEntryId(this.#last), at, ...entry }, secrets);
    this.#hold(this.#last, kept);
    keep('journal', String(this.#last), kept.text);
    this.#giveUpOldest(keep);
    this.#tell(kept);
  }

  list(filter: JournalFilter = {}, paging: JournalPaging = {}): JournalPage {
    const limit = Math.min(Math.max(1, paging.limit ?? DEFAULT_PAGE), LONGEST_PAGE);
    const items: JournalEntry[] = [];
    const matches = createMatcher(filter);
    const start = Math.max(this.#first, (parseEntryId(paging.after ?? '') ?? 0) + 1);
    for (let number = start; number <= this.#last; number++) {
      const kept = this.#kept.get(number);
      if (kept === undefined || !matches(kept.facts)) continue;
      const last = items.at(-1);
      if (items.length === limit && last !== undefined) return { items, next: last.id };
      items.push(entryOf(kept));
    }
    return { items };
  }

  awaitEntries(wait: JournalAwait): Promise<JournalAwaited> {
    return new Promise(resolve => {
      const count = Math.max(1, wait.count ?? 1);
      const matches = createMatcher(wait.match);
      let items: JournalEntry[] = [];
      const stop = (): void => {
        timer.cancel();
        wait.signal?.removeEventListener('abort', stop);
        this.#waiters.delete(waiter);
        resolve({ done: items.length >= count, items });
      };
      const take = (kept: EncodedEntry): void => {
        if (items.length >= count || !matches(kept.facts)) return;
        items.push(entryOf(kept));
        if (items.length === count) stop();
      };
      const restart = (): void => {
        items = [];
      };
      const waiter: Waiter = { take, restart, stop };
      const timer = this.#options.machineClock.setTimer(wait.timeoutMs ?? DEFAULT_TIMEOUT_MS, stop);
      this.#waiters.add(waiter);
      wait.signal?.addEventListener('abort', stop, { once: true });
      if (wait.signal?.aborted) return stop();
      for (const kept of this.#kept.values()) take(kept);
    });
  }

  subscribe(listener: (entry: JournalEntry) => void): () => void {
    // A wrapper of its own, so that the same function may subscribe twice and leave once.
    const own = (entry: JournalEntry): void => listener(entry);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** The oldest first; where none is left, the number of the last one, so that no id is given twice. */
  *records(): Generator<StateRecord> {
    if (this.#kept.size === 0 && this.#last > 0) yield encodeLastRecord(this.#last);
    for (const [number, kept] of this.#kept) yield encodeEntryRecord(number, entryOf(kept));
  }

  restore(record: StateRecord): void {
    const { number, entry } = parseJournalRecord(record);
    if (this.#kept.size === 0) this.#first = entry === undefined ? number + 1 : number;
    else if (entry === undefined || number !== this.#last + 1) throw misplaced();
    this.#last = number;
    if (entry === undefined) return;
    const kept = { facts: journalFactsOf(entry), text: JSON.stringify(entry) };
    this.#hold(number, kept);
    this.#giveUpOldest(keepNothing);
    for (const waiter of [...this.#waiters]) waiter.take(kept);
  }

  reset(): void {
    this.#kept.clear();
    this.#size = 0;
    this.#first = this.#last + 1;
    for (const waiter of this.#waiters) waiter.restart();
  }

  close(): void {
    for (const waiter of [...this.#waiters]) waiter.stop();
    this.#listeners.clear();
  }

  #tell(kept: EncodedEntry): void {
    for (const waiter of [...this.#waiters]) waiter.take(kept);
    if (this.#listeners.size === 0) return;
    const entry = entryOf(kept);
    for (const listener of [...this.#listeners]) this.#hand(entry, listener);
  }

  #hand(entry: JournalEntry, listener: (entry: JournalEntry) => void): void {
    try {
      listener(entry);
    } catch (error) {
      this.#listeners.delete(listener);
      this.#options.log.warn('Telling a journal listener of an entry failed; the listener is dropped', { error });
    }
  }

  /** Many entries come in the same millisecond. */
  #encodeTime(now: number): string {
    if (now !== this.#time.now) this.#time = { now, text: encodeTimestamp(now) };
    return this.#time.text;
  }

  #hold(number: number, kept: EncodedEntry): void {
    this.#kept.set(number, kept);
    this.#size += kept.text.length;
  }

  #giveUpOldest(keep: Keep): void {
    const { limit, sizeLimit } = this.#options;
    // The newest entry stays however large it is: whoever caused it is about to look.
    while (this.#kept.size > 1 && (this.#kept.size > limit || this.#size > sizeLimit)) {
      this.#size -= this.#kept.get(this.#first)?.text.length ?? 0;
      this.#kept.delete(this.#first);
      keep('journal', String(this.#first), undefined);
      this.#first += 1;
    }
  }
}

function misplaced(): GatehouseError {
  const message = 'Cannot take the journal entry at /id: its number is not the next one after the entry before it';
  return new GatehouseError('invalid-request', message, { pointer: '/id' });
}

function entryOf({ text }: EncodedEntry): JournalEntry {
  return JSON.parse(text);
}
