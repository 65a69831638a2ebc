import type { ServerResponse } from 'node:http';
import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { tooMany } from '../backlog/too-many.ts';
import { operatorOperations } from '../openapi/operator-operations.ts';
import type { Feed } from '../stream/feed.ts';
import { STREAM_STATUSES, type StreamEntry, type StreamStatus } from '../stream/stream-entry.ts';
import { StreamWriter } from '../stream/stream-writer.ts';
import type { ApiRequest, ApiRoute } from './api-route.ts';
import { checkId, readHeader, readQuery } from './read-request.ts';

/** What the route of the stream works with. */
export interface StreamRoutesOptions {
  readonly feed: Feed;
  readonly clock: Pick<Clock, 'setTimer'>;
}

/** How many may listen at the same time: chosen. */
const MOST_LISTENERS = 32;
const RETRY_SECONDS = 10;

/**
 * `GET /v1/stream?customer=&status=`: what this process decides, as server-sent events, from now on or from after the
 * entry that the header `Last-Event-ID` names. `status` is one or several, with commas between. 429 for more than 32 listeners.
 */
export function streamRoutes({ feed, clock }: StreamRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/v1/stream',
      operation: operatorOperations.streamDecisions,
      handle: request => {
        const wants = readFilter(request);
        const after = readHeader(request, 'last-event-id');
        if (feed.size >= MOST_LISTENERS) {
          const message = `${MOST_LISTENERS} listeners are connected to the stream, which is as many as may be; close one`;
          throw tooMany(message, RETRY_SECONDS);
        }
        return { status: 200, stream: response => openStream(response, { feed, clock, wants, after }) };
      },
    },
  ];
}

function readFilter(request: ApiRequest): (entry: StreamEntry) => boolean {
  const customer = readQuery(request, 'customer');
  if (customer !== undefined) checkId(customer, "the query's customer");
  const statuses = readStatuses(request);
  return entry =>
    (customer === undefined || entry.customer === customer) && (statuses === undefined || statuses.has(entry.status));
}

function readStatuses(request: ApiRequest): ReadonlySet<StreamStatus> | undefined {
  const text = readQuery(request, 'status');
  if (text === undefined) return undefined;
  return new Set(
    text.split(',').map(word => {
      const status = STREAM_STATUSES.find(one => one === word.trim());
      if (status !== undefined) return status;
      const message = `The query's status has ${word.trim()}; allowed are ${STREAM_STATUSES.join(', ')}`;
      throw new GatehouseError('invalid-request', message);
    }),
  );
}

interface StreamAsk extends StreamRoutesOptions {
  readonly wants: (entry: StreamEntry) => boolean;
  readonly after: string | undefined;
}

function openStream(response: ServerResponse, { feed, clock, wants, after }: StreamAsk): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' });
  if (response.req.method === 'HEAD') return void response.end();
  response.write(': the decisions of this process\n\n');
  const writer = new StreamWriter(response, { clock, wants });
  const rest = after === undefined ? undefined : feed.readAfter(after);
  if (rest?.complete === false) writer.tellMissed({ why: `What followed ${after} is not kept any more` });
  for (const entry of rest?.entries ?? []) writer.hear(entry);
  response.once('close', feed.subscribe(writer));
}
