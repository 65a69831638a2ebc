import type { Problem, Region } from '@gatehouse/protocol';
import type { Effect } from '../effect/effect.ts';
import type { FaultNote } from '../fault/fault.ts';
import type { Reason } from './reason.ts';

/** What became of a request: taken, refused with an error, or cut off without a whole answer. */
export type EntryVerdict = 'accepted' | 'refused' | 'cut';

/** Why a directive was sent: a link, a backfill, a routine, or a call to the control API. */
export type DirectiveCause = 'backfill' | 'control' | 'link' | 'routine';

/** What became of a directive that the gateway sent. */
export interface ExchangeFacts {
  readonly cause: DirectiveCause;
  /** The routine that sent it. */
  readonly routineId?: string;
  readonly namespace: string;
  /** The kind of the answer, as events name it; absent when no usable one came. */
  readonly reply?: string;
  /** The type of the error, when the answer was one. */
  readonly error?: string;
  readonly deferred: boolean;
  readonly tookMs: number;
  readonly lateByMs?: number;
}

/**
 * One request to the gateway and everything that followed from it.
 *
 * `reason` is there when the request was refused, or when something that it reported had no effect; `ignored` then
 * lists each part that had none. `problems` are the warnings that an accepted event was let through with. `request` is the
 * body. Nothing in an entry is a token, a code or a credential.
 *
 * A directive that the gateway sent has an entry too, when its exchange is over: `path` is `/_gatehouse/directives`,
 * `kind` the directive's name, `exchange` what became of it and `request` the directive. `status` is 200 when the skill
 * answered, be it with an error, 504 when it did not in time and 502 when it answered nothing usable or nothing could be
 * sent.
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
  readonly exchange?: ExchangeFacts;
}

/** An entry before the journal has numbered, dated and redacted it. */
export type NewEntry = Omit<JournalEntry, 'id' | 'at'>;
