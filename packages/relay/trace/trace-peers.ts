import type { EventClient, EventResult, JsonPoster, NoticeClient, NoticeResult, TokenClient } from '@gatehouse/client';
import type { Region } from '@gatehouse/protocol';
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { overrideMethods } from '../store/override-methods.ts';
import { encodeTraceparent } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

const kind = SpanKind.CLIENT;

/** The same client with a span for each message that is posted: region, class, attempt, status and what it means. */
export function traceEvents(events: EventClient, tracing: Tracing): EventClient {
  return overrideMethods(events, {
    sendEvent: send => tracePost(tracing, send.region, () => events.sendEvent(send)),
  });
}

/** The same client with a span for each notice that is posted, as for a message. */
export function traceNotices(notices: NoticeClient, tracing: Tracing): NoticeClient {
  return overrideMethods(notices, {
    sendNotice: send => tracePost(tracing, send.region, () => notices.sendNotice(send)),
  });
}

function tracePost<Result extends EventResult | NoticeResult>(
  tracing: Tracing,
  region: Region,
  post: () => Promise<Result>,
): Promise<Result> {
  const { delivery } = tracing;
  if (delivery !== undefined) delivery.attempt += 1;
  const attributes = {
    'http.request.method': 'POST',
    'gatehouse.region': region,
    ...(delivery && { 'gatehouse.event.class': delivery.class, 'gatehouse.attempt': delivery.attempt }),
  };
  const note = (span: Span, { answer, outcome: { type } }: Result): void => {
    span.setAttribute('gatehouse.outcome', type);
    if (type !== 'accepted' && type !== 'duplicate') span.setStatus({ code: SpanStatusCode.ERROR });
    if (answer.type === 'answered') span.setAttribute('http.response.status_code', answer.status);
    else span.setAttribute('error.type', answer.reason);
  };
  return tracing.run('post', { kind, attributes, note }, post);
}

/** The same client with a span for each question to the token endpoint, and what came of it. */
export function traceTokens(tokens: TokenClient, tracing: Tracing): TokenClient {
  const note = (span: Span, { type }: { readonly type: string }): void => {
    span.setAttribute('gatehouse.outcome', type);
    if (type !== 'granted') span.setStatus({ code: SpanStatusCode.ERROR });
  };
  return overrideMethods(tokens, {
    exchangeCode: (...ask) => tracing.run('token exchange', { kind, note }, () => tokens.exchangeCode(...ask)),
    refresh: (...ask) => tracing.run('token refresh', { kind, note }, () => tokens.refresh(...ask)),
    requestClientCredentials: (...ask) =>
      tracing.run('token request', { kind, note }, () => tokens.requestClientCredentials(...ask)),
  });
}

/** The same client with a span for each directive that goes to the device cloud's handler, which may go on with the trace. */
export function traceHandler(handler: JsonPoster, tracing: Tracing): JsonPoster {
  const note = (span: Span, exchange: Awaited<ReturnType<JsonPoster['postJson']>>): void => {
    if (exchange.type === 'answered') span.setAttribute('http.response.status_code', exchange.status);
    else span.setAttribute('error.type', exchange.reason).setStatus({ code: SpanStatusCode.ERROR });
  };
  return overrideMethods(handler, {
    postJson: post =>
      tracing.run('handler', { kind, note, attributes: { 'http.request.method': 'POST' } }, () => {
        const { span } = tracing;
        const traced = span === undefined ? {} : { traceparent: encodeTraceparent(span.spanContext()) };
        return handler.postJson({ ...post, headers: { ...post.headers, ...traced } });
      }),
  });
}
