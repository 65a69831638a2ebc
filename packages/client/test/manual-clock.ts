import type { Clock } from '../platform/clock.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
  /** Moves on and runs what is due, in the order of the due times. */
  advance(durationMs: number): void;
  /** How many timers wait. */
  pending(): number;
}

/** Where a manual clock starts: 2026-01-02T03:04:05Z. */
export const START: number = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Creates a clock that shows {@link START}. */
export function createManualClock(): ManualClock {
  const timers = new Set<{ readonly dueAt: number; readonly callback: () => void }>();
  let elapsed = 0;
  return {
    now: () => START + elapsed,
    monotonic: () => elapsed,
    setTimer: (delayMs, callback) => {
      const timer = { dueAt: elapsed + Math.max(0, delayMs), callback };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    advance: durationMs => {
      elapsed += durationMs;
      const due = [...timers].filter(timer => timer.dueAt <= elapsed).sort((a, b) => a.dueAt - b.dueAt);
      for (const timer of due) if (timers.delete(timer)) timer.callback();
    },
    pending: () => timers.size,
  };
}
