import type { EventClient, JsonPoster, NoticeClient, TokenClient } from '@gatehouse/client';
import type { Tracer } from '@opentelemetry/api';
import type { ApiRoute } from '../http/api-route.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { overrideMethods } from '../store/override-methods.ts';
import type { Store } from '../store/store.ts';
import { traceEvents, traceHandler, traceNotices, traceTokens } from './trace-peers.ts';
import { traceRoute } from './trace-route.ts';
import { traceStore } from './trace-store.ts';
import { type DeliveredEvents, Tracing } from './tracing.ts';

/** Runs the sending and settling of one message or notice of a lane, within a span. */
export type TraceDelivery = (lane: string, delivery: DeliveredEvents, work: () => Promise<void>) => Promise<void>;

/** Gives each part of a relay back as one that makes spans; or as it is, when there is no tracer. */
export interface Traces {
  routes(routes: readonly ApiRoute[]): readonly ApiRoute[];
  store(store: Store): Store;
  events(events: EventClient): EventClient;
  notices(notices: NoticeClient): NoticeClient;
  tokens(tokens: TokenClient | undefined): TokenClient | undefined;
  handler(handler: JsonPoster | undefined): JsonPoster | undefined;
  metrics(metrics: Metrics): Metrics;
  /** Undefined without a tracer. */
  readonly delivery: TraceDelivery | undefined;
}

const untraced: Traces = {
  routes: routes => routes,
  store: store => store,
  events: events => events,
  notices: notices => notices,
  tokens: tokens => tokens,
  handler: handler => handler,
  metrics: metrics => metrics,
  delivery: undefined,
};

/** Traces a relay with a tracer of OpenTelemetry; without one nothing is wrapped, and nothing costs anything. */
export function createTraces(tracer: Tracer | undefined): Traces {
  if (tracer === undefined) return untraced;
  const tracing = new Tracing(tracer);
  return {
    routes: routes => routes.map(route => traceRoute(route, tracing)),
    store: store => traceStore(store, tracing),
    events: events => traceEvents(events, tracing),
    notices: notices => traceNotices(notices, tracing),
    tokens: tokens => tokens && traceTokens(tokens, tracing),
    handler: handler => handler && traceHandler(handler, tracing),
    metrics: metrics => traceVerdicts(metrics, tracing),
    delivery: (lane, delivery, work) => tracing.runDelivery(lane, delivery, work),
  };
}

/** A verdict takes no time: its span marks when it was reached, and the delivery's span names the last. */
function traceVerdicts(metrics: Metrics, tracing: Tracing): Metrics {
  return overrideMethods(metrics, {
    noteVerdict: note => {
      metrics.noteVerdict(note);
      const { class: eventClass, verdict } = note;
      const attributes = { 'gatehouse.event.class': eventClass, 'gatehouse.verdict': verdict };
      tracing.span?.setAttribute('gatehouse.verdict', verdict);
      tracing.start('verdict', { attributes }).end();
    },
  });
}
