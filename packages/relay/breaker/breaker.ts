/**
 * When the sends of a region are stopped and begun again: the rules. Pure; times are in milliseconds of a clock that
 * never goes back. Beside it: `region-breakers.ts` (the breaker of each region), `tally.ts` (who fared how lately).
 */

/** The pauses between two probes: the first one, doubling up to the longest, in milliseconds. */
export interface BreakerPauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Closed: everybody sends. Open: nobody sends but one at a time to probe, from `probeAt` on; `probing` while one is out. */
export type Breaker =
  | { readonly type: 'closed' }
  | { readonly type: 'open'; readonly probeAt: number; readonly pauseMs: number; readonly probing: boolean };

/** What a breaker says to one who wants to send. */
export type BreakerView = 'send' | 'probe' | 'wait';

/** How a probe ended: the region answered, it failed again, or nothing was sent after all. */
export type ProbeEnd = 'answered' | 'failed' | 'unsent';

/** The breaker of a region that has begun to fail. */
export function openBreaker(pauses: BreakerPauses, now: number): Breaker {
  return { type: 'open', probeAt: now + pauses.firstMs, pauseMs: pauses.firstMs, probing: false };
}

/** Whether one may send at `now`. */
export function judgeBreaker(breaker: Breaker, now: number): BreakerView {
  if (breaker.type === 'closed') return 'send';
  return breaker.probing || now < breaker.probeAt ? 'wait' : 'probe';
}

/** The breaker while its probe is out. */
export function beginProbe(breaker: Breaker): Breaker {
  return breaker.type === 'closed' ? breaker : { ...breaker, probing: true };
}

/** The breaker after its probe has ended at `now`: closed, open for a longer pause, or ready for the next one at once. */
export function endProbe(
  breaker: Breaker,
  end: ProbeEnd,
  { now, ...pauses }: BreakerPauses & { now: number },
): Breaker {
  if (breaker.type === 'closed' || end === 'answered') return { type: 'closed' };
  if (end === 'unsent') return { ...breaker, probing: false };
  const pauseMs = Math.min(pauses.longestMs, breaker.pauseMs * 2);
  return { type: 'open', probeAt: now + pauseMs, pauseMs, probing: false };
}
