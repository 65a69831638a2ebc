import { createHash } from 'node:crypto';
import type { Clock, Random } from '@gatehouse/client/platform';
import { encodeCanonicalJson, GatehouseError, type JsonObject, PROBLEM_TYPE, textAt } from '@gatehouse/protocol';
import type { BacklogGate } from '../backlog/backlog-gate.ts';
import { parseDescription } from '../endpoint/description.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import { classesOf } from '../endpoint/property-classes.ts';
import type { Intake, MessageBatch } from '../outbox/intake.ts';
import { judgeRawEvent } from '../outbox/judge-raw-event.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { ApiAnswer } from './api-route.ts';
import { encodeProblem } from './encode-problem.ts';
import { encodeRejection, type RejectedEvent } from './encode-rejection.ts';
import type { SubmittedEvent } from './parse-events.ts';

/** What taking events needs. */
export interface AcceptEventsOptions {
  readonly store: Pick<OutboxStore, 'readIdempotency'> & Pick<EndpointStore, 'readEndpoint'>;
  readonly intake: Intake;
  readonly backlog: Pick<BacklogGate, 'enter'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly sampleAheadMs: number;
  readonly idempotencyKey: string | undefined;
}

/** An event that was taken. `unregistered`: nobody has told the relay of its endpoint, whose id may be misspelt. */
interface TakenEvent {
  readonly id: string;
  readonly index: number;
  readonly class: string;
  readonly unregistered?: true;
}

/** What became of the events of one request or of one customer in it. */
interface EventsAnswer {
  readonly accepted: readonly TakenEvent[];
  readonly rejected: readonly RejectedEvent[];
}

/** The events of one customer, judged. */
interface CustomerEvents {
  readonly customer: string;
  readonly fingerprint: string;
  readonly messages: MessageBatch['messages'][number][];
  /** Places of those whose endpoint is not registered. */
  readonly unregistered: Set<number>;
  readonly rejected: RejectedEvent[];
}

/**
 * Takes the valid events of a request and says of the others why not, also of those that were `refused` before anybody
 * looked at them: 202 after the commit, 422 when none is valid.
 * The events of one customer are committed together. An event of a registered endpoint must keep to its registration;
 * an endpoint that is not registered is taken, because who brings whole events need not register, and the answer says
 * so. With an idempotency key the same request gets the same answer; when a request for several customers fails on the
 * way, sending it again with its key completes it.
 *
 * @throws GatehouseError `idempotency-mismatch`, and `too-many-requests` when too much is pending, before anything is
 * committed
 */
export async function acceptEvents(
  options: AcceptEventsOptions,
  submitted: readonly SubmittedEvent[],
  refused: readonly RejectedEvent[] = [],
): Promise<ApiAnswer> {
  const customers = await Promise.all(
    [...Map.groupBy(submitted, event => event.customer)].map(([customer, events]) =>
      judgeEvents(customer, events, options),
    ),
  );
  if (customers.length > 1) await Promise.all(customers.map(events => checkKey(options, events)));
  await Promise.all(customers.map(events => enterBacklog(options, events)));
  const answers = await Promise.all(customers.map(events => commitEvents(options, events)));
  const byIndex = (a: { index: number }, b: { index: number }): number => a.index - b.index;
  const accepted = answers.flatMap(answer => answer.accepted).sort(byIndex);
  const rejected = [...refused, ...answers.flatMap(answer => answer.rejected)].sort(byIndex);
  if (accepted.length > 0) return { status: 202, body: { accepted, rejected } };
  const [first, ...others] = rejected;
  const isAlone = first !== undefined && others.length === 0;
  const message = isAlone ? first.message : 'None of the events is valid; rejected tells why';
  const problem = encodeProblem(
    new GatehouseError('invalid-message', message, isAlone ? { pointer: first.pointer } : {}),
  );
  const { remedy = problem.remedy } = isAlone ? first : {};
  return { status: 422, contentType: PROBLEM_TYPE, body: { ...problem, remedy, accepted, rejected } };
}

async function judgeEvents(
  customer: string,
  events: readonly SubmittedEvent[],
  { store, random, clock, sampleAheadMs, idempotencyKey }: AcceptEventsOptions,
): Promise<CustomerEvents> {
  const descriptions = await readDescriptions(store, customer, events);
  const registered = (endpointId: string): unknown => descriptions.get(endpointId);
  const latest = clock.now() + sampleAheadMs;
  // A fingerprint is for repetitions, and only a request with a key can be one.
  const fingerprint = idempotencyKey === undefined ? '' : fingerprintOf(events);
  const judged: CustomerEvents = { customer, fingerprint, messages: [], unregistered: new Set(), rejected: [] };
  for (const { index, pointer, event } of events) {
    const verdict = judgeRawEvent(event, { newMessageId: () => random.uuid(), latest, registered });
    if (verdict.type === 'valid') {
      const { message } = verdict;
      const endpointId = endpointIdOf(message);
      judged.messages.push({ index, message, classOf: classesOf(descriptions.get(endpointId ?? '')) });
      if (endpointId !== undefined && !descriptions.has(endpointId)) judged.unregistered.add(index);
    } else judged.rejected.push(encodeRejection({ index, pointer }, verdict.problems));
  }
  return judged;
}

/** The registrations of the endpoints that the events name. */
async function readDescriptions(
  store: Pick<EndpointStore, 'readEndpoint'>,
  customer: string,
  events: readonly SubmittedEvent[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const named = events.map(({ event }) => endpointIdOf(event));
  const known = await Promise.all(
    [...new Set(named)].map(async (endpointId): Promise<[string, JsonObject][]> => {
      const endpoint = endpointId === undefined ? undefined : await store.readEndpoint(customer, endpointId);
      return endpoint === undefined ? [] : [[endpoint.endpointId, parseDescription(endpoint)]];
    }),
  );
  return new Map(known.flat());
}

function endpointIdOf(event: unknown): string | undefined {
  return textAt(event, ['event', 'endpoint', 'endpointId']);
}

function fingerprintOf(events: readonly SubmittedEvent[]): string {
  const text = encodeCanonicalJson(events.map(({ index, event }) => [index, event]));
  return createHash('sha256').update(text).digest('base64url');
}

async function checkKey(options: AcceptEventsOptions, events: CustomerEvents): Promise<void> {
  const { store, idempotencyKey } = options;
  if (idempotencyKey === undefined) return;
  const known = await store.readIdempotency(events.customer, idempotencyKey);
  if (known === undefined || known.fingerprint === events.fingerprint) return;
  const message = `The idempotency key was used before with other events of customer ${events.customer}; use a fresh one`;
  throw new GatehouseError('idempotency-mismatch', message);
}

/** A request that was taken before has its answer, however much is pending: it adds nothing. */
async function enterBacklog(
  { store, backlog, idempotencyKey }: AcceptEventsOptions,
  events: CustomerEvents,
): Promise<void> {
  const { customer, messages } = events;
  try {
    await backlog.enter(customer, messages.length);
  } catch (error) {
    const known = idempotencyKey === undefined ? undefined : await store.readIdempotency(customer, idempotencyKey);
    if (known === undefined) throw error;
  }
}

async function commitEvents(options: AcceptEventsOptions, events: CustomerEvents): Promise<EventsAnswer> {
  const { customer, fingerprint, messages, unregistered, rejected } = events;
  const key = options.idempotencyKey;
  if (messages.length === 0) {
    // A registration may have changed since the first request with this key, whose answer stays the answer.
    const known = key === undefined ? undefined : await options.store.readIdempotency(customer, key);
    return known?.fingerprint === fingerprint ? (JSON.parse(known.answer) as EventsAnswer) : { accepted: [], rejected };
  }
  const answer = await options.intake.acceptMessages({
    customer,
    messages,
    ...(key === undefined ? {} : { idempotency: { key, fingerprint } }),
    encodeAnswer: taken => {
      const accepted = taken.map(
        (one): TakenEvent => ({
          ...one,
          ...(unregistered.has(one.index) && { unregistered: true }),
        }),
      );
      return JSON.stringify({ accepted, rejected } satisfies EventsAnswer);
    },
  });
  return JSON.parse(answer) as EventsAnswer;
}
