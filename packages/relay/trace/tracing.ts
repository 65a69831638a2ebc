/**
 * Spans of what the relay does, from the intake of an event to its settlement. Beside it: `traces.ts` (which parts are
 * traced), `trace-route.ts`, `trace-store.ts` and `trace-peers.ts` (what is made a span), `traceparent.ts` (how a trace
 * comes in and lies in the store). No span says more than ids, classes, statuses and codes: never a token, a message or a
 * value.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ClaimedEvent } from '../lane/lane-store.ts';
import { encodeOwner } from '../notice/encode-owner.ts';
import { parseTraceparent } from './traceparent.ts';

/** What a span is begun with. Default: internal, now, as a child of the one under way. */
export interface SpanStart {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: readonly Link[];
  readonly startTime?: TimeInput;
  /** What the span goes on from, in the place of the one under way; `null` for a trace of its own. */
  readonly parent?: SpanContext | null;
}

/** A message on its way, as its spans tell it. `attempt` counts its sends. */
export interface TracedDelivery {
  readonly class: string;
  attempt: number;
}

/** The events of one message or notice, and how often it was sent before. */
export interface DeliveredEvents {
  readonly events: readonly [ClaimedEvent, ...ClaimedEvent[]];
  readonly tries: number;
}

interface Scope {
  readonly span: Span;
  readonly delivery: TracedDelivery | undefined;
}

/** Makes spans with one tracer, and knows which of them is under way where. */
export class Tracing {
  readonly #tracer: Tracer;
  readonly #scopes = new AsyncLocalStorage<Scope>();
  /** The claims that events came with: the span of a delivery names them. */
  readonly #claims = new WeakMap<ClaimedEvent, SpanContext>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** The span under way. */
  get span(): Span | undefined {
    return this.#scopes.getStore()?.span;
  }

  /** The message that is being sent. */
  get delivery(): TracedDelivery | undefined {
    return this.#scopes.getStore()?.delivery;
  }

  /** Begins a span; whoever begins it has to end it. */
  start(name: string, { parent, links, ...start }: SpanStart = {}): Span {
    return this.#tracer.startSpan(name, { ...start, ...(links && { links: [...links] }) }, this.#contextOf(parent));
  }

  /**
   * Runs work within a span, which ends with it. `note` says what became of it; a failure is an error of the span
   * without its message, which may say more than a span should.
   */
  async run<Result>(
    name: string,
    { note, ...start }: SpanStart & { readonly note?: (span: Span, result: Result) => void },
    work: () => Promise<Result>,
  ): Promise<Result> {
    const span = this.start(name, start);
    try {
      const result = await this.#scopes.run({ span, delivery: this.delivery }, work);
      note?.(span, result);
      return result;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  }

  /** Remembers with which claim events came. */
  noteClaim(span: Span, events: readonly ClaimedEvent[]): void {
    for (const event of events) this.#claims.set(event, span.spanContext());
  }

  /**
   * Runs the sending and settling of one message within a span that goes on with the trace of its first event's intake,
   * minutes or days ago as it may be; linked to the intakes of the others it carries, and to its claim.
   */
  async runDelivery(lane: string, { events, tries }: DeliveredEvents, work: () => Promise<void>): Promise<void> {
    const [first, ...others] = events;
    const links = [this.#claims.get(first), ...others.map(({ trace: text }) => parseTraceparent(text))];
    const span = this.start('delivery', {
      kind: SpanKind.CONSUMER,
      parent: parseTraceparent(first.trace) ?? null,
      links: links.flatMap(context => (context === undefined ? [] : [{ context }])),
      attributes: {
        'gatehouse.customer': encodeOwner(lane).customer,
        'gatehouse.event.id': first.id,
        'gatehouse.event.class': first.class,
        'gatehouse.event.kind': first.kind,
        'gatehouse.event.count': events.length,
      },
    });
    try {
      await this.#scopes.run({ span, delivery: { class: first.class, attempt: tries } }, work);
    } finally {
      span.end();
    }
  }

  #contextOf(parent: SpanContext | null | undefined): Context {
    if (parent === null) return ROOT_CONTEXT;
    if (parent !== undefined) return trace.setSpanContext(ROOT_CONTEXT, parent);
    const { span } = this;
    return span === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, span);
  }
}
