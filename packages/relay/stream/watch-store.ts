import { encodeTimestamp } from '@gatehouse/protocol';
import { encodeLink } from '../customer/encode-customer.ts';
import type { ClaimedEvent, SettledEvent, Settlement } from '../lane/lane-store.ts';
import { encodeOwner } from '../notice/encode-owner.ts';
import type { NewEvent } from '../outbox/outbox-store.ts';
import { overrideMethods } from '../store/override-methods.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from './feed.ts';
import type { StreamEntry, StreamedEvent } from './stream-entry.ts';

/** Whom to tell, and how many events in flight are remembered with what they are; default 20,000. */
export interface WatchStoreOptions {
  readonly feed: Feed;
  readonly mostClaimed?: number;
}

type EventFacts = Pick<ClaimedEvent, 'id' | 'messageId' | 'class' | 'kind' | 'endpointId'>;

/**
 * The same store, and whatever is written to it through here is told to the feed, after it was written. While nobody
 * listens each call goes to the store as it is. What the store settles by itself on the way is not told: a level event
 * coalesced by a newer one, and one that expired before it was claimed.
 */
export function watchStore(store: Store, { feed, mostClaimed = MOST_CLAIMED }: WatchStoreOptions): Store {
  const watch = new Watch(store, { feed, mostClaimed });
  return overrideMethods(store, {
    accept: intake =>
      watch.tell(store.accept(intake), result => {
        if (result.type !== 'committed') return;
        watch.noteAccepted(intake);
        watch.noteClaimed(result.claimed?.events ?? []);
      }),
    putEndpoint: put =>
      watch.tell(store.putEndpoint(put), ({ announced }) => announced && watch.noteAccepted(announcementOf(put))),
    deleteEndpoint: removal =>
      watch.tell(
        store.deleteEndpoint(removal),
        ({ announced }) => announced && watch.noteAccepted(announcementOf(removal)),
      ),
    replayEvent: replay =>
      watch.tell(store.replayEvent(replay), found => found && watch.noteReplay(found.id, replay.id)),
    claimLanes: claim =>
      watch.tell(store.claimLanes(claim), lanes => watch.noteClaimed(lanes.flatMap(({ events }) => events))),
    claimMore: claim =>
      watch.tell(store.claimMore(claim), result => result.type === 'settled' && watch.noteClaimed(result.next)),
    settle: settlement =>
      watch.tell(store.settle(settlement), async result => {
        if (result.type !== 'settled') return;
        watch.noteClaimed(result.next);
        await watch.noteSettled(settlement);
      }),
    resumeLane: order =>
      watch.tell(store.resumeLane(order), ({ events }) => watch.noteOrder('resumed', { ...order, events })),
    dropLane: order =>
      watch.tell(store.dropLane(order), ({ events }) => watch.noteOrder('dropped', { ...order, events })),
    putGrant: grant => watch.tell(store.putGrant(grant), () => watch.noteLink(grant)),
    deleteGrant: removal => watch.tell(store.deleteGrant(removal), deleted => deleted && watch.noteLink(removal)),
  });
}

function announcementOf({ customer, at, announce }: { customer: string; at: number; announce: NewEvent }): {
  readonly customer: string;
  readonly at: number;
  readonly events: readonly NewEvent[];
} {
  return { customer, at, events: [announce] };
}

/** How many customers' last links are remembered, so that one loss is told once: chosen. */
const MOST_LINKS = 10_000;

/**
 * How many events in flight are remembered with what they are, many times what is in flight unless that was configured: chosen.
 * Those of lanes that were lost are never settled here.
 */
const MOST_CLAIMED = 20_000;

class Watch {
  readonly #store: Store;
  readonly #feed: Feed;
  readonly #mostClaimed: number;
  /** Of the events in flight: a settlement names them by their ids alone. */
  readonly #claimed = new Map<string, StreamedEvent>();
  readonly #parked = new Map<string, number>();

  constructor(store: Store, { feed, mostClaimed }: { readonly feed: Feed; readonly mostClaimed: number }) {
    this.#store = store;
    this.#feed = feed;
    this.#mostClaimed = mostClaimed;
  }

  /** The store's own answer; what is told of it follows, and fails for nobody. */
  tell<Result>(asked: Promise<Result>, note: (result: Result) => unknown): Promise<Result> {
    if (!this.#feed.isOpen) {
      if (this.#claimed.size > 0) this.#claimed.clear();
      return asked;
    }
    void asked.then(note).catch(() => {});
    return asked;
  }

  noteAccepted({ customer, at, events }: { customer: string; at: number; events: readonly NewEvent[] }): void {
    for (const event of events) this.#publish('accepted', { customer, at, event: factsOf(event) });
  }

  async noteReplay(id: string, replayed: string): Promise<void> {
    const record = await this.#store.readEvent(id);
    if (record === undefined) return;
    const { customer, acceptedAt: at } = record;
    this.#publish('accepted', { customer, at, event: factsOf(record), why: `Event ${replayed} is sent once more` });
  }

  noteClaimed(events: readonly ClaimedEvent[]): void {
    for (const event of events) {
      // What is claimed once more goes behind: those claimed longest ago are of lanes that were lost.
      this.#claimed.delete(event.id);
      this.#claimed.set(event.id, factsOf(event));
    }
    for (const oldest of this.#claimed.keys()) {
      if (this.#claimed.size <= this.#mostClaimed) return;
      this.#claimed.delete(oldest);
    }
  }

  async noteSettled({ customer, at, events, lane }: Settlement): Promise<void> {
    for (const event of events) this.#noteFate(event, { customer, at });
    if (lane.type !== 'park') return;
    const known = await this.#store.readCustomer(customer);
    if (known === undefined || known.link.state === 'active' || this.#parked.get(customer) === known.link.since) return;
    if (this.#parked.size >= MOST_LINKS) this.#parked.clear();
    this.#parked.set(customer, known.link.since);
    this.#publish('parked', { customer, at, why: lane.reason });
    this.#publish('link', { customer, at, link: encodeLink(known.link) });
  }

  #noteFate(settled: SettledEvent, where: { readonly customer: string; readonly at: number }): void {
    const { id, messageId, result, attempts, decisions } = settled;
    const event = { ...this.#claimed.get(id), id, messageId };
    this.#claimed.delete(id);
    const why = decisions.at(-1)?.why;
    // What was put back as it was is not decided on.
    if (result === 'pending' && why === undefined) return;
    const last = attempts.at(-1);
    this.#publish(result === 'pending' ? 'again' : result, {
      ...where,
      event,
      ...(last === undefined ? {} : { attempt: { ...last, at: encodeTimestamp(last.at) } }),
      ...(why === undefined ? {} : { why }),
    });
  }

  async noteOrder(
    status: 'resumed' | 'dropped',
    { customer, at, why, events }: { customer: string; at: number; why?: string; events: number },
  ): Promise<void> {
    this.#publish(status, { customer, at, events, ...(why === undefined ? {} : { why }) });
    if (status === 'resumed' && this.#parked.has(customer)) await this.noteLink({ customer, at });
  }

  async noteLink({ customer, at }: { readonly customer: string; readonly at: number }): Promise<void> {
    this.#parked.delete(customer);
    const known = await this.#store.readCustomer(customer);
    if (known !== undefined) this.#publish('link', { customer, at, link: encodeLink(known.link) });
  }

  #publish(status: StreamEntry['status'], { at, ...rest }: Omit<StreamEntry, 'at' | 'status'> & { at: number }): void {
    this.#feed.publish({ at: encodeTimestamp(at), status, ...rest, ...encodeOwner(rest.customer) });
  }
}

function factsOf({ id, messageId, class: eventClass, kind, endpointId }: EventFacts): StreamedEvent {
  return { id, messageId, class: eventClass, kind, ...(endpointId === undefined ? {} : { endpointId }) };
}
