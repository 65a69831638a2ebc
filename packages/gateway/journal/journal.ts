import type { Clock, Log } from '@gatehouse/client/platform';
import type { JournalEntry, NewEntry } from './journal-entry.ts';
import type { JournalFilter } from './journal-filter.ts';

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

/** What to wait for: `count` entries (default 1) that match, for `timeoutMs` (default 10,000) on the gateway's clock. */
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
 * What the gateway remembers of each request: kept in memory, bounded by number and size, the oldest given up first.
 * Siblings: `journal-entry.ts` and `reason.ts` are the shapes, `journal-filter.ts` the question, `redact-secrets.ts`
 * keeps tokens out.
 */
export interface Journal {
  /**
   * Numbers, dates and keeps an entry, with everything secret in it replaced by `[secret]`.
   *
   * @param secrets values known to be secret that the body need not show, such as the Authorization header's token
   * @returns the entry as it is kept
   */
  append(entry: NewEntry, secrets?: readonly string[]): JournalEntry;
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
  readonly clock: Clock;
  readonly log: Log;
  /** Most entries kept; default 10,000. */
  readonly limit?: number;
  /** Most characters kept, counted roughly; default 67,108,864. */
  readonly sizeLimit?: number;
}
