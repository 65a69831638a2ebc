import {
  createEventClient,
  createJsonPoster,
  createTokenClient,
  type JsonPoster,
  type TokenClient,
  type Transport,
} from '@gatehouse/client';
import { type Clock, type Log, type Random, sleep } from '@gatehouse/client/platform';
import { classOfProperty, GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { RelayConfig } from './config/relay-config.ts';
import { DirectiveDesk } from './directive/directive-desk.ts';
import { ReplyDeadlines } from './directive/reply-deadlines.ts';
import { Registry } from './endpoint/registry.ts';
import { createGrantKeeper, type GrantKeeper } from './grant/grant-keeper.ts';
import { type GranteeResolver, openGranteeResolver } from './grantee/grantee-resolver.ts';
import { createServer } from './http/create-server.ts';
import { customerRoutes } from './http/customer-routes.ts';
import { directiveRoutes } from './http/directive-routes.ts';
import { endpointRoutes } from './http/endpoint-routes.ts';
import { eventRoutes } from './http/event-routes.ts';
import { grantRoutes } from './http/grant-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import { keyRoutes } from './http/key-routes.ts';
import { ledgerRoutes } from './http/ledger-routes.ts';
import { stateRoutes } from './http/state-routes.ts';
import { createLaneRunner, type LaneRunner } from './lane/lane-runner.ts';
import { Intake } from './outbox/intake.ts';
import { Keyring } from './seal/keyring.ts';
import type { Store } from './store/store.ts';

/** What a relay is made of. The store belongs to the relay from then on: stopping the relay closes it. */
export interface RelayOptions {
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: Store;
  /** How connections to Amazon and to the handler are opened. Default: over HTTP. */
  readonly transport?: Transport;
  /** Reads the key file anew, when a grant has a key that is not known. Default: the keys stay as configured. */
  readonly readKeys?: () => Promise<string>;
}

/** A request to the relay's API that comes from within the process. */
export interface InnerRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
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
  /** Takes nothing more, lets what is under way finish for at most 10 s, leaves the rest in the store and closes it. */
  stop(): Promise<void>;
}

/** How long requests and deliveries under way may take after the stop, in milliseconds; closing takes the rest of 10 s. */
const DRAIN_MS = 8_000;
const CLOSE_MS = 1_000;

const WITHOUT_SKILL =
  'No skill is configured, so every AcceptGrant is refused and nothing can be sent; set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET';

const UNSEALED =
  'Grants lie in the store unsealed; make keys with "gatehouse keys generate" and name the file in GATEHOUSE_RELAY_KEYS_FILE';

/** Wires a relay: this function is the map of the package. Nothing runs before `start`. */
export function createRelay(options: RelayOptions): Relay {
  const { config, clock, random, log, store } = options;
  const { delivery, sampleAheadMs } = config;
  const tokens = openTokens(options);
  const handler = openHandler(options);
  const events = createEventClient({ urls: config.regions, clock, transport: options.transport, ...delivery });
  const wake = (customer?: string): void => runner.wake(customer);
  const { keyring, grants, grantees } = openGrants(options, { tokens, onGrant: wake });
  const runner = createLaneRunner({ store, grants, events, clock, random, log, config: delivery });

  const deadlines = new ReplyDeadlines(clock);
  const rules = {
    classOf: classOfProperty,
    ttlMs: config.ttlMs,
    deadlineOf: (token: string) => deadlines.deadlineOf(token),
  };
  const intake = new Intake({ store, clock, random, rules, wake });
  const registry = new Registry({ store, clock, random, wake });
  const postJson = handler && { postJson: handler.postJson };
  const desk = new DirectiveDesk({ store, grants, grantees, deadlines, random, log, ...postJson });

  let stopped: Promise<void> | undefined;
  const isStopping = (): boolean => stopped !== undefined;
  const server = createServer({
    routes: [
      ...directiveRoutes(desk),
      ...endpointRoutes(registry),
      ...stateRoutes({ registry, intake, clock, sampleAheadMs }),
      ...eventRoutes({ store, intake, clock, random, sampleAheadMs }),
      ...customerRoutes(store),
      ...grantRoutes(grants),
      ...keyRoutes({ store, keyring }),
      ...ledgerRoutes(store),
      ...healthRoutes(store, isStopping),
    ],
    log,
    isStopping,
    ...(config.apiKey === undefined ? {} : { apiKey: config.apiKey }),
  });
  const parts = { server, runner, grants, clients: [events, tokens, handler, grantees], store, clock };
  return {
    start: async () => {
      const url = await listen(server, config);
      runner.start();
      warnOfGaps(options);
      log.info('The relay listens', { url, store: store.describe().kind, skill: config.skill?.skillId });
      return { url };
    },
    startInside: async () => {
      await server.ready();
      runner.start();
    },
    ask: request => askInside(server, request),
    stop: () => {
      stopped ??= stopParts(parts);
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
  more: { tokens: TokenClient | undefined; onGrant: (customer: string) => void },
): Grants {
  const { config, clock, random, log, store, readKeys } = options;
  const keyring = new Keyring({ keys: config.sealing?.keys, readKeys, clock, random, log });
  const { discoverGraceMs } = config.delivery;
  const tools = { store, keyring, clock, random, log, limits: config.grants, discoverGraceMs };
  const grants = createGrantKeeper({ ...tools, ...more });
  return { keyring, grants, grantees: openGranteeResolver(config.customer, options) };
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

function openTokens({ config, clock, transport }: RelayOptions): TokenClient | undefined {
  if (config.skill === undefined) return undefined;
  const { clientId, clientSecret } = config.skill;
  return createTokenClient({
    tokenUrl: config.tokenUrl,
    clientId,
    clientSecret,
    clock,
    timeoutMs: config.delivery.timeoutMs,
    transport,
  });
}

function openHandler({ config, clock, transport }: RelayOptions): JsonPoster | undefined {
  if (config.handlerUrl === undefined) return undefined;
  return createJsonPoster({ url: config.handlerUrl, clock, timeoutMs: config.handlerTimeoutMs, transport });
}

async function listen(server: FastifyInstance, config: RelayConfig): Promise<string> {
  const { host, port } = config;
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const taken = cause instanceof Error && Reflect.get(cause, 'code') === 'EADDRINUSE';
    const message = taken
      ? `Port ${port} of ${host} is taken; stop the other process or choose another port`
      : `The relay cannot listen on ${host}, port ${port}; choose another host or port`;
    throw new GatehouseError(taken ? 'address-in-use' : 'config-invalid', message, { pointer: '/port', cause });
  }
  const address = server.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host}:${bound}`;
}

interface Parts {
  readonly server: FastifyInstance;
  readonly runner: LaneRunner;
  readonly grants: GrantKeeper;
  readonly clients: readonly ({ close(): Promise<void> } | undefined)[];
  readonly store: Store;
  readonly clock: Clock;
}

async function stopParts({ server, runner, grants, clients, store, clock }: Parts): Promise<void> {
  const closeServer = within(clock, DRAIN_MS, server.close()).finally(() => server.server.closeAllConnections());
  const stopGrants = within(clock, DRAIN_MS, grants.stop());
  await Promise.all([closeServer, runner.stop({ drainMs: DRAIN_MS }), stopGrants]);
  await within(clock, CLOSE_MS, Promise.all(clients.map(client => client?.close())));
  await store.close();
}

/** Waits for work, but not for longer than `limitMs`; what fails meanwhile is over, too. */
async function within(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const done = work.then(
    () => {},
    () => {},
  );
  await Promise.race([done, sleep(clock, limitMs, over.signal)]);
  over.abort();
}
