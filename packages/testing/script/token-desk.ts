import { Secret } from '@gatehouse/client/platform';
import { memberOf, textAt } from '@gatehouse/protocol';

/** A pair of tokens that the scripted gateway minted. */
export interface MintedTokens {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
}

/** What the token endpoint says to a request by itself: a body of success, or an error word. */
export type TokenDeskAnswer =
  | { readonly type: 'granted'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly type: 'refused'; readonly error: string };

/** The codes and tokens of a scripted gateway and whose they are. Tokens do not age: tests end them by name. */
export class TokenDesk {
  readonly #access = new Map<string, string>();
  readonly #refresh = new Map<string, string>();
  readonly #codes = new Map<string, string>();
  #count = 0;

  /** A code for a customer, as an AcceptGrant directive carries it; it works once. */
  createCode(customer: string): Secret {
    const code = `GATEHOUSE-CODE-scripted-${++this.#count}`;
    this.#codes.set(code, customer);
    return new Secret(code);
  }

  /** A pair of tokens for a customer, as if a code had been exchanged. */
  createTokens(customer: string): MintedTokens {
    const accessToken = `Atza|GATEHOUSE-scripted-${++this.#count}`;
    const refreshToken = `Atzr|GATEHOUSE-scripted-${this.#count}`;
    this.#access.set(accessToken, customer);
    this.#refresh.set(refreshToken, customer);
    return { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken) };
  }

  /** Makes every access token of a customer invalid; refreshing still works. */
  expire(customer: string): void {
    forget(this.#access, customer);
  }

  /** Makes everything of a customer invalid: only a new code helps. */
  revoke(customer: string): void {
    for (const tokens of [this.#access, this.#refresh, this.#codes]) forget(tokens, customer);
  }

  /** Whose access token it is. */
  customerOfToken(token: string | undefined): string | undefined {
    return token === undefined ? undefined : this.#access.get(token);
  }

  /** Whose code or refresh token a request to the token endpoint carries. */
  customerOfGrant(fields: unknown): string | undefined {
    const code = textAt(fields, ['code']);
    const refreshToken = textAt(fields, ['refresh_token']);
    return this.#codes.get(code ?? '') ?? this.#refresh.get(refreshToken ?? '');
  }

  /** Answers a request to the token endpoint and uses up its code. */
  answer(fields: unknown): TokenDeskAnswer {
    const grantType = memberOf(fields, 'grant_type');
    if (grantType === 'client_credentials')
      return this.#grant('the skill itself', { scope: memberOf(fields, 'scope') });
    if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
      return { type: 'refused', error: grantType === undefined ? 'invalid_request' : 'unsupported_grant_type' };
    }
    const customer = this.customerOfGrant(fields);
    if (customer === undefined) return { type: 'refused', error: 'invalid_grant' };
    this.#codes.delete(textAt(fields, ['code']) ?? '');
    return this.#grant(customer, {});
  }

  #grant(customer: string, more: Readonly<Record<string, unknown>>): TokenDeskAnswer {
    const { accessToken, refreshToken } = this.createTokens(customer);
    const tokens = { access_token: accessToken.reveal(), refresh_token: refreshToken.reveal() };
    return { type: 'granted', body: { ...tokens, token_type: 'bearer', expires_in: 3600, ...more } };
  }
}

function forget(tokens: Map<string, string>, customer: string): void {
  for (const [token, owner] of tokens) if (owner === customer) tokens.delete(token);
}
