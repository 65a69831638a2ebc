import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createEventClient, createTokenClient, type TokenClient } from '@gatehouse/client';
import { type Random, Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import {
  createRecordingLog,
  createSeededRandom,
  createVirtualClock,
  type RecordingLog,
  type VirtualClock,
} from '@gatehouse/testing';
import { type DeliveryConfig, deliveryDefaults } from '../config/delivery-config.ts';
import type { GrantAnswer } from '../grant/accept-grant.ts';
import { createGrantKeeper, type GrantKeeper } from '../grant/grant-keeper.ts';
import { encodeEventId } from '../lane/bucket.ts';
import { createLaneRunner, type LaneRunner } from '../lane/lane-runner.ts';
import type { EventRecord, NewEvent } from '../outbox/outbox-store.ts';
import type { PropertyClass, Sample } from '../shadow/property-value.ts';
import { openSqliteStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { FakeAmazon } from './fake-amazon.ts';
import { calmProbe, WorkCounter } from './work-counter.ts';

/** What a bench may be told; everything else is as in production. */
export interface BenchOptions {
  readonly config?: Partial<DeliveryConfig>;
  /** The first customer is linked in this region before the test; `none` for not at all. Default `NA`. */
  readonly linked?: Region | 'unknown' | 'none';
}

/** The customer of most tests. */
export const CUSTOMER = 'customer-1';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };

/**
 * A relay's delivery with everything real but time and Amazon: the store is SQLite in memory, requests travel over
 * sockets. Time passes only in {@link DeliveryBench.advance}.
 */
export class DeliveryBench {
  readonly clock: VirtualClock;
  readonly log: RecordingLog = createRecordingLog();
  readonly random: Random = createSeededRandom(7);
  readonly amazon: FakeAmazon;
  readonly store: Store;
  readonly keeper: GrantKeeper;
  readonly tokens: TokenClient;
  readonly config: DeliveryConfig;
  runner: LaneRunner;
  readonly #stored = new WorkCounter();
  readonly #sent = new WorkCounter();
  readonly #interceptors = new Map<string, () => void>();
  readonly #clients: readonly { close(): Promise<void> }[];
  readonly #options: () => Parameters<typeof createLaneRunner>[0];

  constructor(parts: { store: Store; amazon: FakeAmazon; clock: VirtualClock }, options: BenchOptions) {
    this.clock = parts.clock;
    this.amazon = parts.amazon;
    this.config = { ...deliveryDefaults, ...options.config };
    const { clock, log, random, config } = this;
    const { timeoutMs, discoverGraceMs } = config;
    const { tokenUrl, urls } = parts.amazon;
    const clientSecret = new Secret('gatehouse-secret-client');
    const tokens = createTokenClient({ tokenUrl, clientId: 'client-1', clientSecret, clock, timeoutMs });
    const connections = config.connections + config.slow;
    const events = createEventClient({ urls, clock, timeoutMs, connections });
    this.#clients = [tokens, events];
    this.store = this.#stored.watch(interceptable(parts.store, this.#interceptors));
    const watched = { tokens: this.#sent.watch(tokens), events: this.#sent.watch(events) };
    const { store } = this;
    const onGrant = (customer: string): void => this.runner.wake(customer);
    const grants = createGrantKeeper({ store, tokens: watched.tokens, clock, random, log, discoverGraceMs, onGrant });
    this.keeper = grants;
    this.tokens = watched.tokens;
    this.#options = () => ({ store, grants, events: watched.events, clock, random, log, config });
    this.runner = createLaneRunner(this.#options());
  }

  /** Looks at each call of one method of the store before it is made; what it throws is how the call ends. */
  intercept(method: keyof Store, look: () => void): void {
    this.#interceptors.set(method, look);
  }

  /** A second runner over the same store, as after a restart or beside the first. */
  addRunner(): LaneRunner {
    return createLaneRunner(this.#options());
  }

  /** Lets time pass; between two timers everything settles, the store's thread and the sockets included. */
  advance(durationMs: number): Promise<void> {
    return this.clock.advance(durationMs, this.#probe());
  }

  settle(): Promise<void> {
    return this.clock.settle(this.#probe());
  }

  #probe(): () => boolean {
    return calmProbe(() => this.#stored.running === 0 && this.#sent.running <= this.amazon.hanging);
  }

  /** Waits for something that needs no time to pass, only for what is under way. */
  async finish<T>(work: Promise<T>): Promise<T> {
    await this.settle();
    return work;
  }

  acceptGrant(region?: Region, code: string = 'GATEHOUSE-CODE-1', customer: string = CUSTOMER): Promise<GrantAnswer> {
    return this.keeper.acceptGrant({ customer, region, code: new Secret(code) });
  }

  /** A lamp's power state as a PATCH would bring it; answers the event's id. */
  putPower(value: 'ON' | 'OFF', where: { endpointId?: string; customer?: string } = {}): Promise<string> {
    return this.#putState('level', { ...POWER, value }, where);
  }

  /** A contact's state; `expiresInMs` as the relay would set it by time to live. */
  putContact(
    value: 'DETECTED' | 'NOT_DETECTED',
    more: { endpointId?: string; expiresInMs?: number } = {},
  ): Promise<string> {
    return this.#putState('edge', { ...CONTACT, value }, more);
  }

  async #putState(
    propertyClass: PropertyClass,
    { value, ...key }: { namespace: string; name: string; value: string },
    {
      endpointId = 'lamp-1',
      customer = CUSTOMER,
      expiresInMs,
    }: { endpointId?: string; customer?: string; expiresInMs?: number },
  ): Promise<string> {
    const sample: Sample = { value, timeOfSample: this.clock.now(), uncertaintyInMilliseconds: 0 };
    const cause = 'PHYSICAL_INTERACTION';
    const draft: NewEvent['draft'] =
      propertyClass === 'level'
        ? { type: 'level', cause, properties: [key] }
        : { type: 'changes', cause, properties: [{ ...key, ...sample }] };
    const { version } = await this.store.readShadow(customer, endpointId);
    const change = { ...key, ...sample, class: propertyClass, forgetReported: false };
    const shadows = [{ endpointId, expectedVersion: version, properties: [change] }];
    return this.add(
      { class: propertyClass, draft, endpointId, customer, ...(expiresInMs === undefined ? {} : { expiresInMs }) },
      shadows,
    );
  }

  /** Any event, as intake would queue it. */
  async add(
    event: Pick<NewEvent, 'class' | 'draft'> & {
      endpointId?: string;
      customer?: string;
      orderKey?: string;
      kind?: string;
      expiresInMs?: number;
    },
    shadows: Parameters<Store['accept']>[0]['shadows'] = [],
  ): Promise<string> {
    const {
      customer = CUSTOMER,
      endpointId = 'lamp-1',
      orderKey = endpointId,
      kind = 'ChangeReport',
      expiresInMs,
    } = event;
    const id = encodeEventId(customer, this.random.uuid());
    const at = this.clock.now();
    const rest = { class: event.class, draft: event.draft, kind, orderKey, endpointId, messageId: this.random.uuid() };
    const added = expiresInMs === undefined ? { id, ...rest } : { id, ...rest, expiresAt: at + expiresInMs };
    const result = await this.store.accept({ customer, at, shadows, events: [added] });
    assert.equal(result.type, 'committed');
    this.runner.wake(customer);
    return id;
  }

  async read(id: string): Promise<EventRecord> {
    const record = await this.store.readEvent(id);
    assert.ok(record !== undefined, `Expected the event ${id} to be known`);
    return record;
  }

  /** Fails when accepted events are not all accounted for. */
  async assertBalance(): Promise<void> {
    const { accepted, ...ends } = await this.store.readLedger();
    assert.equal(
      accepted,
      Object.values(ends).reduce((sum, count) => sum + count, 0),
      'the ledger balances',
    );
  }

  /** Closes everything, and fails when an event is unaccounted for or a timer is left over. */
  async close(): Promise<void> {
    await this.assertBalance();
    const stopped = Promise.all([this.runner.stop({ drainMs: 0 }), this.keeper.stop()]);
    await Promise.all([stopped, this.advance(this.config.timeoutMs)]);
    await Promise.all(this.#clients.map(client => client.close()));
    await this.store.close();
    await this.amazon.close();
    assert.deepEqual(this.clock.pending(), [], 'no timer is left over');
  }
}

/** Sets up a bench, linked and running; it is closed after the test, which fails when anything is left over. */
export async function startBench(test: TestContext, options: BenchOptions = {}): Promise<DeliveryBench> {
  const bench = await openBench(options);
  test.after(() => bench.close());
  return bench;
}

/** Sets up a bench, linked and running, for whoever closes it. */
export async function openBench(options: BenchOptions = {}): Promise<DeliveryBench> {
  const store = await openSqliteStore({ memory: true });
  const clock = createVirtualClock();
  const amazon = new FakeAmazon(clock);
  await amazon.listen();
  const bench = new DeliveryBench({ store, amazon, clock }, options);
  const { linked = 'NA' } = options;
  const region = linked === 'unknown' || linked === 'none' ? undefined : linked;
  if (linked !== 'none') assert.deepEqual(await bench.acceptGrant(region), { type: 'accepted' });
  await bench.advance(bench.config.discoverGraceMs);
  bench.runner.start();
  await bench.settle();
  return bench;
}

function interceptable(store: Store, interceptors: ReadonlyMap<string, () => void>): Store {
  return new Proxy(store, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(store, name, store);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        interceptors.get(String(name))?.();
        return Reflect.apply(member, store, args);
      };
    },
  });
}
