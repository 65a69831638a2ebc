import { encodeTimestamp, gatehouseErrors } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { TokenResult } from '../grant/token-result.ts';
import { delayOf } from './delay.ts';
import { holdOf } from './hold.ts';
import { parkOf } from './park.ts';
import type { Verdict } from './verdict.ts';

/** A message for which no token could be had. `failures` as in `MessageHistory`; `chance` is from 0 to 1. */
export interface TokenCase {
  readonly result: Exclude<TokenResult, { type: 'token' }>;
  readonly failures: number;
  readonly expiresAt?: number | undefined;
  readonly now: number;
  readonly chance: number;
}

/** The verdicts that a missing token can lead to. */
export type TokenVerdict = Extract<Verdict, { type: 'park' | 'hold' | 'again' | 'expired' }>;

/** What it means for a message that no token could be had. Nothing was sent, so no resend is used up (fact sheet 7.4). */
export function judgeToken(tokenCase: TokenCase, config: DeliveryConfig): TokenVerdict {
  const { result } = tokenCase;
  switch (result.type) {
    case 'lost':
      return { type: 'park', reason: 'link-lost', why: `No token could be had. ${parkOf('link-lost').reason}` };
    case 'hold':
      return { type: 'hold', reason: result.reason, why: `No token could be had. ${holdOf(result.reason).reason}` };
    case 'none':
      return waitFor({ tokenCase, delayMs: config.probeMs, said: 'The customer has no grant' });
    case 'closed': {
      const { meaning, remedy } = gatehouseErrors[result.reason];
      const said = `The grant could not be opened [${result.reason}]: ${meaning}. ${remedy}`;
      return waitFor({ tokenCase, delayMs: config.probeMs, said });
    }
    case 'again': {
      const said = `The token endpoint gave no token (${result.reason}); the grant is kept`;
      const { afterMs = 0 } = result;
      const delayMs = delayOf(
        { tries: 0, failures: tokenCase.failures + 1, afterMs, chance: tokenCase.chance },
        config,
      );
      return waitFor({ tokenCase, delayMs, said });
    }
  }
}

function waitFor(ask: {
  readonly tokenCase: TokenCase;
  readonly delayMs: number;
  readonly said: string;
}): TokenVerdict {
  const { failures, expiresAt, now } = ask.tokenCase;
  const wait = { dueAt: now + ask.delayMs, failures: failures + 1 };
  if (expiresAt !== undefined && expiresAt <= wait.dueAt) {
    return { type: 'expired', wait, why: `${ask.said}, and the event's time is over before it can be sent` };
  }
  return { type: 'again', wait, fresh: false, why: `${ask.said}: not before ${encodeTimestamp(wait.dueAt)}` };
}
