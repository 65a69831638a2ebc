import type { Clock, Log, Random, Timer } from '@gatehouse/client/platform';

/** What a round is, and how often. */
export interface RoundsOptions {
  /** For the log, as the subject of a sentence: `Upkeep`. */
  readonly name: string;
  /** From the end of one round to the beginning of the next, in milliseconds; each pause is up to a half longer or shorter. */
  readonly everyMs: number;
  /** One round. `isOver` turns true when it is to end early. What it throws is logged, and the next round comes all the same. */
  readonly round: (isOver: () => boolean) => Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Does something over and over, one round after the other, with jitter so that many processes do not do it at once. */
export class Rounds {
  readonly #options: RoundsOptions;
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;
  #hurried = false;
  #over = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Begins; the first round comes after a pause. Once only. */
  start(): void {
    this.#wait();
  }

  /** The next round comes at once, or right after the one under way. Does nothing before the start or after the end. */
  hurry(): void {
    if (this.#timer === undefined && this.#running === undefined) return;
    this.#hurried = true;
    if (this.#running !== undefined) return;
    this.#timer?.cancel();
    this.#wait();
  }

  /** No round begins any more; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#over = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#running;
  }

  #wait(): void {
    if (this.#over) return;
    const { clock, random, everyMs } = this.#options;
    const pauseMs = this.#hurried ? 0 : Math.round(everyMs * (0.5 + random.next()));
    this.#hurried = false;
    this.#timer = clock.setTimer(pauseMs, () => {
      this.#running = this.#play().finally(() => {
        this.#running = undefined;
        this.#wait();
      });
    });
  }

  async #play(): Promise<void> {
    const { name, log, round } = this.#options;
    try {
      await round(() => this.#over);
    } catch (error) {
      if (!this.#over) log.error(`${name} failed; the next round tries again`, { error });
    }
  }
}
