import type { TokenOutcome } from '@gatehouse/client';
import type { Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { NewGrant } from './grant-store.ts';
import { encodeTokenText } from './token-text.ts';

/**
 * An AcceptGrant directive for a customer that is known by now. `region` where the forwarder knows it; `arrivedAt` is when
 * the directive came, by the clock that never goes back, in milliseconds; default: now.
 */
export interface GrantAsk {
  readonly customer: string;
  readonly code: Secret;
  readonly region?: Region | undefined;
  readonly arrivedAt?: number | undefined;
}

/** What the directive is answered with; `reason` is a sentence for the payload of ACCEPT_GRANT_FAILED. */
export type GrantAnswer = { readonly type: 'accepted' } | { readonly type: 'failed'; readonly reason: string };

/** What one exchange of the code means. */
export type ExchangeVerdict =
  | { readonly type: 'store'; readonly grant: NewGrant }
  | { readonly type: 'again'; readonly delayMs: number }
  | { readonly type: 'failed'; readonly reason: string };

/** How often something was tried with one code by `now`; `startedAt` is when its directive came. Times in milliseconds. */
export interface CodeTries {
  readonly startedAt: number;
  readonly now: number;
  readonly tries: number;
}

/** One exchange: whose, and its outcome. `tries` counts the exchanges of this code, `codeHash` is its fingerprint. */
export interface ExchangeCase extends CodeTries {
  readonly ask: GrantAsk;
  readonly codeHash: string;
  readonly outcome: TokenOutcome;
  readonly discoverGraceMs: number;
}

/**
 * When a directive is answered whatever became of the exchange, in milliseconds: Alexa waits 8 s in all (fact sheet
 * 2.3), and the forwarder needs the rest.
 */
export const ANSWER_BY_MS = 7_000;
/** What a directive is told whose exchange takes longer. */
export const TOO_LATE = 'The token endpoint could not be reached in time';
/** What a directive is told whose code was exchanged, while the store does not take the tokens. */
export const NOT_STORED = 'The tokens came and could not be stored yet';

/** How long a code is worth trying after its directive: it lives a few minutes (fact sheet 2.2), five by our choice. */
const CODE_LIFE_MS = 300_000;
/**
 * The first pause between two tries with the same code; it doubles up to the longest, which is short enough for each
 * repetition of the directive to see another try.
 */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;

const failures: Readonly<Record<Exclude<TokenOutcome['type'], 'granted'>, string>> = {
  again: TOO_LATE,
  lost: 'The authorization code is not valid or not valid any more',
  hold: "The skill's messaging credentials are missing or refused by the token endpoint",
  dead: 'The token endpoint refused the exchange of the authorization code',
};

/**
 * Decides on one exchange: the directive is answered with success only after the grant is stored (fact sheet 2.2).
 * While the token endpoint is down the code is tried again for as long as it lives, also after the directive had to be
 * answered with a failure: Alexa may repeat it, and the tokens can be had no other way.
 */
export function judgeExchange(exchange: ExchangeCase): ExchangeVerdict {
  const { outcome } = exchange;
  if (outcome.type === 'granted') return judgeGranted(exchange, outcome);
  const again = outcome.type === 'again' ? pauseOf(exchange, outcome.afterMs) : undefined;
  return again ?? { type: 'failed', reason: failures[outcome.type] };
}

/**
 * Decides on tokens that the store has not taken: they are stored again for as long as their code would live. It is
 * spent, and the same directive repeated could be answered in no other way.
 */
export function judgeStoring(tries: CodeTries): Exclude<ExchangeVerdict, { type: 'store' }> {
  return pauseOf(tries) ?? { type: 'failed', reason: NOT_STORED };
}

/** Undefined when the code is over before the next try. */
function pauseOf({ startedAt, now, tries }: CodeTries, afterMs = 0): { type: 'again'; delayMs: number } | undefined {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** Math.max(0, tries - 1));
  const delayMs = Math.max(pauseMs, afterMs);
  return now - startedAt + delayMs < CODE_LIFE_MS ? { type: 'again', delayMs } : undefined;
}

function judgeGranted(
  { ask, codeHash, now, discoverGraceMs }: ExchangeCase,
  { tokens, tookMs }: Extract<TokenOutcome, { type: 'granted' }>,
): ExchangeVerdict {
  const { accessToken, refreshToken, expiresInSeconds } = tokens;
  if (refreshToken === undefined) return { type: 'failed', reason: 'The token endpoint gave no refresh token' };
  // The token began to live somewhere between question and answer; the question is the safe side.
  const issuedAt = now - Math.ceil(tookMs);
  const grant: NewGrant = {
    customer: ask.customer,
    tokens: encodeTokenText({ accessToken, refreshToken, issuedAt, codeHash }),
    expiresAt: issuedAt + expiresInSeconds * 1000,
    at: now,
    dueAt: now + discoverGraceMs,
    ...(ask.region === undefined ? {} : { region: ask.region }),
  };
  return { type: 'store', grant };
}
