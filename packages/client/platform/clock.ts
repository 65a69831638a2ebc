/** A pending call of a {@link Clock}; cancelling it twice, or after it ran, does nothing. */
export interface Timer {
  /** Forgets the call. */
  cancel(): void;
}

/**
 * Where time comes from. Everything that waits or stamps takes a clock as an argument, so that the whole product
 * runs on a virtual one in tests.
 */
export interface Clock {
  /** The wall clock, in milliseconds since 1970-01-01T00:00:00Z. It may jump. */
  now(): number;
  /** A clock that never goes back, in milliseconds from an arbitrary start; for measuring durations. */
  monotonic(): number;
  /**
   * Calls back once, `delayMs` milliseconds from now.
   *
   * @param delayMs zero or less means as soon as possible, never before this call returns
   */
  setTimer(delayMs: number, callback: () => void): Timer;
}

/**
 * Waits on a clock.
 *
 * @param delayMs how long, in milliseconds
 * @param signal ends the wait early; the promise then resolves too, so that the caller looks at its own signal
 */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve();
    const finish = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = clock.setTimer(delayMs, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
