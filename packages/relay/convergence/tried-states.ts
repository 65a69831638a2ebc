import type { ConvergenceConfig } from '../config/keeping-config.ts';

/** One more try at reporting a state: which one it is, counted from 1, and when the next may come at the earliest. */
export interface StateTry {
  readonly count: number;
  readonly nextAt: number;
}

/** A state to be tried, each as a text that tells it from others. */
export interface TriedState {
  readonly endpoint: string;
  readonly state: string;
  /** Earlier tries count for nothing: something has changed between Alexa and the customer. */
  readonly anew: boolean;
}

/** More states than this are not remembered; the ones tried longest ago are forgotten first. */
const DEFAULT_LIMIT = 100_000;

/**
 * Which state of which endpoint was reported in vain, and how often, so that one that Alexa refuses is not sent over
 * and over. Kept in memory: after a restart each state has a first try again, which costs one report for each refused
 * endpoint, as many in a round as ever; the pauses grow from there as before.
 */
export class TriedStates {
  readonly #delays: Pick<ConvergenceConfig, 'firstDelayMs' | 'longestDelayMs'>;
  readonly #limit: number;
  readonly #tries = new Map<string, StateTry & { readonly state: string }>();

  constructor(delays: Pick<ConvergenceConfig, 'firstDelayMs' | 'longestDelayMs'>, limit: number = DEFAULT_LIMIT) {
    this.#delays = delays;
    this.#limit = limit;
  }

  /**
   * Takes a try at a state, or answers undefined when it is too early for one. Another state of the endpoint than the
   * last one tried begins anew, as every state does with `anew`.
   */
  take({ endpoint, state, anew }: TriedState, now: number): StateTry | undefined {
    const last = this.#tries.get(endpoint);
    const known = last?.state === state && !anew ? last : undefined;
    if (known !== undefined && now < known.nextAt) return undefined;
    const count = (known?.count ?? 0) + 1;
    const { firstDelayMs, longestDelayMs } = this.#delays;
    const nextAt = now + Math.min(longestDelayMs, firstDelayMs * 2 ** (count - 1));
    this.#tries.delete(endpoint);
    this.#tries.set(endpoint, { state, count, nextAt });
    this.#forgetOldest();
    return { count, nextAt };
  }

  /** Forgets what was tried of an endpoint: the next try is its first. */
  forget(endpoint: string): void {
    this.#tries.delete(endpoint);
  }

  #forgetOldest(): void {
    if (this.#tries.size <= this.#limit) return;
    const [oldest] = this.#tries.keys();
    if (oldest !== undefined) this.#tries.delete(oldest);
  }
}
