import type { HoldReason, ParkReason } from '@gatehouse/client';

/** Until when a lane waits, in milliseconds since the epoch, and how many failed sends in a row it has by then. */
export interface LaneWait {
  readonly dueAt: number;
  readonly failures: number;
}

/**
 * What becomes of a message, decided from one answer and the history of the message. `why` is the sentence that is
 * stored with the event and told to whoever asks.
 *
 * - `delivered`, `dead`, `expired`: the end of the event. The lane goes on, or waits where `wait` says so.
 * - `again`: when the lane has waited; with a fresh messageId when the resends of this one are used up.
 * - `refresh`: once more with a fresh token. `relocate`: once more if the region turns out to be another.
 * - `park`: the lane waits for a person. `hold`: the skill waits for its operator.
 * - `split`: once more in two halves.
 */
export type Verdict =
  | { readonly type: 'delivered' | 'dead' | 'refresh' | 'split'; readonly why: string }
  | { readonly type: 'expired'; readonly wait?: LaneWait; readonly why: string }
  | { readonly type: 'relocate'; readonly reason: ParkReason; readonly why: string }
  | { readonly type: 'park'; readonly reason: ParkReason; readonly why: string }
  | { readonly type: 'hold'; readonly reason: HoldReason; readonly why: string }
  | { readonly type: 'again'; readonly wait: LaneWait; readonly fresh: boolean; readonly why: string };
