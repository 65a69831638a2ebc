import type { Clock, Timer } from '@gatehouse/client/platform';
import type { ToldSeed } from './tally.ts';

/** What progress is told with. */
export interface ProgressOptions {
  readonly clock: Clock;
  /** From one line to the next, in milliseconds; 0 for none. */
  readonly everyMs: number;
  /** How many seeds there will be. */
  readonly count: number;
  readonly say: (line: string) => void;
}

/** Tells how far a long run is, now and then. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #startedAt: number;
  #done = 0;
  #failed = 0;
  #timer: Timer | undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#startedAt = options.clock.monotonic();
    this.#wait();
  }

  add({ violation }: Pick<ToldSeed, 'violation'>): void {
    this.#done += 1;
    if (violation !== undefined) this.#failed += 1;
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #wait(): void {
    const { clock, everyMs, say } = this.#options;
    if (everyMs === 0) return;
    this.#timer = clock.setTimer(everyMs, () => {
      say(this.#encode());
      this.#wait();
    });
  }

  #encode(): string {
    const { clock, count } = this.#options;
    const passedMs = clock.monotonic() - this.#startedAt;
    const rate = (this.#done / passedMs) * 1_000;
    const left = this.#done === 0 ? 'unknown' : encodeDuration(((count - this.#done) / rate) * 1_000);
    const share = ((this.#done / count) * 100).toFixed(1);
    const broken = this.#failed === 0 ? 'no invariant broken' : `${this.#failed} broke an invariant`;
    return `${this.#done} of ${count} seeds (${share} %), ${rate.toFixed(1)} a second, left: ${left}; ${broken}`;
  }
}

function encodeDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
