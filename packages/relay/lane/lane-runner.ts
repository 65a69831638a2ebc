/**
 * Keeps the lanes moving. Beside it: `lane-turn.ts` (one claimed lane), `merge-lane-change.ts` (what several
 * settlements mean together), `skill-gate.ts` (when the whole skill waits), `lane-store.ts` (where lanes lie),
 * `bucket.ts`. The runner's own state: the turns it holds, the gate that every send passes (`../rate/send-gate.ts`), and
 * whether it was woken or stopped. Whatever lasts is in the store.
 */
import type { EventClient } from '@gatehouse/client';
import { type Clock, type Log, type Random, sleep, type Timer } from '@gatehouse/client/platform';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { CustomerStore } from '../customer/customer-store.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { NoticeSender } from '../notice/notice-sender.ts';
import type { Intake, IntakeResult, OutboxStore } from '../outbox/outbox-store.ts';
import type { RegionReading } from '../rate/region-reading.ts';
import { SendGate } from '../rate/send-gate.ts';
import type { TraceDelivery } from '../trace/traces.ts';
import type { ClaimedLane, LaneStore } from './lane-store.ts';
import { LaneTurn, type TurnTools } from './lane-turn.ts';
import { SkillGate } from './skill-gate.ts';

/** What the runner works with. */
export interface LaneRunnerOptions {
  readonly store: LaneStore & CustomerStore & Pick<OutboxStore, 'accept'>;
  readonly grants: GrantKeeper;
  readonly events: EventClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: DeliveryConfig;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics;
  /** Default: no spans. */
  readonly traceDelivery?: TraceDelivery | undefined;
  /** Sends notices. Default: lanes of notices must not be there. */
  readonly notices?: Pick<NoticeSender, 'send'> | undefined;
  /** Who claims, for leases; default: a fresh UUID. */
  readonly owner?: string;
}

/** How a runner stops: what is in flight may go on for so long. */
export interface StopOptions {
  readonly drainMs: number;
}

/** Delivers what the store holds. */
export interface LaneRunner {
  /** Begins to claim lanes. Once only. */
  start(): void;
  /** Something may be due, for one customer or for nobody knows whom: looks at once instead of at the next due time. */
  wake(customer?: string): void;
  /** How each region is sent to at this moment. */
  readRegions(): readonly RegionReading[];
  /**
   * Commits an intake as the store does. Where there is room and nothing older waits for it, the customer's lane is
   * claimed with the commit, which spares a transaction, and is worked at once; else the customer is to be woken.
   */
  accept(intake: Intake): Promise<IntakeResult>;
  /** Claims nothing more, lets what is in flight finish, cuts off what does not, and leaves the rest in the store. */
  stop(options: StopOptions): Promise<void>;
}

/** How many lanes are claimed with one question to the store. */
const CLAIM_BATCH = 64;
/** The shortest pause when nothing could be claimed although the store says that something is due. */
const SHORTEST_PAUSE_MS = 100;
/** The pause after the first failure of the store, in milliseconds; it doubles up to the longest. */
const STORE_PAUSE_MS = 250;
const LONGEST_STORE_PAUSE_MS = 15_000;
/** How long a stop waits for what it has cut off to be written down, in milliseconds. */
const CUT_MS = 1_000;

/** Creates a runner; nothing happens until it is started. */
export function createLaneRunner(options: LaneRunnerOptions): LaneRunner {
  return new Runner(options);
}

class Runner implements LaneRunner {
  readonly #options: LaneRunnerOptions;
  readonly #owner: string;
  readonly #gate: SkillGate;
  readonly #sends: SendGate;
  readonly #tools: TurnTools;
  readonly #turns = new Map<LaneTurn, Promise<void>>();
  readonly #holders = new Map<string, LaneTurn>();
  #loop: Promise<void> | undefined;
  #renewal: Timer | undefined;
  #stopping = false;
  #stopped = false;
  #woken = false;
  /** Lanes that questions to the store may still bring. */
  #asked = 0;
  /** Whether older lanes may be due that were not claimed yet. */
  #behind = true;
  #rouse: (() => void) | undefined;

  constructor(options: LaneRunnerOptions) {
    const { store, grants, events, clock, random, log, config, metrics, traceDelivery, notices } = options;
    this.#options = options;
    this.#owner = options.owner ?? random.uuid();
    this.#gate = new SkillGate(config.probeMs, log);
    this.#sends = new SendGate({ clock, log, config, onSlow: () => this.wake() });
    this.#tools = {
      ...{ store, lanes: store, grants, events, clock, random, log, config, metrics, traceDelivery, notices },
      gate: this.#sends,
      stopping: () => this.#stopping,
      onHold: reason => this.#gate.close(reason, clock.now()),
      onAccepted: () => this.#gate.open(),
    };
  }

  start(): void {
    if (this.#loop !== undefined) return;
    this.#loop = this.#run();
    this.#scheduleRenewal();
  }

  wake(customer?: string): void {
    const holder = customer === undefined ? undefined : this.#holders.get(customer);
    if (holder !== undefined) {
      holder.wake();
      return;
    }
    this.#woken = true;
    this.#rouse?.();
  }

  readRegions(): readonly RegionReading[] {
    return this.#sends.readRegions();
  }

  async accept(intake: Intake): Promise<IntakeResult> {
    const { store, clock, config } = this.#options;
    if (!this.#mayClaimWith(intake)) return store.accept(intake);
    const leaseUntil = clock.now() + config.leaseMs;
    const claim = { owner: this.#owner, leaseUntil, events: config.inFlight };
    const result = await this.#ask(1, () => store.accept({ ...intake, claim }));
    if (result.type === 'committed' && result.claimed !== undefined) this.#begin(result.claimed, leaseUntil);
    return result;
  }

  #mayClaimWith({ customer, events }: Intake): boolean {
    if (events.length === 0 || this.#loop === undefined || this.#stopping) return false;
    // What finds no room now goes before whatever comes once there is some.
    if (this.#countFree() <= 0) this.#behind = true;
    return !this.#behind && this.#gate.isOpen && !this.#holders.has(customer);
  }

  /** Keeps room for the lanes that a question to the store may bring. */
  async #ask<Answer>(lanes: number, question: () => Promise<Answer>): Promise<Answer> {
    this.#asked += lanes;
    try {
      return await question();
    } finally {
      this.#asked -= lanes;
    }
  }

  async stop({ drainMs }: StopOptions): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#drain(drainMs);
    for (const turn of this.#turns.keys()) turn.cut();
    await this.#drain(CUT_MS);
    for (const turn of this.#turns.keys()) turn.lose();
    this.#stopped = true;
    this.#renewal?.cancel();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopping; ) {
      this.#woken = false;
      try {
        const pauseMs = await this.#claim();
        failures = 0;
        if (pauseMs > 0) await this.#pause(pauseMs);
      } catch (error) {
        failures += 1;
        const pauseMs = Math.min(LONGEST_STORE_PAUSE_MS, STORE_PAUSE_MS * 2 ** (failures - 1));
        this.#options.log.error('The store failed while lanes were claimed', { failures, pauseMs, error });
        await this.#pauseAfterFailure(pauseMs);
      }
    }
  }

  /** Claims what is due and answers how long there is nothing to do, in milliseconds. */
  async #claim(): Promise<number> {
    const { store, clock, config } = this.#options;
    const free = Math.min(CLAIM_BATCH, this.#countFree());
    if (free <= 0) {
      this.#behind = true;
      return config.leaseMs;
    }
    const now = clock.now();
    if (!this.#gate.isOpen && (await this.#claimNotices(free))) return 0;
    const gate = this.#gate.enter(now);
    if (gate.type === 'closed')
      return Math.min(gate.openAt - now, this.#pauseUntilDue(await store.nextDueAt('notices')));
    const probing = gate.type === 'probe';
    const leaseUntil = now + config.leaseMs;
    const [wanted, events] = probing ? [1, 1] : [free, config.inFlight];
    const claim = { owner: this.#owner, now, leaseUntil, lanes: wanted, events };
    const lanes = await this.#ask(wanted, () => store.claimLanes(claim));
    this.#behind = lanes.length === wanted;
    for (const lane of lanes) this.#begin(lane, leaseUntil);
    if (probing && lanes.length === 0) this.#gate.returnProbe(now);
    if (lanes.length === free) return 0;
    return this.#pauseUntilDue(await store.nextDueAt());
  }

  /** Notices have credentials of their own: what holds the skill does not hold them. Whether there may be more. */
  async #claimNotices(free: number): Promise<boolean> {
    const { store, clock, config } = this.#options;
    const now = clock.now();
    const leaseUntil = now + config.leaseMs;
    const claim = {
      owner: this.#owner,
      now,
      leaseUntil,
      lanes: free,
      events: config.inFlight,
      only: 'notices',
    } as const;
    const lanes = await this.#ask(free, () => store.claimLanes(claim));
    for (const lane of lanes) this.#begin(lane, leaseUntil);
    return lanes.length === free;
  }

  #countFree(): number {
    let free = this.#options.config.lanes - this.#asked;
    for (const turn of this.#turns.keys()) if (!turn.slow) free -= 1;
    return free;
  }

  #pauseUntilDue(dueAt: number | undefined): number {
    const { clock, config } = this.#options;
    const pauseMs = dueAt === undefined ? config.leaseMs : dueAt - clock.now();
    return Math.max(SHORTEST_PAUSE_MS, Math.min(pauseMs, config.leaseMs));
  }

  #begin(lane: ClaimedLane, leaseUntil: number): void {
    const turn = new LaneTurn({ ...lane, leaseUntil }, this.#tools);
    this.#holders.set(lane.customer, turn);
    if (this.#stopping) turn.cut();
    const done = turn.finish().finally(() => {
      this.#turns.delete(turn);
      if (this.#holders.get(lane.customer) === turn) this.#holders.delete(lane.customer);
      this.wake();
    });
    this.#turns.set(turn, done);
  }

  /** Waits, but not when or once somebody wakes the runner. */
  async #pause(pauseMs: number): Promise<void> {
    if (this.#woken) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#options.clock.setTimer(pauseMs, resolve);
    this.#rouse = resolve;
    await promise;
    this.#rouse = undefined;
    timer.cancel();
  }

  /** Waits, whoever wakes the runner, unless it is to stop: a store that fails is not asked more often for that. */
  async #pauseAfterFailure(pauseMs: number): Promise<void> {
    const over = new AbortController();
    this.#rouse = () => this.#stopping && over.abort();
    if (!this.#stopping) await sleep(this.#options.clock, pauseMs, over.signal);
    this.#rouse = undefined;
  }

  /** Waits for the loop, which may bring a last turn, and for all turns. A store that hangs keeps them for ever. */
  async #drain(drainMs: number): Promise<void> {
    const over = new AbortController();
    const all = Promise.resolve(this.#loop).then(() => Promise.all(this.#turns.values()));
    await Promise.race([all, sleep(this.#options.clock, drainMs, over.signal)]);
    over.abort();
  }

  #scheduleRenewal(): void {
    const { clock, config } = this.#options;
    this.#renewal = clock.setTimer(config.leaseMs / 3, () => {
      this.#renew().finally(() => {
        if (!this.#stopped) this.#scheduleRenewal();
      });
    });
  }

  async #renew(): Promise<void> {
    const { store, clock, config, log } = this.#options;
    const lanes = [...this.#holders.values()].map(({ customer, epoch }) => ({ customer, epoch }));
    if (lanes.length === 0) return;
    try {
      const leaseUntil = clock.now() + config.leaseMs;
      const lost = await store.renewLeases({ lanes, leaseUntil });
      for (const { customer, epoch } of lanes)
        if (!lost.includes(customer)) this.#prolong(customer, { epoch, leaseUntil });
      for (const customer of lost) this.#lose(customer, lanes);
    } catch (error) {
      log.error('Leases could not be prolonged', { error });
    }
  }

  #prolong(customer: string, { epoch, leaseUntil }: { readonly epoch: number; readonly leaseUntil: number }): void {
    const turn = this.#holders.get(customer);
    if (turn?.epoch === epoch) turn.prolong(leaseUntil);
  }

  #lose(customer: string, renewed: readonly { readonly customer: string; readonly epoch: number }[]): void {
    const turn = this.#holders.get(customer);
    // The turn may have ended and the lane may have been claimed anew while the store was asked.
    if (turn === undefined || !renewed.some(lane => lane.customer === customer && lane.epoch === turn.epoch)) return;
    turn.lose();
    this.#options.log.warn('A lane was lost to another runner', { customer });
  }
}
