import type { Clock, Timer } from '@gatehouse/client/platform';
import { afterRound } from '../platform/after-round.ts';
import { VIRTUAL_START } from '../virtual-clock.ts';
import { DueQueue } from './due-queue.ts';

/** More timers than this in one advance mean that a timer sets itself anew without a delay. */
const MOST_TIMERS = 1_000_000;
const TOO_MANY = `${MOST_TIMERS} timers ran in one advance: one sets itself anew without a delay`;

interface Entry {
  readonly dueAt: number;
  readonly callback: () => void;
  /** Neither run nor cancelled. */
  waits: boolean;
}

/**
 * The time of a simulation: true time, and by how much the wall clocks of the relays' machines are wrong. It passes only
 * when it is told to, as that of `createVirtualClock` does; but nothing here has sockets or threads, so that between two
 * timers the event loop goes round once and not several times, and the next of many timers is found without looking at all.
 */
export class SimClock implements Clock {
  skewMs = 0;
  #elapsed = 0;
  readonly #queue = new DueQueue<Entry>();

  now(): number {
    return VIRTUAL_START + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const entry: Entry = { dueAt: this.#elapsed + Math.max(0, delayMs), callback, waits: true };
    this.#queue.add(entry);
    return {
      cancel: () => {
        entry.waits = false;
      },
    };
  }

  /** How many timers wait. */
  countTimers(): number {
    return this.#queue.items().filter(({ waits }) => waits).length;
  }

  /** Lets time pass and runs each timer that falls due, also those set meanwhile. What a timer throws rejects. */
  advance(durationMs: number): Promise<void> {
    const end = this.#elapsed + durationMs;
    return new Promise((resolve, reject) => {
      let count = 0;
      const turn = (): void => {
        try {
          if (this.#runDue(end)) {
            count += 1;
            if (count > MOST_TIMERS) throw new RangeError(TOO_MANY);
            afterRound(turn);
          } else {
            this.#elapsed = end;
            resolve();
          }
        } catch (error) {
          reject(error);
        }
      };
      afterRound(turn);
    });
  }

  /** Runs the next timer that is due by then; answers false when there is none. */
  #runDue(end: number): boolean {
    const next = this.#takeDue(end);
    if (next === undefined) return false;
    this.#elapsed = Math.max(this.#elapsed, next.dueAt);
    next.callback();
    return true;
  }

  #takeDue(end: number): Entry | undefined {
    for (let first = this.#queue.first(); first !== undefined; first = this.#queue.first()) {
      if (first.waits && first.dueAt > end) return undefined;
      this.#queue.removeFirst();
      if (!first.waits) continue;
      first.waits = false;
      return first;
    }
    return undefined;
  }
}
