/**
 * Saying it once: the token endpoint and the event gateway over HTTP. Each call sends one request and returns one
 * outcome; what the other side says, or fails to say, is never an exception.
 */
export {
  createEventClient,
  type EventClient,
  type EventClientOptions,
  type EventResult,
  type EventSend,
  type RegionAsk,
} from './event/event-client.ts';
export { type PreparedMessage, prepareMessage } from './event/prepared-message.ts';
export type { RegionAnswer } from './event/region-answer.ts';
export type { ConnectionMeter } from './exchange/connection-meter.ts';
export type { Exchange } from './exchange/exchange.ts';
export { createHttpPool, type HttpPool, type HttpPoolOptions, type HttpRequest } from './exchange/http-pool.ts';
export { createJsonPoster, type JsonPost, type JsonPoster, type JsonPosterOptions } from './exchange/json-poster.ts';
export { type ConnectionOptions, type Connections, httpTransport, type Transport } from './exchange/transport.ts';
export { judgeNoticeAnswer } from './notice/judge-notice-answer.ts';
export {
  createNoticeClient,
  type NoticeClient,
  type NoticeClientOptions,
  type NoticeResult,
  type NoticeSend,
  type NoticeStage,
} from './notice/notice-client.ts';
export type { NoticeOutcome } from './notice/notice-outcome.ts';
export type { Answer, UnansweredReason } from './outcome/answer.ts';
export { judgeEventAnswer } from './outcome/judge-answer.ts';
export type { AgainReason, DeadReason, HoldReason, Outcome, ParkReason } from './outcome/outcome.ts';
export {
  createTokenClient,
  type TokenCallOptions,
  type TokenClient,
  type TokenClientOptions,
} from './token/token-client.ts';
export type { TokenAgainReason, TokenDeadReason, TokenOutcome, Tokens } from './token/token-outcome.ts';
