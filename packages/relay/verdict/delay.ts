import type { DeliveryConfig } from '../config/delivery-config.ts';

/** The longest `Retry-After` that is honoured, in milliseconds; a longer one would amount to giving up unasked. */
export const LONGEST_RETRY_AFTER_MS: number = 60 * 60 * 1000;

/** By how much chance may lengthen a delay, so that lanes that failed together do not come back together. */
const JITTER = 0.25;

/**
 * What a delay depends on.
 *
 * - `tries`: how often this message was sent, the last time included; 0 when it was not sent at all.
 * - `failures`: failed sends of the lane since the last accepted one, the last one included.
 * - `afterMs`: what the other side asked for with `Retry-After`.
 * - `chance`: from 0 to 1, from the caller's `Random`.
 */
export interface DelayCase {
  readonly tries: number;
  readonly failures: number;
  readonly afterMs?: number;
  readonly chance: number;
}

/** Whether the same message may be sent once more (send-events reference, HTTP status codes: resend up to three times). */
export function mayResend(tries: number, config: DeliveryConfig): boolean {
  return tries <= config.resends;
}

/**
 * How long the lane waits before it sends again, in whole milliseconds: at least `firstDelayMs`, doubling with each
 * failure up to `longestDelayMs`, at least `pauseMs` once the resends are used up, never shorter than `afterMs`.
 */
export function delayOf(delayCase: DelayCase, config: DeliveryConfig): number {
  const { tries, failures, afterMs = 0, chance } = delayCase;
  const exhausted = !mayResend(tries, config);
  const rank = exhausted ? failures : Math.max(tries, failures);
  const grown = Math.min(config.longestDelayMs, config.firstDelayMs * 2 ** Math.max(0, Math.min(rank, 32) - 1));
  const base = Math.max(config.firstDelayMs, grown, exhausted ? config.pauseMs : 0);
  return Math.ceil(Math.max(base * (1 + JITTER * chance), Math.min(afterMs, LONGEST_RETRY_AFTER_MS)));
}
