import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, type EventResult, judgeEventAnswer } from '@gatehouse/client';
import { Secret, sleep } from '@gatehouse/client/platform';
import { doorbellPress, encodeTimestamp } from '@gatehouse/protocol';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { type DeliveryConfig, deliveryDefaults } from '../config/delivery-config.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import { encodeEventId } from '../lane/bucket.ts';
import { createLaneRunner, type LaneRunnerOptions } from '../lane/lane-runner.ts';
import { openSqliteStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { calmProbe, WorkCounter } from './work-counter.ts';

/** How a customer's gateway behaves: accepts after a while, throttles, or never answers. */
type Mood = 'good' | 'busy' | 'hanging';

interface Plan {
  readonly customers: number;
  readonly eventsEach: number;
  readonly withinMs: number;
  readonly moodOf: (index: number) => Mood;
  readonly config?: Partial<DeliveryConfig>;
}

const TIMEOUT_MS = 10_000;
const WARM_UP_MS = 1_000;

const wellMannered = (): Mood => 'good';
const oneInTen = (index: number): Mood => (index % 20 === 0 ? 'busy' : index % 20 === 10 ? 'hanging' : 'good');

/**
 * Delivery with Amazon in memory: real lanes and a real store, and time that passes only when somebody waits. What a
 * customer's events wait for is then nothing but other customers.
 */
class Town {
  readonly clock = createVirtualClock();
  readonly random = createSeededRandom(11);
  readonly config: DeliveryConfig;
  readonly plan: Plan;
  readonly latencies: number[] = [];
  readonly #work = new WorkCounter();
  readonly #accepted = new Map<string, number>();
  underWay = 0;
  mostUnderWay = 0;
  sentToBad = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.config = { ...deliveryDefaults, timeoutMs: TIMEOUT_MS, ...plan.config };
  }

  /** Plays the plan and answers how long each event of a good customer took from commit to acceptance, in milliseconds. */
  async play(): Promise<readonly number[]> {
    const store = this.#work.watch(await openSqliteStore({ memory: true }));
    const probe = calmProbe(() => this.#work.running === 0);
    const customers = Array.from({ length: this.plan.customers }, (_, index) => index);
    const linked = Promise.all(customers.map(index => this.#link(store, index)));
    await this.clock.settle(probe);
    await linked;
    const runner = createLaneRunner({ ...this.#runnerOptions(), store });
    runner.start();
    const due = customers.flatMap(index => Array.from({ length: this.plan.eventsEach }, () => index));
    for (const index of due) {
      const at = WARM_UP_MS + Math.floor(this.random.next() * this.plan.withinMs);
      this.clock.setTimer(at, () => void this.#put(store, index).then(() => runner.wake(customerOf(index))));
    }
    await this.clock.advance(WARM_UP_MS + this.plan.withinMs + TIMEOUT_MS, probe);
    await Promise.all([runner.stop({ drainMs: 0 }), this.clock.advance(TIMEOUT_MS, probe)]);
    await store.close();
    return this.latencies.sort((a, b) => a - b);
  }

  #runnerOptions(): Omit<LaneRunnerOptions, 'store'> {
    const { clock, random, config } = this;
    const log = createRecordingLog();
    const events = {
      sendEvent: ({ token, body, signal }: { token: Secret; body: string; signal?: AbortSignal | undefined }) =>
        this.#answer(token.reveal(), { body, signal }),
      resolveRegion: () => assert.fail('Every region is known'),
      close: async () => {},
    };
    return { clock, random, config, log, events, grants: grantsOf() };
  }

  async #link(store: Store, index: number): Promise<void> {
    const at = this.clock.now();
    const grant = { customer: customerOf(index), tokens: '{}', expiresAt: at + 3_600_000, region: 'NA' as const };
    await store.putGrant({ ...grant, at, dueAt: at });
  }

  async #put(store: Store, index: number): Promise<void> {
    const customer = customerOf(index);
    const at = this.clock.now();
    const [id, messageId, endpointId] = [encodeEventId(customer, this.random.uuid()), this.random.uuid(), 'door-1'];
    const message = doorbellPress({ messageId, endpointId, timestamp: encodeTimestamp(at) });
    const draft = { type: 'message' as const, message };
    const event = { id, class: 'edge' as const, kind: 'DoorbellPress', messageId, orderKey: id, endpointId, draft };
    this.#accepted.set(messageId, at);
    await store.accept({ customer, at, shadows: [], events: [event] });
  }

  async #answer(customer: string, send: { body: string; signal: AbortSignal | undefined }): Promise<EventResult> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    const mood = this.plan.moodOf(Number(customer.split('-')[1]));
    const tookMs = mood === 'hanging' ? TIMEOUT_MS : 40 + Math.floor(this.random.next() * 20);
    await sleep(this.clock, tookMs, send.signal ?? new AbortController().signal);
    this.underWay -= 1;
    if (mood !== 'good') this.sentToBad += 1;
    if (mood === 'good') this.#note(send.body);
    const answer: Answer =
      mood === 'hanging'
        ? { type: 'unanswered', reason: 'timeout', detail: '', tookMs }
        : { type: 'answered', status: mood === 'good' ? 202 : 429, tookMs };
    return { answer, outcome: judgeEventAnswer(answer) };
  }

  #note(body: string): void {
    const { event }: { event: { header: { messageId: string } } } = JSON.parse(body);
    const acceptedAt = this.#accepted.get(event.header.messageId);
    assert.ok(acceptedAt !== undefined);
    this.latencies.push(this.clock.now() - acceptedAt);
  }
}

function customerOf(index: number): string {
  return `customer-${index}`;
}

/** Grants that always have a token: the customer's name. */
function grantsOf(): GrantKeeper {
  return {
    acceptGrant: () => assert.fail('Nobody links'),
    importGrant: () => assert.fail('Nobody links'),
    forgetGrant: () => assert.fail('Nobody unlinks'),
    replaceToken: () => assert.fail('No token is refused'),
    resolveToken: async ({ customer, generation }) => ({ type: 'token', token: new Secret(customer), generation }),
    stop: async () => {},
  };
}

function p99(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

describe('fairness between customers', () => {
  const size = { customers: 1_000, eventsEach: 2, withinMs: 5_000 };

  it('moves the p99 of the others by less than a tenth when one customer in ten is throttled or hangs', async () => {
    const calm = await new Town({ ...size, moodOf: wellMannered }).play();
    const town = new Town({ ...size, moodOf: oneInTen });
    const troubled = await town.play();
    assert.deepEqual([calm.length, troubled.length], [2_000, 1_800], 'every event of a good customer is accepted');
    assert.ok(town.sentToBad >= 100, 'the others were tried');
    assert.ok(p99(troubled) < 1.1 * p99(calm), `p99 of the others: ${p99(calm)} ms, then ${p99(troubled)} ms`);
    assert.ok(town.mostUnderWay <= town.config.connections + town.config.slow);
  });

  it('would not, without room for slow sends beside the others', async () => {
    const config = { lanes: 16, connections: 16, slow: 1, breakerCustomers: 1_000 };
    const smaller = { customers: 300, eventsEach: 2, withinMs: 5_000, config };
    const calm = await new Town({ ...smaller, moodOf: wellMannered }).play();
    const troubled = await new Town({ ...smaller, moodOf: oneInTen }).play();
    assert.ok(p99(troubled) > 1.1 * p99(calm));
  });
});
