import { memberOf } from '@gatehouse/protocol';

/** How long Alexa waits for the answer to a directive, deferred or not. Source: fact sheet 2.3. */
export const DIRECTIVE_LIMIT_MS = 8_000;

/** The longest deferral that is taken; nothing is documented. */
const LONGEST_DEFERRAL_SECONDS = 600;

/**
 * The limit after a DeferredResponse, in milliseconds from the directive: 8 s, except that a LockController may have
 * the estimated deferral, counted from the DeferredResponse, when that is longer. Source: send-events 2019,
 * Event responsiveness. More than 600 s is cut to that.
 */
export function judgeDeferral(
  namespace: string,
  deferred: { readonly payload: unknown; readonly tookMs: number },
): number {
  const estimate = memberOf(deferred.payload, 'estimatedDeferralInSeconds');
  if (namespace !== 'Alexa.LockController' || typeof estimate !== 'number' || !(estimate > 0))
    return DIRECTIVE_LIMIT_MS;
  const deferralMs = Math.min(estimate, LONGEST_DEFERRAL_SECONDS) * 1_000;
  return Math.max(DIRECTIVE_LIMIT_MS, deferred.tookMs + deferralMs);
}
