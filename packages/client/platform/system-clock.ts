import type { Clock, Timer } from './clock.ts';

/** The longest delay that Node's timers take, in milliseconds; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The machine's own clock. Timers keep the process alive until they ran or are cancelled. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    setTimer,
  };
}

function setTimer(delayMs: number, callback: () => void): Timer {
  const whole = Math.max(0, Math.ceil(delayMs));
  let handle = setTimeout(
    function next(left: number): void {
      if (left <= 0) callback();
      else handle = setTimeout(next, Math.min(left, LONGEST_DELAY_MS), left - LONGEST_DELAY_MS);
    },
    Math.min(whole, LONGEST_DELAY_MS),
    whole - LONGEST_DELAY_MS,
  );
  return { cancel: () => clearTimeout(handle) };
}
