import { parseGatewayError, type Region } from '@gatehouse/protocol';
import type { Exchange } from '../exchange/exchange.ts';
import { parseJsonText } from '../exchange/json-text.ts';
import { readAnswer } from '../exchange/read-answer.ts';
import { openRegionHosts, type RegionHostsOptions } from '../exchange/region-hosts.ts';
import type { Answer } from '../outcome/answer.ts';
import { judgeEventAnswer } from '../outcome/judge-answer.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { isSuccess } from '../outcome/status.ts';
import type { Secret } from '../platform/secret.ts';
import { parseRegionBody, type RegionAnswer } from './region-answer.ts';

/** Where the three gateways are, and how patiently they are asked. */
export interface EventClientOptions extends RegionHostsOptions {
  /** Base URL of each region's gateway; `/v3/events` and `/v1/…` are appended. */
  readonly urls: Readonly<Record<Region, string>>;
}

/** One message on its way. `body` is the JSON text with the same token in its scope. */
export interface EventSend {
  readonly region: Region;
  readonly token: Secret;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
  /** How long the message is worth sending, in milliseconds: it never leaves later, however long it has to queue. */
  readonly unsentAfterMs?: number | undefined;
}

/** One question for a customer's region. `region` is whose gateway is asked. */
export interface RegionAsk {
  readonly region: Region;
  readonly token: Secret;
  readonly signal?: AbortSignal | undefined;
}

/** What came back, and what it means. */
export interface EventResult {
  readonly answer: Answer;
  readonly outcome: Outcome;
}

/** The event gateways of the three regions. */
export interface EventClient {
  /** Posts one message once. Never rejects, never follows a redirect, never tries again by itself. */
  sendEvent(send: EventSend): Promise<EventResult>;
  /** Asks which region a customer lives in. Never rejects. */
  resolveRegion(ask: RegionAsk): Promise<RegionAnswer>;
  /** Waits for the calls in flight and closes every connection; later calls answer `aborted`. */
  close(): Promise<void>;
}

const mintedElsewhere: Answer = {
  type: 'unanswered',
  reason: 'other',
  detail: 'The access token was minted by a Gatehouse gateway and is not sent to Amazon; link the customer again',
  tookMs: 0,
};

/**
 * Opens a client for the event gateways, one pool of keep-alive connections for each region.
 *
 * A token minted by a Gatehouse gateway never leaves for an Amazon host: that call answers `park`, `link-lost`,
 * without touching the network. What an answer means is `judgeEventAnswer`'s word.
 *
 * @throws GatehouseError `config-invalid` when a URL is not an `http:` or `https:` one
 *
 * Source: send-events reference, Asynchronous event definition; fact sheet 6.1 and 6.2.
 */
export function createEventClient(options: EventClientOptions): EventClient {
  const { urls, clock } = options;
  const hosts = openRegionHosts(options);

  function answerOf(exchange: Exchange, token: Secret): Answer {
    const said = exchange.type === 'answered' ? parseGatewayError(parseJsonText(exchange.text)) : {};
    return readAnswer(exchange, { now: clock.now(), secrets: [token], said });
  }

  async function sendEvent(send: EventSend): Promise<EventResult> {
    const exchange = await hosts.sendRequest({ ...send, method: 'POST', path: '/v3/events' });
    if (exchange === undefined) return refuseMinted();
    const answer = answerOf(exchange, send.token);
    return { answer, outcome: judgeEventAnswer(answer) };
  }

  async function resolveRegion(ask: RegionAsk): Promise<RegionAnswer> {
    const exchange = await hosts.sendRequest({ ...ask, method: 'GET', path: '/v1/alexaApiEndpoint' });
    if (exchange === undefined) return { type: 'unresolved', ...refuseMinted() };
    const answer = answerOf(exchange, ask.token);
    if (exchange.type === 'unanswered' || !isSuccess(exchange.status)) {
      return { type: 'unresolved', answer, outcome: judgeEventAnswer(answer) };
    }
    const candidates = parseRegionBody(parseJsonText(exchange.text), { urls, asked: ask.region });
    const [region] = candidates;
    if (region !== undefined) return { type: 'resolved', region, candidates, tookMs: exchange.tookMs };
    return { type: 'unresolved', answer, outcome: { type: 'again', reason: 'unknown-status' } };
  }

  return { sendEvent, resolveRegion, close: () => hosts.close() };
}

function refuseMinted(): EventResult {
  return { answer: mintedElsewhere, outcome: { type: 'park', reason: 'link-lost' } };
}
