import type { LookupFunction } from 'node:net';
import { parseTokenError } from '@gatehouse/protocol';
import type { ConnectionMeter } from '../exchange/connection-meter.ts';
import { createHttpPool } from '../exchange/http-pool.ts';
import { parseHttpUrl } from '../exchange/http-url.ts';
import { parseJsonText } from '../exchange/json-text.ts';
import { isMintedForElsewhere } from '../exchange/minted-token.ts';
import { readAnswer } from '../exchange/read-answer.ts';
import type { Transport } from '../exchange/transport.ts';
import { isSuccess } from '../outcome/status.ts';
import type { Clock } from '../platform/clock.ts';
import { Secret } from '../platform/secret.ts';
import { judgeTokenAnswer } from './judge-token-answer.ts';
import type { TokenOutcome } from './token-outcome.ts';
import { parseTokensBody } from './tokens-body.ts';

/** Where the token endpoint is, and who asks. */
export interface TokenClientOptions {
  /** The whole URL of the endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly clock: Clock;
  /** For one whole call, from the call to the end of the answer. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** How host names are resolved. Default: Node's own. */
  readonly lookup?: LookupFunction | undefined;
  /** How connections are opened. Default: over HTTP. */
  readonly transport?: Transport | undefined;
  /** Default: nothing is counted. */
  readonly meter?: ConnectionMeter | undefined;
}

/** What each call may be given beside its question. */
export interface TokenCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The token endpoint. No call rejects; none is repeated by itself. */
export interface TokenClient {
  /** Exchanges the code of an AcceptGrant directive. A code works once and lives a few minutes. */
  exchangeCode(code: Secret, options?: TokenCallOptions): Promise<TokenOutcome>;
  /** Gets a new access token, and often a new refresh token, for a customer. */
  refresh(refreshToken: Secret, options?: TokenCallOptions): Promise<TokenOutcome>;
  /** Gets a token of the skill itself, for a scope such as `alexa::proactive_events`. */
  requestClientCredentials(scope: string, options?: TokenCallOptions): Promise<TokenOutcome>;
  /** Waits for the calls in flight and closes every connection; later calls answer `again`. */
  close(): Promise<void>;
}

/** The most connections to the token endpoint: it is asked once an hour for each customer. */
const CONNECTIONS = 16;

const mintedElsewhere: TokenOutcome = {
  type: 'lost',
  reason: 'invalid-grant',
  description: 'The grant was minted by a Gatehouse gateway and is not sent to Amazon; link the customer again',
  tookMs: 0,
};

/**
 * Opens a client for the token endpoint: form-encoded, with the client's credentials in the body and no redirect URI.
 * A code or token minted by a Gatehouse gateway never leaves for an Amazon host: that call answers `lost`.
 *
 * @throws GatehouseError `config-invalid` when the URL is not an `http:` or `https:` one
 *
 * Source: fact sheet 7.1.
 */
export function createTokenClient(options: TokenClientOptions): TokenClient {
  const { clientId, clientSecret, clock, timeoutMs, lookup, transport, meter } = options;
  const url = parseHttpUrl(options.tokenUrl, 'URL of the token endpoint');
  const pool = createHttpPool({ url, clock, timeoutMs, connections: CONNECTIONS, lookup, transport, meter });

  async function ask(
    question: Record<string, string | Secret>,
    signal: AbortSignal | undefined,
  ): Promise<TokenOutcome> {
    const sent: Record<string, string | Secret> = { ...question, client_id: clientId, client_secret: clientSecret };
    const secrets = Object.values(sent).filter(value => value instanceof Secret);
    if (secrets.some(secret => isMintedForElsewhere(secret, url))) return mintedElsewhere;
    const exchange = await pool.sendRequest({
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
      body: encodeForm(sent),
      signal,
    });
    const body = exchange.type === 'answered' ? parseJsonText(exchange.text) : undefined;
    const granted = exchange.type === 'answered' && isSuccess(exchange.status) ? parseTokensBody(body) : undefined;
    const { error, description } = parseTokenError(body);
    const answer = readAnswer(exchange, { now: clock.now(), secrets, said: { code: error, description } });
    return judgeTokenAnswer(answer, granted);
  }

  return {
    exchangeCode: (code, call) => ask({ grant_type: 'authorization_code', code }, call?.signal),
    refresh: (token, call) => ask({ grant_type: 'refresh_token', refresh_token: token }, call?.signal),
    requestClientCredentials: (scope, call) => ask({ grant_type: 'client_credentials', scope }, call?.signal),
    close: () => pool.close(),
  };
}

function encodeForm(fields: Readonly<Record<string, string | Secret>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, value instanceof Secret ? value.reveal() : value);
  }
  return form.toString();
}
