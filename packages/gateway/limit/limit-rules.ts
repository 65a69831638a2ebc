import { type Basis, encodeTimestamp } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';

/** Which limit refused a request. */
export type LimitRuleId = 'skill' | 'customer' | 'notice' | 'notice-customer';

const EVENTS = 'send-events reference, HTTP status codes, 429; no number is documented';
const NOTICES = 'proactive events API, HTTP status codes';

/** The rules about limits by their id; the journal shows them as `limit/<id>`. The codes are documented, the numbers ours. */
export const limitRules: Readonly<
  Record<LimitRuleId, { readonly message: string; readonly source: string; readonly basis: Basis }>
> = {
  skill: { message: 'The skill sends more events than its limit allows', source: EVENTS, basis: 'chosen' },
  customer: {
    message: 'The skill sends more events for this customer than the limit allows',
    source: EVENTS,
    basis: 'chosen',
  },
  notice: {
    message: 'The skill sends more notices than its limit allows',
    source: `${NOTICES}, 429; no number is documented`,
    basis: 'chosen',
  },
  'notice-customer': {
    message: 'The skill sends this customer more notices than a day allows',
    source: `${NOTICES}, 432; no number is documented`,
    basis: 'chosen',
  },
};

/** Why a request is throttled, and when on the gateway's clock the next one will pass. */
export function createLimitReason(
  id: LimitRuleId,
  { now, nextInMs }: { readonly now: number; readonly nextInMs: number },
): Reason {
  const { message, source, basis } = limitRules[id];
  const retryAfterMs = Math.ceil(nextInMs);
  return {
    code: `limit-${id}`,
    message: `${message}; the next passes at ${encodeTimestamp(now + retryAfterMs)}, in ${retryAfterMs} ms`,
    rule: `limit/${id}`,
    source,
    basis,
    retryAfterMs,
  };
}
