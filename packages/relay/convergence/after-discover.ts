import type { Clock, Log, Timer } from '@gatehouse/client/platform';
import type { ConvergenceConfig } from '../config/keeping-config.ts';
import type { ForgetOrder, ShadowStore } from '../shadow/shadow-store.ts';

/** What it works with. */
export interface AfterDiscoverOptions {
  readonly store: Pick<ShadowStore, 'forgetReported'>;
  readonly config: Pick<ConvergenceConfig, 'afterDiscoverMs'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of a customer of whose endpoints Alexa's picture has been forgotten: what she has is to be reported anew. */
  readonly converge: (customer: string) => void;
}

/** One wait for a customer: for when the store has it noted, in milliseconds since the epoch. */
interface Waiting {
  readonly timer: Timer;
  readonly againAt: number;
}

/** More customers than this are not waited for at once: the notes in the store are found by the sweep of all. */
const MOST_WAITING = 10_000;

/**
 * Reports a home anew once Alexa has taken the answer to a Discover. The gateway accepts reports of endpoints that have
 * not been discovered yet, and they have no effect: nobody tells the relay which of them came too early, or that an
 * endpoint was removed in the app and is found again. So each Discover makes Alexa's picture of the customer unknown,
 * before the answer is given (then a relay that dies loses nothing) and a while after (then it is certainly too late for
 * a report to come before the endpoint). The store notes the second time with the first: of a relay that dies in between,
 * {@link Converger} finds the note, in whichever process, once as much time again has passed.
 */
export class AfterDiscover {
  readonly #options: AfterDiscoverOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #underWay = new Set<Promise<void>>();
  #over = false;

  constructor(options: AfterDiscoverOptions) {
    this.#options = options;
  }

  /**
   * To be called when the answer to a customer's Discover is ready, and to be waited for before it is given. Never
   * rejects: a store that fails now is asked again later, unless it is the end.
   */
  async expect(customer: string): Promise<void> {
    const { clock, config } = this.#options;
    const againAt = clock.now() + config.afterDiscoverMs;
    this.#wait(customer, againAt);
    await this.#forget({ customer, againAt });
  }

  /** Waits for nothing any more: whatever was waited for is forgotten at once, for the next process to find. */
  async stop(): Promise<void> {
    this.#over = true;
    for (const { timer } of this.#waiting.values()) timer.cancel();
    const orders = [...this.#waiting].map(([customer, { againAt }]) => ({ customer, doneAt: againAt }));
    this.#waiting.clear();
    await Promise.all([...this.#underWay, ...orders.map(order => this.#forget(order))]);
  }

  /** A Discover that follows another begins the wait anew. */
  #wait(customer: string, againAt: number): void {
    const { clock, config } = this.#options;
    if (this.#over || (this.#waiting.size >= MOST_WAITING && !this.#waiting.has(customer))) return;
    this.#waiting.get(customer)?.timer.cancel();
    const timer = clock.setTimer(config.afterDiscoverMs, () => {
      this.#waiting.delete(customer);
      const work = this.#converge(customer, againAt).finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    });
    this.#waiting.set(customer, { timer, againAt });
  }

  async #converge(customer: string, againAt: number): Promise<void> {
    if (await this.#forget({ customer, doneAt: againAt })) this.#options.converge(customer);
    else if (!this.#waiting.has(customer)) this.#wait(customer, againAt);
  }

  async #forget(order: ForgetOrder): Promise<boolean> {
    const { store, log } = this.#options;
    try {
      await store.forgetReported(order);
      return true;
    } catch (error) {
      log.error("Alexa's picture could not be forgotten after a Discover", { customer: order.customer, error });
      return false;
    }
  }
}
