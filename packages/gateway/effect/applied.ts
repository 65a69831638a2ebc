import type { Reason } from '../journal/reason.ts';
import type { Effect } from './effect.ts';

/**
 * What an event did; spread it into the journal's entry. `reason` is there when nothing happened, or when a part of
 * what the event is about had no effect; `ignored` then gives one reason for each part without.
 */
export interface Applied {
  readonly effects: readonly Effect[];
  readonly reason?: Reason;
  readonly ignored?: readonly Reason[];
}

/** An event without any effect. */
export function createIgnored(reason: Reason): Applied {
  return { effects: [], reason, ignored: [reason] };
}
