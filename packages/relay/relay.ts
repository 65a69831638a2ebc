import {
  type ConnectionMeter,
  createEventClient,
  createJsonPoster,
  createTokenClient,
  type EventClient,
  type JsonPoster,
  type TokenClient,
  type Transport,
} from '@gatehouse/client';
import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { BacklogGate } from './backlog/backlog-gate.ts';
import type { RelayConfig } from './config/relay-config.ts';
import { AfterDiscover } from './convergence/after-discover.ts';
import { Converger } from './convergence/converger.ts';
import { DirectiveDesk } from './directive/directive-desk.ts';
import { HandlerDesk } from './directive/handler-desk.ts';
import { ReplyDeadlines } from './directive/reply-deadlines.ts';
import { Registry } from './endpoint/registry.ts';
import { createGrantKeeper, type GrantKeeper } from './grant/grant-keeper.ts';
import { type GranteeResolver, openGranteeResolver } from './grantee/grantee-resolver.ts';
import { listen } from './http/listen.ts';
import { openServer } from './http/open-server.ts';
import { RequestsUnderWay } from './http/requests-under-way.ts';
import { createLaneRunner } from './lane/lane-runner.ts';
import { meterOf } from './metrics/meter-of.ts';
import type { Metrics } from './metrics/metrics.ts';
import { ProcessMetrics } from './metrics/process-metrics.ts';
import { NoticeDesk } from './notice/notice-desk.ts';
import { openNotices } from './notice/open-notices.ts';
import { Intake, type IntakeOptions } from './outbox/intake.ts';
import { ReplyDesk } from './reply/reply-desk.ts';
import { Keyring } from './seal/keyring.ts';
import { stopParts } from './stop-parts.ts';
import { DiskWatch } from './store/disk-watch.ts';
import type { Store } from './store/store.ts';
import { Feed } from './stream/feed.ts';
import { watchStore } from './stream/watch-store.ts';
import { createTraces } from './trace/traces.ts';
import { createUpkeep } from './upkeep/upkeep.ts';

/** What a relay is made of. The store belongs to the relay from then on: stopping the relay closes it. */
export interface RelayOptions {
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
  /** How connections to Amazon and to the handler are opened. Default: over HTTP. */
  readonly transport?: Transport;
  /** Makes spans of what the relay does. Default: none, at no cost. */
  readonly tracer?: Tracer;
  /** Reads the key file anew, when a grant has a key that is not known. Default: the keys stay as configured. */
  readonly readKeys?: () => Promise<string>;
}

/** A request to the relay's API that comes from within the process. */
export interface InnerRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query; any but that of the stream, which would be answered only when the relay stops. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

/** The API's answer to an {@link InnerRequest}. */
export interface InnerAnswer {
  readonly status: number;
  readonly text: string;
}

/** The skill's end of the event gateway, as one process. */
export interface Relay {
  /**
   * Listens, and begins to deliver what the store holds. Once only.
   *
   * @returns the address of its API, without a trailing slash
   * @throws GatehouseError `address-in-use`; `config-invalid` for an address that cannot be listened on
   */
  start(): Promise<{ readonly url: string }>;
  /** Begins to deliver without listening; in the place of `start`, for whoever reaches the API by `ask` alone. */
  startInside(): Promise<void>;
  /** Answers a request as the API does over HTTP, authorization included. Never rejects. */
  ask(request: InnerRequest): Promise<InnerAnswer>;
  /**
   * Takes nothing more, lets what is under way finish for at most 9.5 s, leaves the rest in the store, closes connections for
   * at most 1 s and the store for at most 5 s: 15.5 s altogether. Whoever asks while something is under way hears
   * `stopping`; from then on nothing listens.
   *
   * @param why told in the log
   * @throws GatehouseError `store-failed` when the store has not closed by then, because its disk does not answer;
   * nothing that was acknowledged is lost by it
   */
  stop(why?: string): Promise<void>;
}

const WITHOUT_SKILL =
  'No skill is configured, so every AcceptGrant is refused and nothing can be sent; set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET';

const UNSEALED =
  'Grants lie in the store unsealed; make keys with "gatehouse keys generate" and name the file in GATEHOUSE_RELAY_KEYS_FILE';

/** Wires a relay: this function and the ones that it calls are the map of the package. Nothing runs before `start`. */
export function createRelay(given: RelayOptions): Relay {
  const { config, clock, random, log } = given;
  const feed = new Feed({ clock, run: random.uuid() });
  const traces = createTraces(given.tracer);
  const disk = new DiskWatch(clock);
  const traced = traces.store(given.store);
  // Stores of several regions watch a disk each.
  const store = watchStore(traced.listParts === undefined ? disk.watch(traced) : traced, { feed });
  const options = { ...given, store };
  const metrics = new ProcessMetrics();
  const tokens = traces.tokens(openTokens(options, meterOf(metrics, 'token')));
  const handler = traces.handler(openHandler(options, meterOf(metrics, 'handler')));
  const events = traces.events(openEvents(options, metrics));
  const wake = (customer?: string): void => runner.wake(customer);
  const onGrant = (customer: string): void => {
    wake(customer);
    converger.hurry(customer);
  };
  const gates = openGrants(options, { tokens, metrics, onGrant });
  const { grants, grantees } = gates;
  const notices = openNotices({ ...options, traces }, metrics);
  const runner = createLaneRunner({
    ...{ store, grants, events, clock, random, log, config: config.delivery, notices: notices.sender },
    metrics: traces.metrics(metrics),
    traceDelivery: traces.delivery,
  });
  const upkeep = createUpkeep({ store, config: config.retention, clock, random, log });
  const converger = new Converger({ store, config: config.convergence, clock, random, log, wake });
  const converge = (customer: string): void => converger.hurry(customer);
  const afterDiscover = new AfterDiscover({ store, config: config.convergence, clock, log, converge });
  const desks = openDesks(options, { ...gates, handler, wake, accept: one => runner.accept(one), afterDiscover });

  let stopped: Promise<void> | undefined;
  const isStopping = (): boolean => stopped !== undefined;
  const watches = { traces, metrics, readRegions: () => runner.readRegions(), disk, feed };
  const underWay = new RequestsUnderWay();
  const server = openServer(options, { ...gates, ...desks, ...watches, wake, converge, isStopping, underWay });
  const rounds = [upkeep, converger];
  const clients = [events, tokens, handler, grantees, ...notices.clients];
  const work = { runner, grants, handlers: desks.handlers, rounds: [...rounds, afterDiscover] };
  const parts = { feed, server, underWay, ...work, clients, store, clock, log };
  return {
    start: async () => {
      const url = await listen(server, config);
      for (const one of [runner, ...rounds]) one.start();
      warnOfGaps(options);
      log.info('The relay listens', { url, store: store.describe().kind, skill: config.skill?.skillId });
      return { url };
    },
    startInside: async () => {
      await server.ready();
      for (const one of [runner, ...rounds]) one.start();
    },
    ask: request => askInside(server, request),
    stop: why => {
      stopped ??= stopParts(parts, why);
      return stopped;
    },
  };
}

/** What works, and is not what an operator wants in the long run. */
function warnOfGaps({ config, log, store }: RelayOptions): void {
  if (config.skill === undefined) log.warn(WITHOUT_SKILL);
  if (config.sealing === undefined && store.describe().kind !== 'memory') log.warn(UNSEALED);
}

interface Grants {
  readonly keyring: Keyring;
  readonly grants: GrantKeeper;
  readonly grantees: GranteeResolver | undefined;
}

/** Keys, grants, and whose they are. */
function openGrants(
  options: RelayOptions,
  more: { tokens: TokenClient | undefined; metrics: ProcessMetrics; onGrant: (customer: string) => void },
): Grants {
  const { config, clock, random, log, store, readKeys } = options;
  const keyring = new Keyring({ keys: config.sealing?.keys, readKeys, clock, random, log });
  const { discoverGraceMs } = config.delivery;
  const tools = { store, keyring, clock, random, log, limits: config.grants, discoverGraceMs };
  const grants = createGrantKeeper({ ...tools, ...more });
  return { keyring, grants, grantees: openGranteeResolver(config.customer, options) };
}

interface Desks {
  readonly intake: Intake;
  readonly registry: Registry;
  readonly backlog: BacklogGate;
  readonly replies: ReplyDesk;
  readonly notices: NoticeDesk;
  readonly handlers: HandlerDesk;
  readonly desk: DirectiveDesk;
}

/** Whatever takes something in: states and events, endpoints, directives and the late answers to them. */
function openDesks(
  options: RelayOptions,
  more: Grants & {
    handler: JsonPoster | undefined;
    wake: (customer: string) => void;
    accept: NonNullable<IntakeOptions['accept']>;
    afterDiscover: AfterDiscover;
  },
): Desks {
  const { config, clock, random, log, store } = options;
  const { grants, grantees, handler, wake, accept } = more;
  const { ttlMs, sampleAheadMs } = config;
  const deadlines = new ReplyDeadlines({ clock, store });
  const rules = { ttlMs, deadlineOf: (token: string) => deadlines.deadlineOf(token) };
  const recall = (token: string): Promise<void> => deadlines.recall(token);
  const onReply = (token: string): void => deadlines.markAnswered(token);
  const intake = new Intake({ store, accept, clock, random, rules, wake, recall, onReply });
  const registry = new Registry({ store, clock, random, wake });
  const backlog = new BacklogGate({ store, limits: config.backlog, clock });
  const notices = new NoticeDesk({ store, backlog, clock, random, config: config.notices, wake });
  const replies = new ReplyDesk({ store, intake, deadlines, clock, random, sampleAheadMs });
  const handlers = openHandlerDesk(options, { replies, deadlines, handler });
  const onDiscover = (customer: string): Promise<void> => more.afterDiscover.expect(customer);
  const tools = { store, grants, grantees, deadlines, clock, random, log };
  const desk = new DirectiveDesk({ ...tools, handler: handlers, onDiscover });
  return { intake, registry, backlog, replies, notices, handlers, desk };
}

function openEvents({ config, clock, transport }: RelayOptions, metrics: Metrics): EventClient {
  const { timeoutMs, connections, slow } = config.delivery;
  return createEventClient({
    urls: config.regions,
    clock,
    timeoutMs,
    connections: connections + slow,
    transport,
    meterOf: region => meterOf(metrics, region),
  });
}

async function askInside(server: FastifyInstance, request: InnerRequest): Promise<InnerAnswer> {
  const { method, path: url, headers = {}, body } = request;
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await server.inject({
    method,
    url,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: reply.statusCode, text: reply.payload };
}

function openTokens({ config, clock, transport }: RelayOptions, meter: ConnectionMeter): TokenClient | undefined {
  if (config.skill === undefined) return undefined;
  const { clientId, clientSecret } = config.skill;
  return createTokenClient({
    tokenUrl: config.tokenUrl,
    clientId,
    clientSecret,
    clock,
    timeoutMs: config.delivery.timeoutMs,
    transport,
    meter,
  });
}

function openHandler({ config, clock, transport }: RelayOptions, meter: ConnectionMeter): JsonPoster | undefined {
  if (config.handlerUrl === undefined) return undefined;
  // The desk cuts each call off at its own time; a lock that is put off has the longest.
  const timeoutMs = config.handlerTimeoutMs + config.deferral.lockMs;
  const { handlerUrl: url, handlerKey: key } = config;
  return createJsonPoster({ url, key, clock, timeoutMs, transport, meter });
}

function openHandlerDesk(
  { config, clock, random, log, store }: RelayOptions,
  more: { replies: ReplyDesk; deadlines: ReplyDeadlines; handler: JsonPoster | undefined },
): HandlerDesk {
  const { handlerTimeoutMs, deferral } = config;
  const { replies, deadlines, handler } = more;
  const tools = { store, clock, random, log, replies, deadlines };
  return new HandlerDesk({ ...tools, config: deferral, handlerTimeoutMs, postJson: handler?.postJson });
}
