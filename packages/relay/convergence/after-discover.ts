import type { Clock, Log, Timer } from '@gatehouse/client/platform';
import type { ConvergenceConfig } from '../config/keeping-config.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';

/** What it works with. */
export interface AfterDiscoverOptions {
  readonly store: Pick<ShadowStore, 'forgetReported'>;
  readonly config: Pick<ConvergenceConfig, 'afterDiscoverMs'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of a customer of whose endpoints Alexa's picture has been forgotten: what she has is to be reported anew. */
  readonly converge: (customer: string) => void;
}

/** More customers than this are not waited for at once: the sweep of all finds the others. */
const MOST_WAITING = 10_000;

/**
 * Reports a home anew once Alexa has taken the answer to a Discover. The gateway accepts reports of endpoints that have
 * not been discovered yet, and they have no effect: nobody tells the relay which of them came too early, or that an
 * endpoint was removed in the app and is found again. So each Discover makes Alexa's picture of the customer unknown,
 * before the answer is given (then a relay that dies loses nothing) and a while after (then it is certainly too late for
 * a report to come before the endpoint).
 */
export class AfterDiscover {
  readonly #options: AfterDiscoverOptions;
  readonly #waiting = new Map<string, Timer>();
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
    this.#wait(customer);
    await this.#forget(customer);
  }

  /** Waits for nothing any more: whatever was waited for is forgotten at once, for the next process to find. */
  async stop(): Promise<void> {
    this.#over = true;
    for (const timer of this.#waiting.values()) timer.cancel();
    const customers = [...this.#waiting.keys()];
    this.#waiting.clear();
    await Promise.all([...this.#underWay, ...customers.map(customer => this.#forget(customer))]);
  }

  /** A Discover that follows another begins the wait anew. */
  #wait(customer: string): void {
    const { clock, config } = this.#options;
    if (this.#over || (this.#waiting.size >= MOST_WAITING && !this.#waiting.has(customer))) return;
    this.#waiting.get(customer)?.cancel();
    const timer = clock.setTimer(config.afterDiscoverMs, () => {
      this.#waiting.delete(customer);
      const work = this.#converge(customer).finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    });
    this.#waiting.set(customer, timer);
  }

  async #converge(customer: string): Promise<void> {
    if (await this.#forget(customer)) this.#options.converge(customer);
    else if (!this.#waiting.has(customer)) this.#wait(customer);
  }

  async #forget(customer: string): Promise<boolean> {
    const { store, log } = this.#options;
    try {
      await store.forgetReported({ customer });
      return true;
    } catch (error) {
      log.error("Alexa's picture could not be forgotten after a Discover", { customer, error });
      return false;
    }
  }
}
