/**
 * Says 429 before the store grows without bound. Beside it: `waiting-gate.ts` (the same for memory). Its own state: how
 * much it knows to be pending, as of a moment ago.
 */
import type { Clock } from '@gatehouse/client/platform';
import type { BacklogConfig } from '../config/keeping-config.ts';
import { encodeOwner } from '../notice/encode-owner.ts';
import type { UpkeepStore } from '../upkeep/upkeep-store.ts';
import { tooMany } from './too-many.ts';

/** What the gate works with. */
export interface BacklogGateOptions {
  readonly store: Pick<UpkeepStore, 'readBacklog' | 'countPending'>;
  readonly limits: Pick<BacklogConfig, 'customer' | 'total'>;
  readonly clock: Clock;
}

/** For how long a count is believed, in milliseconds; what this gate lets in meanwhile is added. */
const BELIEVED_MS = 1_000;
/** Counts of more customers than this are not kept. */
const MOST_CUSTOMERS = 10_000;
/** What Retry-After says, in seconds: a lane that moves has sent some by then. Our choice. */
const RETRY_SECONDS = 5;

interface Count {
  readonly at: number;
  readonly pending: Promise<number>;
  added: number;
}

/**
 * Counts what is pending, for each customer and in the whole store. Level reports are not to be asked for: a newer
 * one takes the place of the one before, so they do not make the backlog longer.
 */
export class BacklogGate {
  readonly #options: BacklogGateOptions;
  readonly #customers = new Map<string, Count>();
  #total: Count | undefined;

  constructor(options: BacklogGateOptions) {
    this.#options = options;
  }

  /**
   * Lets so many further events of a customer in.
   *
   * @throws GatehouseError `too-many-requests` with the seconds to wait when the customer, or the whole store, has as
   * much pending as is allowed
   */
  async enter(customer: string, events: number): Promise<void> {
    const { store, limits } = this.#options;
    const total = this.#fresh(this.#total) ?? this.#count(store.readBacklog().then(sumOf));
    this.#total = total;
    const own = this.#fresh(this.#customers.get(customer)) ?? this.#count(store.countPending(customer));
    this.#remember(customer, own);
    const [pending, ownPending] = await this.#settled(customer, { total, own });
    if (pending + total.added + events > limits.total) {
      const message = `The relay has ${pending + total.added} events pending; allowed are ${limits.total}. Send these again later`;
      throw tooMany(message, RETRY_SECONDS);
    }
    if (ownPending + own.added + events > limits.customer) {
      const message = `Customer ${encodeOwner(customer).customer} has ${ownPending + own.added} events pending; allowed are ${limits.customer}. Look at the link and the lane, and send these again later`;
      throw tooMany(message, RETRY_SECONDS);
    }
    total.added += events;
    own.added += events;
  }

  #fresh(count: Count | undefined): Count | undefined {
    return count !== undefined && this.#options.clock.monotonic() - count.at < BELIEVED_MS ? count : undefined;
  }

  #count(pending: Promise<number>): Count {
    return { at: this.#options.clock.monotonic(), pending, added: 0 };
  }

  /** A count that failed is not believed by the next request. */
  async #settled(customer: string, { total, own }: { total: Count; own: Count }): Promise<[number, number]> {
    try {
      return await Promise.all([total.pending, own.pending]);
    } catch (error) {
      if (this.#total === total) this.#total = undefined;
      if (this.#customers.get(customer) === own) this.#customers.delete(customer);
      throw error;
    }
  }

  #remember(customer: string, count: Count): void {
    this.#customers.delete(customer);
    this.#customers.set(customer, count);
    if (this.#customers.size <= MOST_CUSTOMERS) return;
    const [oldest] = this.#customers.keys();
    if (oldest !== undefined) this.#customers.delete(oldest);
  }
}

function sumOf({ pending }: Awaited<ReturnType<UpkeepStore['readBacklog']>>): number {
  return Object.values(pending).reduce((sum, count) => sum + count, 0);
}
