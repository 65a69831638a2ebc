import type { Timer } from '@gatehouse/client/platform';

/** A timer that waits; `dueAt` is on a monotonic clock, in milliseconds. */
export interface QueuedTimer {
  readonly dueAt: number;
  readonly callback: () => void;
}

/** The timers of one clock that have neither run nor been cancelled, in the order in which they were set. */
export class TimerQueue {
  readonly #waiting = new Set<QueuedTimer>();

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Adds a timer; `onCancel` is told when it is cancelled while it waits. */
  add(timer: QueuedTimer, onCancel: () => void): Timer {
    this.#waiting.add(timer);
    return { cancel: () => void (this.#waiting.delete(timer) && onCancel()) };
  }

  /** The timer that is due first; of several the one that was set first. */
  first(): QueuedTimer | undefined {
    let first: QueuedTimer | undefined;
    for (const timer of this.#waiting) if (first === undefined || timer.dueAt < first.dueAt) first = timer;
    return first;
  }

  /** The timers that are due at a moment, in the order of their due times and then of their setting. They stay. */
  listDue(at: number): QueuedTimer[] {
    return [...this.#waiting].filter(timer => timer.dueAt <= at).sort((a, b) => a.dueAt - b.dueAt);
  }

  /** Takes a timer out to run it; false when it was cancelled or has run. */
  take(timer: QueuedTimer): boolean {
    return this.#waiting.delete(timer);
  }
}
