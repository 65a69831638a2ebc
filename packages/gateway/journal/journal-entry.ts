import type { Problem, Region } from '@gatehouse/protocol';
import type { Effect } from '../effect/effect.ts';
import type { FaultNote } from '../fault/fault.ts';
import type { Reason } from './reason.ts';

/** What became of a request: taken, refused with an error, or cut off without a whole answer. */
export type EntryVerdict = 'accepted' | 'refused' | 'cut';

/**
 * One request to the gateway and everything that followed from it.
 *
 * `reason` is there when the request was refused, or when something that it reported had no effect; `ignored` then
 * lists each part that had none. `problems` are the warnings that an accepted event was let through with. `request` is the body. Nothing in an entry is a token, a code or a credential.
 */
export interface JournalEntry {
  /** Grows from entry to entry; the value for `after` when paging. */
  readonly id: string;
  /** When the gateway's clock saw it; ISO 8601 UTC with milliseconds. */
  readonly at: string;
  readonly region: Region;
  readonly path: string;
  readonly status: number;
  readonly code?: string;
  readonly kind?: string;
  readonly messageId?: string;
  readonly skillId?: string;
  readonly userId?: string;
  readonly endpointId?: string;
  readonly verdict: EntryVerdict;
  readonly effects: readonly Effect[];
  readonly reason?: Reason;
  readonly ignored?: readonly Reason[];
  readonly problems?: readonly Problem[];
  /** The fault that the request met, if any. */
  readonly fault?: FaultNote;
  readonly request?: unknown;
}

/** An entry before the journal has numbered, dated and redacted it. */
export type NewEntry = Omit<JournalEntry, 'id' | 'at'>;
