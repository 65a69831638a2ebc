import type { Clock, Random } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { BacklogGate } from '../backlog/backlog-gate.ts';
import { encodeEvent } from '../journal/encode-event.ts';
import { bucketOfEventId } from '../lane/bucket.ts';
import { eventOperations } from '../openapi/event-operations.ts';
import { EVENT_CLASSES } from '../outbox/event-parts.ts';
import type { Intake } from '../outbox/intake.ts';
import { EVENT_STATUSES, type EventRecord, type Trouble } from '../outbox/outbox-store.ts';
import type { Store } from '../store/store.ts';
import { acceptEvents } from './accept-events.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './api-route.ts';
import { parseCustomerEvents, parseEvents } from './parse-events.ts';
import { checkId, encodePage, readChoice, readIdempotencyKey, readPage, readParam, readQuery } from './read-request.ts';

/** What the event routes work with. */
export interface EventRoutesOptions {
  readonly store: Store;
  readonly intake: Intake;
  readonly backlog: Pick<BacklogGate, 'enter'>;
  readonly clock: Clock;
  readonly random: Random;
  /** By how much a sample may lie ahead of the clock, in milliseconds. */
  readonly sampleAheadMs: number;
}

/** A thousand events of a usual size; a single one may measure 256 KiB. */
const BODY_LIMIT = 8 * 1024 * 1024;

const troubles: readonly Trouble[] = ['dead', 'expired', 'dropped', 'parked'];

/**
 * Events: `POST /v1/customers/{c}/events` and `POST /v1/events` take messages that were made whole; `GET /v1/events/{id}`,
 * `GET /v1/events?customer=…` and `GET /v1/events?status=dead` (of all customers) tell what became of them.
 */
export function eventRoutes(options: EventRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/customers/:customer/events',
      operation: eventOperations.acceptCustomerEvents,
      bodyLimit: BODY_LIMIT,
      commits: true,
      handle: request => {
        const events = parseEvents(request.body, readParam(request, 'customer'));
        return acceptEvents({ ...options, idempotencyKey: readIdempotencyKey(request) }, events);
      },
    },
    {
      method: 'POST',
      path: '/v1/events',
      customersOf: request => parseCustomerEvents(request.body).events.map(({ customer }) => customer),
      operation: eventOperations.acceptEvents,
      bodyLimit: BODY_LIMIT,
      commits: true,
      handle: request => {
        const { events, rejected } = parseCustomerEvents(request.body);
        return acceptEvents({ ...options, idempotencyKey: readIdempotencyKey(request) }, events, rejected);
      },
    },
    {
      method: 'GET',
      path: '/v1/events',
      operation: eventOperations.listEvents,
      handle: request => listEvents(options.store, request),
    },
    {
      method: 'GET',
      path: '/v1/events/:event',
      operation: eventOperations.readEvent,
      handle: request => readEvent(options.store, request),
    },
  ];
}

async function readEvent(store: Store, request: ApiRequest): Promise<ApiAnswer> {
  const id = readParam(request, 'event');
  const record = bucketOfEventId(id) === undefined ? undefined : await store.readEvent(id);
  if (record !== undefined) return { status: 200, body: encodeEvent(record) };
  throw new GatehouseError(
    'not-found',
    `No event is known as ${id}; ids are those that the relay answered, as long as retention keeps their events`,
  );
}

async function listEvents(store: Store, request: ApiRequest): Promise<ApiAnswer> {
  const { limit, after } = readPage(request);
  const page = { ...(after === undefined ? {} : { after }), limit: limit + 1 };
  const all = readQuery(request, 'customer') === undefined;
  const found = await (all ? listOfAll(store, request, page) : listOfOne(store, request, page));
  if (found.length === 0 && after !== undefined && (await store.readEvent(after)) === undefined) {
    const message = `The list cannot go on after ${after}: no such event is kept any more; ask again without after`;
    throw new GatehouseError('not-found', message);
  }
  return { status: 200, body: encodePage(found.map(encodeEvent), limit, event => event.id) };
}

interface Page {
  readonly after?: string;
  readonly limit: number;
}

/** Without a customer only what few events are can be asked for: anything else would read the whole store. */
function listOfAll(store: Store, request: ApiRequest, page: Page): Promise<readonly EventRecord[]> {
  const status = troubles.find(one => one === readChoice(request, 'status', EVENT_STATUSES));
  if (status === undefined || ['endpoint', 'class'].some(name => readQuery(request, name) !== undefined)) {
    const message = `Without a customer the query names one status and nothing else, out of ${troubles.join(', ')}; name a customer for other lists`;
    throw new GatehouseError('invalid-request', message);
  }
  return store.listTroubled({ ...page, status });
}

function listOfOne(store: Store, request: ApiRequest, page: Page): Promise<readonly EventRecord[]> {
  const customer = checkId(readQuery(request, 'customer'), "the query's customer");
  const endpointId = readQuery(request, 'endpoint');
  const eventClass = readChoice(request, 'class', EVENT_CLASSES);
  const status = readChoice(request, 'status', EVENT_STATUSES);
  return store.listEvents({
    customer,
    ...(endpointId === undefined ? {} : { endpointId }),
    ...(eventClass === undefined ? {} : { class: eventClass }),
    ...(status === undefined ? {} : { status }),
    ...page,
  });
}
