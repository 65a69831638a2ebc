import { createSeededRandom, type Log, passRound } from '@gatehouse/client/platform';
import { type Region, textAt } from '@gatehouse/protocol';
import type { InnerAnswer, InnerRequest } from '@gatehouse/relay';
import type { MovableStore } from '@gatehouse/relay/store';
import { createRecordingLog, type RecordingLog } from '../recording-log.ts';
import { Amazon, customerOfDirective, regionOf } from './amazon.ts';
import { createChance } from './chance.ts';
import type { OutagePlace } from './command.ts';
import { DeviceCloud } from './device-cloud.ts';
import { LedgerWatch } from './ledger-watch.ts';
import type { Plan } from './plan.ts';
import { HANDLER_URL, RelayHost } from './relay-host.ts';
import { SimClock } from './sim-clock.ts';
import { SimDisks } from './sim-disks.ts';
import { SimNetwork, type WireAnswer, type WireRequest } from './sim-network.ts';
import { REPLY_MS, Watch } from './watch.ts';

/** How a world differs from the ordinary one, to show that the simulation notices. */
export interface WorldOptions {
  /** As in `SimDiskOptions`. */
  readonly syncEvery?: number;
  /** As in `SimDisksOptions`. */
  readonly alter?: (store: MovableStore) => MovableStore;
}

/** An outage: until when, and what is answered instead; nothing answers without a status. */
interface Outage {
  readonly untilMs: number;
  readonly status: number | undefined;
}

/**
 * Everything that a simulation consists of, joined: relays with a disk, a wire, Amazon's end, and the device cloud. All
 * chance comes from the seed, and all time from one virtual clock, so the same plan gives the same run.
 */
export class World {
  readonly plan: Plan;
  readonly clock: SimClock = new SimClock();
  readonly log: RecordingLog = createRecordingLog();
  readonly watch: Watch = new Watch(this.clock);
  readonly disks: SimDisks;
  readonly network: SimNetwork;
  readonly relays: RelayHost;
  readonly cloud: DeviceCloud;
  /** How long a relay that dies stays away, in milliseconds. */
  downMs = 1_000;
  /** To which region each customer belongs at Amazon's end. */
  readonly regions: Map<string, Region>;
  #amazon: Amazon | undefined;
  readonly #outages = new Map<OutagePlace, Outage>();

  constructor(plan: Plan, options: WorldOptions = {}) {
    this.plan = plan;
    this.regions = new Map(Object.entries(plan.regions));
    const { seed } = plan;
    const { clock, watch } = this;
    const chanceOf = (purpose: string): ReturnType<typeof createChance> => createChance(seed, purpose);
    const { residence } = plan;
    this.disks = new SimDisks({ residence, clock, chanceOf, watch, log: this.log, ...options });
    watch.disks = this.disks;
    this.network = new SimNetwork({ clock, chance: chanceOf('wire'), watch, route: request => this.#route(request) });
    this.relays = new RelayHost({
      ...{ seed, clock, log: this.log, disks: this.disks, network: this.network },
      relays: plan.relays,
      chance: chanceOf('relays'),
      onDeath: (process, step) => {
        watch.died(process, step);
        if (this.relays.isShared) this.disks.forget(process);
        else this.disks.crash();
        watch.moves.left(this.disks.listMoves());
        this.relays.startAgain(process, this.downMs);
      },
      onOpened: () => watch.moves.opened(this.disks),
    });
    // With several relays the reply may reach one that has not seen the directive.
    const onDeferral = (messageId: string, at: number): void => {
      if (plan.relays === 1) watch.replyDeadlines.set(messageId, at + REPLY_MS);
    };
    const onRoom = (): void => watch.reach('what a full disk kept from being taken is taken later');
    this.cloud = new DeviceCloud({ clock, ask: request => this.#askFor(request), onDeferral, onRoom });
  }

  get amazon(): Amazon {
    if (this.#amazon === undefined) throw new TypeError('The world is not open');
    return this.#amazon;
  }

  /** Opens Amazon's end and starts the relays. */
  async open(): Promise<void> {
    const random = createSeededRandom(this.plan.seed + 0x5eed);
    const log: Log = this.log;
    const post: Parameters<typeof Amazon.open>[0]['post'] = async ({ body, signal }) => {
      const answer = await this.#forward(body);
      if (signal.aborted) return { type: 'aborted' };
      if (answer === undefined) return { type: 'unanswered', detail: 'ECONNRESET' };
      return { type: 'answered', status: answer.status, body: answer.text };
    };
    this.#amazon = await Amazon.open({ clock: this.clock, random, log, post });
    const started = this.relays.start();
    // Stores of several regions are asked for what a crash has left before the relay goes on.
    if (!this.disks.isRegional) return started;
    await this.finish(started);
    const { clock, disks, watch } = this;
    const violate = (name: string, detail: string): void => watch.violate(name, detail);
    const ledger = new LedgerWatch({ clock, disks, ask: request => this.relays.ask(request), violate });
    watch.moves.onBegin = () => ledger.crowd();
    void ledger.run();
  }

  /** Waits for work while time passes. */
  async finish<Result>(work: Promise<Result>): Promise<Result> {
    let over = false;
    void work.finally(() => {
      over = true;
    });
    for (let round = 0; round < 600 && !over; round++) await this.clock.advance(100);
    return work;
  }

  /**
   * The power goes for every relay and for the disk, also where several share it: in the next moment in which something
   * is written and not synced, which is when it matters, or after half a second without one.
   */
  cutPower(downMs: number, waits = 500): void {
    if (waits > 0 && !this.disks.isUnsynced) {
      this.clock.setTimer(1, () => this.cutPower(downMs, waits - 1));
      return;
    }
    this.downMs = downMs;
    this.relays.killAll('power cut');
    if (!this.relays.isShared) return;
    const fates = this.disks.crash();
    if (fates.some(fate => fate !== 'clean')) this.watch.reach('the power goes for two relays with something unsynced');
  }

  /** Nobody answers at some place for a while, or only with a status. */
  begin(place: OutagePlace, outage: { readonly durationMs: number; readonly status?: number | undefined }): void {
    this.#outages.set(place, { untilMs: this.clock.monotonic() + outage.durationMs, status: outage.status });
  }

  endOutages(): void {
    this.#outages.clear();
  }

  async close(): Promise<void> {
    await this.#amazon?.close();
    this.disks.close();
    await passRound();
  }

  async #route(request: WireRequest): Promise<WireAnswer | undefined> {
    const down = this.#outageOf(request);
    if (down !== undefined) {
      return down.status === undefined ? undefined : { status: down.status, headers: {}, text: '' };
    }
    if (request.origin === new URL(HANDLER_URL).origin) {
      return this.cloud.answerDirective(request.headers['gatehouse-customer'] ?? '', request.body);
    }
    const answer = await this.amazon.answer(request);
    if (answer !== undefined) this.watch.arrived(request, answer);
    return answer;
  }

  #outageOf({ origin, path }: WireRequest): Outage | undefined {
    const region = regionOf(origin);
    const place = region === undefined ? 'handler' : path === '/auth/o2/token' ? 'token' : region;
    const outage = this.#outages.get(place);
    return outage !== undefined && this.clock.monotonic() < outage.untilMs ? outage : undefined;
  }

  /** Asks a relay as a device cloud does that may know where its customers live. */
  #askFor(request: InnerRequest): Promise<InnerAnswer | undefined> {
    const customer = request.path.split('/')[3];
    return this.relays.ask({ ...request, headers: { ...request.headers, ...this.#regionHeader(customer) } });
  }

  #regionHeader(customer: string | undefined): Readonly<Record<string, string>> {
    const region = customer === undefined ? undefined : this.regions.get(customer);
    return this.plan.tellsRegion && region !== undefined ? { 'gatehouse-region': region } : {};
  }

  /** The forwarder in front of the relays: it knows the customer by the grantee token. */
  async #forward(body: string): Promise<{ readonly status: number; readonly text: string } | undefined> {
    const customer = customerOfDirective(body);
    const code = textAt(JSON.parse(body), ['directive', 'payload', 'grant', 'code']);
    if (code !== undefined && customer !== undefined) this.watch.learnCode(customer, code);
    const named: Record<string, string> = customer === undefined ? {} : { 'gatehouse-customer': customer };
    const headers = { ...named, ...this.#regionHeader(customer) };
    return this.relays.ask({ method: 'POST', path: '/v1/directives', headers, body });
  }
}
