import { type NoticeError, noticeErrorOf, parseNoticeError, type Region } from '@gatehouse/protocol';
import type { Exchange } from '../exchange/exchange.ts';
import { parseJsonText } from '../exchange/json-text.ts';
import { readAnswer } from '../exchange/read-answer.ts';
import { openRegionHosts, type RegionHostsOptions } from '../exchange/region-hosts.ts';
import type { Answer } from '../outcome/answer.ts';
import type { Secret } from '../platform/secret.ts';
import { judgeNoticeAnswer } from './judge-notice-answer.ts';
import type { NoticeOutcome } from './notice-outcome.ts';

/** Which of the two addresses of a region a notice goes to. */
export type NoticeStage = 'development' | 'live';

/** Where the three regions are, and how patiently they are asked. */
export interface NoticeClientOptions extends RegionHostsOptions {
  /** Base URL of each region; `/v1/proactiveEvents` and what follows is appended. */
  readonly urls: Readonly<Record<Region, string>>;
}

/** One notice on its way; `body` is its JSON text. */
export interface NoticeSend {
  readonly region: Region;
  readonly stage: NoticeStage;
  readonly token: Secret;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
  /** How long the notice is worth sending, in milliseconds: it never leaves later. */
  readonly unsentAfterMs?: number | undefined;
}

/** What came back, what it means, and the row of the table of errors where there is one. */
export interface NoticeResult {
  readonly answer: Answer;
  readonly outcome: NoticeOutcome;
  readonly error?: NoticeError;
}

/** The Proactive Events API of the three regions. */
export interface NoticeClient {
  /** Posts one notice once. Never rejects, never follows a redirect, never tries again by itself. */
  sendNotice(send: NoticeSend): Promise<NoticeResult>;
  /** Waits for the calls in flight and closes every connection; later calls answer `aborted`. */
  close(): Promise<void>;
}

/** The paths; the page's live address ends in a slash, which Amazon's own clients leave out. */
const paths: Readonly<Record<NoticeStage, string>> = {
  development: '/v1/proactiveEvents/stages/development',
  live: '/v1/proactiveEvents',
};

const mintedElsewhere: NoticeResult = {
  answer: {
    type: 'unanswered',
    reason: 'other',
    detail: 'The access token was minted by a Gatehouse gateway and is not sent to Amazon',
    tookMs: 0,
  },
  outcome: { type: 'refresh' },
};

/**
 * Opens a client for notices, one pool of keep-alive connections for each region. A token minted by a Gatehouse gateway
 * never leaves for an Amazon host: that call answers `refresh` without touching the network.
 *
 * @throws GatehouseError `config-invalid` when a URL is not an `http:` or `https:` one
 *
 * Source: proactive events API, Request; notice sheet 2, Paths.
 */
export function createNoticeClient(options: NoticeClientOptions): NoticeClient {
  const { clock } = options;
  const hosts = openRegionHosts(options);

  async function sendNotice({ stage, ...send }: NoticeSend): Promise<NoticeResult> {
    const exchange = await hosts.sendRequest({ ...send, method: 'POST', path: paths[stage] });
    if (exchange === undefined) return mintedElsewhere;
    return resultOf(exchange, { token: send.token, now: clock.now() });
  }

  return { sendNotice, close: () => hosts.close() };
}

function resultOf(exchange: Exchange, { token, now }: { readonly token: Secret; readonly now: number }): NoticeResult {
  const body = exchange.type === 'answered' ? parseJsonText(exchange.text) : undefined;
  const error =
    exchange.type === 'answered' && exchange.status >= 300 ? noticeErrorOf(exchange.status, body) : undefined;
  const { code, message } = parseNoticeError(body);
  const said = { code: code ?? error?.code, description: message };
  const answer = readAnswer(exchange, { now, secrets: [token], said });
  const outcome = judgeNoticeAnswer(answer, error);
  return error === undefined ? { answer, outcome } : { answer, outcome, error };
}
