import type { Clock, Random } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { CustomerStore } from '../customer/customer-store.ts';
import { bucketOfEventId, encodeEventId } from '../lane/bucket.ts';
import type { LaneStore } from '../lane/lane-store.ts';
import { customerOperations } from '../openapi/customer-operations.ts';
import { eventOperations } from '../openapi/event-operations.ts';
import type { EventRecord, OutboxStore } from '../outbox/outbox-store.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './api-route.ts';
import { readParam } from './read-request.ts';

/** What the operator's routes work with. */
export interface OperatorRoutesOptions {
  readonly store: Pick<LaneStore, 'resumeLane' | 'dropLane'> &
    Pick<OutboxStore, 'readEvent' | 'replayEvent'> &
    Pick<CustomerStore, 'readCustomer'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Told of a customer whose lane may move again. */
  readonly wake: (customer: string) => void;
  /** Told of a customer whose endpoints may have another state than Alexa knows. */
  readonly converge: (customer: string) => void;
}

/**
 * What a person orders: `POST /v1/customers/{c}/resume` sends a parked or waiting lane on, `…/drop` gives up what it
 * holds, both answer `{events}`; `POST /v1/events/{id}/replay` sends a settled event again, as a new one whose id is answered;
 * a reply is refused with 409, because its deadline does not move.
 */
export function operatorRoutes(options: OperatorRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/customers/:customer/resume',
      operation: customerOperations.resumeLane,
      commits: true,
      scope: 'operate',
      handle: request => resume(options, request),
    },
    {
      method: 'POST',
      path: '/v1/customers/:customer/drop',
      operation: customerOperations.dropLane,
      commits: true,
      scope: 'operate',
      handle: request => drop(options, request),
    },
    {
      method: 'POST',
      path: '/v1/events/:event/replay',
      scope: 'operate',
      operation: eventOperations.replayEvent,
      commits: true,
      handle: request => replay(options, request),
    },
  ];
}

async function resume(options: OperatorRoutesOptions, request: ApiRequest): Promise<ApiAnswer> {
  const customer = await readKnown(options, request);
  const resumed = await options.store.resumeLane({ customer, at: options.clock.now() });
  options.wake(customer);
  options.converge(customer);
  return { status: 200, body: resumed };
}

async function drop(options: OperatorRoutesOptions, request: ApiRequest): Promise<ApiAnswer> {
  const customer = await readKnown(options, request);
  const why = 'A person gave up what the lane held';
  return { status: 200, body: await options.store.dropLane({ customer, at: options.clock.now(), why }) };
}

async function readKnown({ store }: OperatorRoutesOptions, request: ApiRequest): Promise<string> {
  const customer = readParam(request, 'customer');
  if ((await store.readCustomer(customer)) !== undefined) return customer;
  throw new GatehouseError('unknown-customer', `Nothing is known of customer ${customer}; check the id`);
}

async function replay(options: OperatorRoutesOptions, request: ApiRequest): Promise<ApiAnswer> {
  const { store, clock, random, wake } = options;
  const id = readParam(request, 'event');
  const record = bucketOfEventId(id) === undefined ? undefined : await store.readEvent(id);
  if (record === undefined) {
    throw new GatehouseError(
      'not-found',
      `No event is known as ${id}; ids are those that the relay answered, as long as retention keeps their events`,
    );
  }
  if (record.class === 'reply') {
    const message = `Event ${id} is a reply, which Alexa gets within 8 s after its directive or not at all; report the state that the device has now, by PATCH of the endpoint's state`;
    throw new GatehouseError('conflict', message);
  }
  const at = clock.now();
  const expiresAt = expiryOf(record, at);
  const identity = { id: encodeEventId(record.customer, random.uuid()), messageId: random.uuid() };
  const event = expiresAt === undefined ? identity : { ...identity, expiresAt };
  const replayed = await store.replayEvent({ id, at, event });
  if (replayed === undefined) {
    const message = `Event ${id} is ${record.status}; an event that waits, or whose place a newer one took, is not sent again`;
    throw new GatehouseError('conflict', message);
  }
  wake(record.customer);
  return { status: 202, body: replayed };
}

/** As long as it was given at first: a person decides that it is worth it once more, but not for ever. */
function expiryOf(record: EventRecord, at: number): number | undefined {
  if (record.expiresAt === undefined) return undefined;
  return at + Math.max(1, record.expiresAt - record.acceptedAt);
}
