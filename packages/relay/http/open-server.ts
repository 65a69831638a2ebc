import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { FastifyInstance } from 'fastify';
import type { BacklogGate } from '../backlog/backlog-gate.ts';
import { WaitingGate } from '../backlog/waiting-gate.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import type { DirectiveDesk } from '../directive/directive-desk.ts';
import type { Registry } from '../endpoint/registry.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import type { ProcessMetrics } from '../metrics/process-metrics.ts';
import type { NoticeDesk } from '../notice/notice-desk.ts';
import type { Intake } from '../outbox/intake.ts';
import type { RegionReading } from '../rate/region-reading.ts';
import type { ReplyDesk } from '../reply/reply-desk.ts';
import type { Keyring } from '../seal/keyring.ts';
import type { DiskWatch } from '../store/disk-watch.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from '../stream/feed.ts';
import type { Traces } from '../trace/traces.ts';
import type { ApiRoute } from './api-route.ts';
import { createServer } from './create-server.ts';
import { customerRoutes } from './customer-routes.ts';
import { directiveRoutes } from './directive-routes.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { openApiRoutes } from './openapi-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { placeCustomers } from './place-customers.ts';
import { replyRoutes } from './reply-routes.ts';
import type { RequestsUnderWay } from './requests-under-way.ts';
import { skillEventRoutes } from './skill-event-routes.ts';
import { stateRoutes } from './state-routes.ts';
import { streamRoutes } from './stream-routes.ts';

/** What every room has. */
export interface ServerTools {
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
}

/** The rooms that the routes lead to. */
export interface ServerRooms {
  readonly keyring: Keyring;
  readonly grants: GrantKeeper;
  readonly intake: Intake;
  readonly registry: Registry;
  readonly backlog: BacklogGate;
  readonly replies: ReplyDesk;
  readonly notices: NoticeDesk;
  readonly desk: DirectiveDesk;
  readonly traces: Traces;
  readonly metrics: ProcessMetrics;
  readonly readRegions: () => readonly RegionReading[];
  readonly disk: DiskWatch;
  readonly feed: Feed;
  readonly wake: (customer: string) => void;
  readonly converge: (customer: string) => void;
  readonly isStopping: () => boolean;
  readonly underWay: RequestsUnderWay;
}

/** Makes the HTTP server of all routes, and their description with it; nothing listens yet. */
export function openServer(tools: ServerTools, rooms: ServerRooms): FastifyInstance {
  const { config, clock, log, store } = tools;
  const routes = routesOf(tools, rooms);
  return createServer({
    routes: rooms.traces.routes([...placeCustomers(routes, store), ...openApiRoutes(routes)]),
    log,
    isStopping: rooms.isStopping,
    underWay: rooms.underWay,
    waiting: new WaitingGate(config.backlog),
    apiKey: config.apiKey,
    apiKeys: config.apiKeys,
    clock,
  });
}

function routesOf({ config, clock, random, log, store }: ServerTools, rooms: ServerRooms): ApiRoute[] {
  const { intake, registry, backlog, keyring, wake, converge, isStopping } = rooms;
  const { sampleAheadMs } = config;
  return [
    ...directiveRoutes(rooms.desk),
    ...endpointRoutes(registry, backlog),
    ...stateRoutes({ registry, intake, backlog, clock, sampleAheadMs }),
    ...eventRoutes({ store, intake, backlog, clock, random, sampleAheadMs }),
    ...replyRoutes(rooms.replies),
    ...noticeRoutes({ desk: rooms.notices, store, clock, wake }),
    ...skillEventRoutes({ store, config }),
    ...operatorRoutes({ store, clock, random, wake, converge }),
    ...customerRoutes(store),
    ...grantRoutes(rooms.grants),
    ...keyRoutes({ store, keyring }),
    ...ledgerRoutes(store),
    ...metricsRoutes({ store, metrics: rooms.metrics, readRegions: rooms.readRegions, clock, log }),
    ...streamRoutes({ feed: rooms.feed, clock }),
    ...healthRoutes({ store, disk: rooms.disk, keyring, clock, isStopping }),
  ];
}
