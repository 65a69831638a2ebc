/**
 * How fast sends may follow one another: additive increase, multiplicative decrease. Pure; times are in milliseconds of
 * a clock that never goes back. Beside it: `rates.ts` (the paces of the customers and regions), `slots.ts` (how many
 * sends are under way), `send-gate.ts` (what a send asks).
 */

/** Between which bounds a pace moves, in sends a second, and how long it takes from nothing to the most again. */
export interface PaceLimits {
  readonly most: number;
  readonly least: number;
  readonly recoveryMs: number;
}

/**
 * A pace. `rate` in sends a second; `spentUntil` is when all that was sent would have been sent at that rate, one after
 * the other; `changedAt` when the rate was lowered or raised last; `sent` and `sentBefore` count the sends of the
 * second that began at `second` and of the one before it.
 */
export interface Pace {
  readonly rate: number;
  readonly spentUntil: number;
  readonly changedAt: number;
  readonly second: number;
  readonly sent: number;
  readonly sentBefore: number;
}

/** How much may be sent at once after a silence, as a time at the pace's rate; the same for everybody: chosen. */
const BURST_MS = 1_000;
/** How long after a change the rate stays: what comes in meanwhile answers what was sent before. Chosen. */
const SETTLE_MS = 1_000;
/** What is left of the rate after a throttled send: chosen, as TCP does. */
const DECREASE = 0.5;

/** A pace of somebody of whom nothing is known: as fast as allowed. */
export function startPace(limits: PaceLimits, now: number): Pace {
  return { rate: limits.most, spentUntil: now, changedAt: now - SETTLE_MS, second: now, sent: 0, sentBefore: 0 };
}

/** From when on the next send keeps the pace. */
export function readyAt({ rate, spentUntil }: Pace): number {
  return spentUntil - Math.max(0, BURST_MS - 1_000 / rate);
}

/** The pace after one more send at `now`, or after a place in line was given for the moment of {@link readyAt}. */
export function countSend(pace: Pace, now: number): Pace {
  const spentUntil = Math.max(pace.spentUntil, now) + 1_000 / pace.rate;
  if (now - pace.second < 1_000) return { ...pace, spentUntil, sent: pace.sent + 1 };
  const sentBefore = now - pace.second < 2_000 ? pace.sent : 0;
  return { ...pace, spentUntil, second: now, sent: 1, sentBefore };
}

/**
 * The pace after a send was throttled: half of what was sent lately, which may be far below what was allowed, and
 * nothing at once. Once for all that were under way together.
 */
export function lowerPace(pace: Pace, limits: PaceLimits, now: number): Pace {
  if (now < pace.changedAt + SETTLE_MS && pace.rate < limits.most) return pace;
  const sent = Math.max(pace.sent, pace.sentBefore, 1);
  const rate = Math.max(limits.least, Math.min(pace.rate, sent) * DECREASE);
  return { ...pace, rate, spentUntil: now + Math.max(BURST_MS, 1_000 / rate), changedAt: now };
}

/** The pace after a send was accepted: a little faster, the same with each second in which something is accepted. */
export function raisePace(pace: Pace, limits: PaceLimits, now: number): Pace {
  if (pace.rate >= limits.most || now < pace.changedAt + SETTLE_MS) return pace;
  const rate = Math.min(limits.most, pace.rate + (limits.most * SETTLE_MS) / limits.recoveryMs);
  return { ...pace, rate, changedAt: now };
}
