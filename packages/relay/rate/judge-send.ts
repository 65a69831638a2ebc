import type { EventResult } from '@gatehouse/client';
import type { RateWord } from './rates.ts';

/** How a send ended, as far as rates and breakers are concerned; `unsent` when it was cut off by ourselves. */
export type SendWord = RateWord | 'unsent';

/**
 * What an answer says of the gateway, not of the message: `throttled`, `failed` (5xx, no answer, an answer that makes no
 * sense), `accepted`, or `answered` for every refusal that is the message's or the customer's own.
 */
export function judgeSend({ answer, outcome }: EventResult): SendWord {
  if (answer.type === 'unanswered' && answer.reason === 'aborted') return 'unsent';
  if (outcome.type === 'accepted') return 'accepted';
  if (outcome.type !== 'again') return 'answered';
  return outcome.reason === 'throttled' ? 'throttled' : 'failed';
}
