import type { CustomerView } from '../customer/encode-customer.ts';
import type { AttemptView } from '../journal/encode-event.ts';
import type { NoticeHolder } from '../notice/notice-holder.ts';

/**
 * What the stream tells of.
 *
 * - of an event: `accepted`; `again` (it stays pending, and `why`); `delivered`, `coalesced`, `expired`, `dead`.
 * - of a customer's lane: `parked`; `resumed` and `dropped` by a person, with the number of `events`.
 * - of a customer's link: `link`, whenever it changes.
 */
export type StreamStatus =
  | 'accepted'
  | 'again'
  | 'delivered'
  | 'coalesced'
  | 'expired'
  | 'dead'
  | 'parked'
  | 'resumed'
  | 'dropped'
  | 'link';

/** Every status, in the order of the pages. */
export const STREAM_STATUSES: readonly StreamStatus[] = [
  ...(['accepted', 'again', 'delivered', 'coalesced', 'expired', 'dead'] as const),
  ...(['parked', 'resumed', 'dropped', 'link'] as const),
];

/**
 * Which event an entry is about. What it is, is there when this process has accepted or claimed it while somebody listened,
 * unless it claimed thousands of others since.
 */
export interface StreamedEvent {
  readonly id: string;
  readonly messageId: string;
  readonly class?: string;
  readonly kind?: string;
  readonly endpointId?: string;
}

/** One decision of the relay, as the stream tells it. Times are ISO 8601 in UTC. */
export interface StreamEntry {
  readonly at: string;
  readonly customer: string;
  /** There for notices. */
  readonly audience?: NoticeHolder;
  readonly status: StreamStatus;
  readonly event?: StreamedEvent;
  /** The last try at sending it. */
  readonly attempt?: AttemptView;
  readonly why?: string;
  /** How many events a person's order was about. */
  readonly events?: number;
  readonly link?: CustomerView['link'];
}
