import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import type { Clock, Log, Secret } from '@gatehouse/client/platform';

/** What the keeper of the token works with. */
export interface NoticeTokensOptions {
  /** Undefined when no messaging credentials are configured. */
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a refusal that the operator has to mend is believed, in milliseconds. */
  readonly probeMs: number;
}

/** What asking for the skill's token came to; `why` is a sentence with its remedy, `afterMs` how long to wait at least. */
export type NoticeToken =
  | { readonly type: 'token'; readonly token: Secret }
  | { readonly type: 'none'; readonly why: string; readonly afterMs: number };

/** Source: notice sheet 4. */
const SCOPE = 'alexa::proactive_events';

/** How long before its end a token is replaced, in milliseconds, but never before half of its life. */
const MARGIN_MS = 60_000;
/** How long an answer that may pass is believed, so that many lanes do not ask one after the other. */
const AGAIN_MS = 1_000;
/** A token refused so soon after it was given is not the one to blame. */
const FRESH_MS = 10_000;

const CREDENTIALS =
  'set GATEHOUSE_NOTICE_CLIENT_ID and GATEHOUSE_NOTICE_CLIENT_SECRET to the messaging credentials of the custom skill itself, from the page Permissions of the developer console, not those of account linking or of a security profile';

const MISSING = `No messaging credentials are configured for notices; ${CREDENTIALS}`;

/** What to do about a refusal of the token endpoint; the sentences for those that name the operator's mistake. */
const remedies: Readonly<Record<string, string>> = {
  'invalid-client': `The token endpoint does not know the client id, or the secret is wrong; ${CREDENTIALS}`,
  'unauthorized-client': `The token endpoint gives this client no token of its own; ${CREDENTIALS}`,
  'invalid-scope': `The token endpoint refuses the scope ${SCOPE}, which these credentials have no right to: list the permission alexa::devices:all:notifications:write in the manifest of the skill, or ${CREDENTIALS}`,
};

interface Held {
  readonly token: Secret;
  readonly issuedAt: number;
  readonly replaceAt: number;
}

/**
 * The one token of the custom skill: asked for once for all who wait, kept until a minute before its end, replaced when
 * Alexa refuses it. It belongs to no customer and lies in memory alone. What the endpoint refuses is believed for a while.
 *
 * Source: proactive events API, authentication; notice sheet 4 and 6.
 */
export class NoticeTokens {
  readonly #options: NoticeTokensOptions;
  #held: Held | undefined;
  #refused: { readonly why: string; readonly until: number } | undefined;
  #asking: Promise<NoticeToken> | undefined;

  constructor(options: NoticeTokensOptions) {
    this.#options = options;
  }

  /** The token to send with; never rejects. */
  resolve(): Promise<NoticeToken> {
    const now = this.#options.clock.now();
    const held = this.#held;
    if (held !== undefined && now < held.replaceAt) return Promise.resolve({ type: 'token', token: held.token });
    const refused = this.#refused;
    if (refused !== undefined && now < refused.until) {
      return Promise.resolve({ type: 'none', why: refused.why, afterMs: refused.until - now });
    }
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** A token in the place of one that Alexa has refused; whoever was faster has replaced it for all. */
  replace(rejected: Secret): Promise<NoticeToken> {
    const { clock, probeMs } = this.#options;
    const held = this.#held;
    if (held?.token.reveal() !== rejected.reveal()) return this.resolve();
    if (clock.now() < held.issuedAt + FRESH_MS) {
      const why = `Alexa refuses a token that was given a moment ago; ${CREDENTIALS}`;
      return Promise.resolve({ type: 'none', why, afterMs: probeMs });
    }
    this.#held = undefined;
    return this.resolve();
  }

  async #ask(): Promise<NoticeToken> {
    const { tokens, clock, log, probeMs } = this.#options;
    if (tokens === undefined) return this.#refuse(MISSING, probeMs);
    const outcome = await tokens.requestClientCredentials(SCOPE);
    if (outcome.type === 'granted') {
      const issuedAt = clock.now() - Math.ceil(outcome.tookMs);
      const lifeMs = outcome.tokens.expiresInSeconds * 1_000;
      const replaceAt = issuedAt + lifeMs - Math.min(MARGIN_MS, lifeMs / 2);
      this.#held = { token: outcome.tokens.accessToken, issuedAt, replaceAt };
      this.#refused = undefined;
      return { type: 'token', token: outcome.tokens.accessToken };
    }
    const { type, reason } = outcome;
    log.warn('No token for notices could be had', { outcome: type, reason });
    return this.#refuse(sentenceOf(outcome), type === 'again' ? (outcome.afterMs ?? AGAIN_MS) : probeMs);
  }

  #refuse(why: string, afterMs: number): NoticeToken {
    this.#refused = { why, until: this.#options.clock.now() + afterMs };
    return { type: 'none', why, afterMs };
  }
}

function sentenceOf({ type, reason }: Exclude<TokenOutcome, { type: 'granted' }>): string {
  const known = remedies[reason];
  if (known !== undefined) return known;
  return type === 'again'
    ? `The token endpoint gave no token (${reason})`
    : `The token endpoint refuses the request for a token (${reason}); ${CREDENTIALS}`;
}
