import type { Clock, Timer } from '@gatehouse/client/platform';

/** Kills a process at one of its steps: at the `steps`-th one whose name begins with `at`. */
export interface Fuse {
  readonly steps: number;
  readonly at: string;
}

/** What a process is made of. */
export interface SimProcessOptions {
  readonly name: string;
  /** The clock of the simulation, which goes on when the process does not. */
  readonly clock: Clock;
  /** By how much the wall clock of the machine is wrong at the moment, in milliseconds. */
  readonly skewMs: () => number;
  readonly onDeath: (process: SimProcess, step: string) => void;
}

/**
 * A process that can die or stall between any two of its steps. Whatever reaches it (timers, answers of the store and of
 * the network) comes through `enter`: a dead process hears nothing any more, and what it says goes nowhere.
 */
export class SimProcess {
  readonly name: string;
  readonly clock: Clock;
  readonly #options: SimProcessOptions;
  readonly #timers = new Set<Timer>();
  #alive = true;
  #waiting: (() => void)[] | undefined;
  #fuse: Fuse | undefined;

  constructor(options: SimProcessOptions) {
    this.#options = options;
    this.name = options.name;
    const { clock, skewMs } = options;
    this.clock = {
      now: () => clock.now() + skewMs(),
      monotonic: () => clock.monotonic(),
      setTimer: (delayMs, callback) => this.#setTimer(delayMs, callback),
    };
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Whether the process is suspended: nothing reaches it, and it does nothing, until it goes on. */
  get isStalled(): boolean {
    return this.#alive && this.#waiting !== undefined;
  }

  /** Hands something in: at once, after the stall, or never. */
  enter(work: () => void): void {
    if (!this.#alive) return;
    if (this.#waiting === undefined) work();
    else this.#waiting.push(work);
  }

  /** Passes a step; answers false when the process died there. */
  step(name: string): boolean {
    if (this.#alive && this.#fuse !== undefined && name.startsWith(this.#fuse.at)) {
      const { steps, at } = this.#fuse;
      this.#fuse = steps > 1 ? { steps: steps - 1, at } : undefined;
      if (steps <= 1) this.kill(name);
    }
    return this.#alive;
  }

  lightFuse(fuse: Fuse): void {
    this.#fuse = fuse;
  }

  putOutFuse(): void {
    this.#fuse = undefined;
  }

  /** Nothing reaches the process for so long, as when the machine is suspended; then all of it does, in order. */
  stall(durationMs: number): void {
    if (!this.#alive || this.#waiting !== undefined) return;
    this.#waiting = [];
    this.#options.clock.setTimer(durationMs, () => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const work of waiting) this.enter(work);
    });
  }

  kill(step: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#waiting = undefined;
    this.#options.onDeath(this, step);
  }

  #setTimer(delayMs: number, callback: () => void): Timer {
    if (!this.#alive) return { cancel: () => {} };
    let cancelled = false;
    const timer = this.#options.clock.setTimer(delayMs, () => {
      this.#timers.delete(timer);
      this.enter(() => {
        if (!cancelled) callback();
      });
    });
    this.#timers.add(timer);
    return {
      cancel: () => {
        cancelled = true;
        timer.cancel();
        this.#timers.delete(timer);
      },
    };
  }
}
