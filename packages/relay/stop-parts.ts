import { type Clock, type Log, sleep } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import type { HandlerDesk } from './directive/handler-desk.ts';
import type { GrantKeeper } from './grant/grant-keeper.ts';
import type { RequestsUnderWay } from './http/requests-under-way.ts';
import type { LaneRunner } from './lane/lane-runner.ts';
import type { Store } from './store/store.ts';
import type { Feed } from './stream/feed.ts';
import type { Rounds } from './upkeep/rounds.ts';

/** How long requests and deliveries under way may take after the stop, in milliseconds. */
const DRAIN_MS = 8_000;
/** After how long whatever has not ended by then is left alone: the store may hang, and keep anything from ending. */
const STOP_MS = 9_500;
/** How long connections, and then the store, may take to close, in milliseconds: chosen, far above what they take. */
const CLOSE_MS = 1_000;
const CLOSE_STORE_MS = 5_000;

/** What a stop has to end and to close. */
export interface StoppingParts {
  readonly feed: Feed;
  readonly server: FastifyInstance;
  readonly underWay: RequestsUnderWay;
  readonly runner: LaneRunner;
  readonly grants: GrantKeeper;
  readonly handlers: HandlerDesk;
  readonly rounds: readonly Pick<Rounds, 'stop'>[];
  readonly clients: readonly ({ close(): Promise<void> } | undefined)[];
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Stops a relay from the outside in. The port stays open while something is under way, so that whoever asks then is told
 * `stopping`; what has not ended in its time is left alone.
 *
 * @param why told in the log
 * @throws GatehouseError `store-failed` when the store does not close in its time
 */
export async function stopParts(parts: StoppingParts, why: string | undefined): Promise<void> {
  const { feed, underWay, clients, store, clock, log } = parts;
  const began = clock.monotonic();
  log.info('The relay stops', { ...(why === undefined ? {} : { why }), requests: underWay.size });
  feed.close();
  await endWork(parts);
  const closeServer = closeConnections(parts);
  await Promise.all([closeServer, within(clock, CLOSE_MS, Promise.all(clients.map(client => client?.close())))]);
  await closeStore(store, { clock, log });
  log.info('The relay has stopped', { tookMs: clock.monotonic() - began });
}

/** Lets what is under way end. */
async function endWork({ underWay, runner, grants, handlers, rounds, clock }: StoppingParts): Promise<void> {
  const endRequests = within(clock, DRAIN_MS, underWay.over());
  const stopGrants = within(clock, DRAIN_MS, grants.stop());
  const stopHandlers = handlers.stop(async work => void (await within(clock, DRAIN_MS, work)));
  const stopRounds = rounds.map(one => within(clock, DRAIN_MS, one.stop()));
  const stopRunner = runner.stop({ drainMs: DRAIN_MS });
  await within(clock, STOP_MS, Promise.all([endRequests, stopRunner, stopGrants, stopHandlers, ...stopRounds]));
}

async function closeConnections({ server, clock }: StoppingParts): Promise<void> {
  await within(clock, CLOSE_MS, server.close());
  server.server.closeAllConnections();
}

async function closeStore(store: Store, { clock, log }: Pick<StoppingParts, 'clock' | 'log'>): Promise<void> {
  const closing = store.close();
  if (await within(clock, CLOSE_STORE_MS, closing)) return closing;
  const limitMs = CLOSE_STORE_MS;
  log.error('The store does not close, its disk does not answer; what was acknowledged is on it', { limitMs });
  throw new GatehouseError('store-failed', `The store did not close within ${limitMs} ms: its disk does not answer`);
}

/** Waits for work, but not for longer than `limitMs`; what fails meanwhile is over, too. Answers whether it is over. */
async function within(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const done = work.then(
    () => true,
    () => true,
  );
  const late = sleep(clock, limitMs, over.signal).then(() => false);
  const isOver = await Promise.race([done, late]);
  over.abort();
  return isOver;
}
