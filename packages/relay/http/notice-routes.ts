import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError, parseRegion, type Region } from '@gatehouse/protocol';
import { encodeEvent } from '../journal/encode-event.ts';
import type { LaneStore } from '../lane/lane-store.ts';
import type { NoticeDesk } from '../notice/notice-desk.ts';
import { encodeNoticeHolder } from '../notice/notice-holder.ts';
import { noticeOperations } from '../openapi/notice-operations.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { encodeSubscriber } from '../subscriber/encode-subscriber.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from './api-route.ts';
import { encodePage, readIdempotencyKey, readPage, readQuery } from './read-request.ts';

/** What the routes of notices work with. */
export interface NoticeRoutesOptions {
  readonly desk: NoticeDesk;
  readonly store: Pick<OutboxStore, 'listEvents'> & Pick<LaneStore, 'resumeLane' | 'dropLane'> & SubscriberStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Told of a lane that may move again. */
  readonly wake: (holder: string) => void;
}

/**
 * `POST /v1/notices` takes a notice and answers 202 after the commit; with `?preview` it says what would be sent and heard,
 * and sends nothing. `GET /v1/notices?region=&user=` lists what became of those for one customer, or for everybody in a
 * region; with `…/resume` a person sends on those of them that wait, with `…/drop` gives them up, and both answer
 * `{events}`. `GET /v1/subscribers` lists who may be told what.
 */
export function noticeRoutes({ desk, store, clock, wake }: NoticeRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/v1/notices',
      operation: noticeOperations.acceptNotice,
      commits: true,
      handle: request => acceptNotice(desk, request),
    },
    {
      method: 'GET',
      path: '/v1/notices',
      operation: noticeOperations.listNotices,
      handle: request => listNotices(store, request),
    },
    {
      method: 'POST',
      path: '/v1/notices/resume',
      operation: noticeOperations.resumeNotices,
      commits: true,
      scope: 'operate',
      handle: async request => {
        const customer = await readHolder(store, request);
        const body = await store.resumeLane({ customer, at: clock.now() });
        wake(customer);
        return { status: 200, body };
      },
    },
    {
      method: 'POST',
      path: '/v1/notices/drop',
      operation: noticeOperations.dropNotices,
      commits: true,
      scope: 'operate',
      handle: async request => {
        const customer = await readHolder(store, request);
        const why = 'A person gave up the notices that waited';
        return { status: 200, body: await store.dropLane({ customer, at: clock.now(), why }) };
      },
    },
    {
      method: 'GET',
      path: '/v1/subscribers',
      operation: noticeOperations.listSubscribers,
      handle: request => listSubscribers(store, request),
    },
  ];
}

async function acceptNotice(desk: NoticeDesk, request: ApiRequest): Promise<ApiAnswer> {
  const { preview } = request.query;
  if (preview !== undefined && preview !== 'false') return { status: 200, body: await desk.preview(request.body) };
  return { status: 202, body: await desk.accept(request.body, readIdempotencyKey(request)) };
}

async function listNotices(store: NoticeRoutesOptions['store'], request: ApiRequest): Promise<ApiAnswer> {
  const customer = await readHolder(store, request);
  const { limit, after } = readPage(request);
  const found = await store.listEvents({ customer, limit: limit + 1, ...(after === undefined ? {} : { after }) });
  return { status: 200, body: encodePage(found.map(encodeEvent), limit, event => event.id) };
}

/** Whose notices a query means: those of one customer, whose region skill events may have told, or of everybody in a region. */
async function readHolder(store: Pick<SubscriberStore, 'readSubscriber'>, request: ApiRequest): Promise<string> {
  const user = readQuery(request, 'user');
  const told = async (): Promise<Region | undefined> =>
    user === undefined ? undefined : (await store.readSubscriber(user))?.region;
  const region = readRegionQuery(request) ?? (await told());
  if (region === undefined) {
    const message = 'The query names no region, and none is known of the user; allowed are NA, EU and FE';
    throw new GatehouseError('invalid-request', message);
  }
  return encodeNoticeHolder(user === undefined ? { region } : { region, user });
}

async function listSubscribers(store: SubscriberStore, request: ApiRequest): Promise<ApiAnswer> {
  const { limit, after } = readPage(request);
  const event = readQuery(request, 'event');
  const region = readRegionQuery(request);
  const found = await store.listSubscribers({
    limit: limit + 1,
    ...(after === undefined ? {} : { after }),
    ...(event === undefined ? {} : { event }),
    ...(region === undefined ? {} : { region }),
  });
  return { status: 200, body: encodePage(found.map(encodeSubscriber), limit, ({ user }) => user) };
}

function readRegionQuery(request: ApiRequest): Region | undefined {
  const text = readQuery(request, 'region');
  const region = text === undefined ? undefined : parseRegion(text);
  if (text === undefined || region !== undefined) return region;
  throw new GatehouseError('invalid-request', `The query's region is ${text}; allowed are NA, EU and FE`);
}
