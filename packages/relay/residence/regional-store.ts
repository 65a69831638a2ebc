/**
 * One store made of a store for each region, so that whatever is known of a customer lies in the region that it belongs
 * to. Beside it: `homes.ts` (who lives where), `visits.ts` (what is asked at a home), `mover.ts` and `renumbering.ts` (who
 * moves), `leftovers.ts` (what stays behind), `region-parts.ts` (all stores asked together), `join-pages.ts` (their answers as
 * one), `claim-shares.ts`, `claim-in-time.ts`, `switches.ts`, `watch-disk.ts`, `move-store.ts` (what a store does for a move),
 * `open-regional-store.ts`, `regional-subscribers.ts`. It keeps nothing itself.
 */
import type { Region } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import type { CustomerFilter, CustomerStore } from '../customer/customer-store.ts';
import type { DeferredDirective } from '../directive/directive-store.ts';
import type { EndpointStore, StoredEndpoint } from '../endpoint/endpoint-store.ts';
import type {
  GrantPage,
  GrantStore,
  NewGrant,
  RefreshClaim,
  RefreshClaimResult,
  ResealedGrant,
  RotatedGrant,
  StoredGrant,
} from '../grant/grant-store.ts';
import type { ClaimedLane, LaneStore, LaneView, Settlement, SettlementResult } from '../lane/lane-store.ts';
import type {
  EventFilter,
  EventRecord,
  Idempotency,
  Intake,
  IntakeResult,
  LedgerCounts,
  OutboxStore,
  TroubleFilter,
} from '../outbox/outbox-store.ts';
import type { DivergentFilter, DivergentPage, ForgetOrder, Shadow, ShadowStore } from '../shadow/shadow-store.ts';
import type { Store, StoreDescription, StorePart } from '../store/store.ts';
import type { SkillNews } from '../subscriber/apply-skill-news.ts';
import type { Subscriber } from '../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberFilter, SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { Backlog, UpkeepStore } from '../upkeep/upkeep-store.ts';
import { claimInTime } from './claim-in-time.ts';
import { claimShares } from './claim-shares.ts';
import type { Homes } from './homes.ts';
import { joinBacklogs, joinCustomers, joinDivergent, joinGrants, joinLedgers } from './join-pages.ts';
import type { Mover } from './mover.ts';
import type { MovableStore } from './region-part.ts';
import type { RegionParts } from './region-parts.ts';
import { RegionalSubscribers } from './regional-subscribers.ts';
import { Visits } from './visits.ts';

/** What the store is made of. */
export interface RegionalStoreOptions {
  readonly parts: RegionParts;
  readonly homes: Homes;
  readonly mover: Mover;
}

/** Whatever names its customer. */
interface OfCustomer {
  readonly customer: string;
}

/** Asks the store of the customer's region; questions about everybody go to all of them. */
export class RegionalStore implements Store {
  readonly #parts: RegionParts;
  readonly #homes: Homes;
  readonly #mover: Mover;
  readonly #visits: Visits;
  readonly #subscribers: RegionalSubscribers;

  constructor({ parts, homes, mover }: RegionalStoreOptions) {
    this.#parts = parts;
    this.#homes = homes;
    this.#mover = mover;
    this.#visits = new Visits({ parts, homes, mover });
    this.#subscribers = new RegionalSubscribers(parts);
  }

  describe(): StoreDescription {
    const regions = this.#parts.all.map(({ region, store }) => [region, store.describe()] as const);
    return { ...this.#parts.fallback.store.describe(), regions: Object.fromEntries(regions) };
  }

  listParts(): readonly StorePart[] {
    return this.#parts.list();
  }

  placeCustomer(customer: string, region: Region): Promise<void> {
    return this.#visits.place(customer, this.#parts.of(region));
  }

  async close(): Promise<void> {
    await this.#visits.finish();
    const closed = await Promise.allSettled(this.#parts.all.map(({ store }) => store.close()));
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
  }

  readCustomer(customer: string): Promise<Customer | undefined> {
    return this.#read(customer, store => store.readCustomer(customer));
  }

  async listCustomers(filter: CustomerFilter): Promise<readonly Customer[]> {
    return joinCustomers(await this.#parts.ask(store => store.listCustomers(filter)), filter.limit);
  }

  /**
   * A customer whose region has another store gets the region when it arrives there, and not before: where the move fails,
   * or a crash comes first, the next refusal by the old region corrects it again.
   */
  async correctRegion(correction: Parameters<CustomerStore['correctRegion']>[0]): Promise<void> {
    const { customer, generation, region } = correction;
    const isHome = await this.#read(customer, async store => {
      const home = store === this.#parts.of(region).store;
      if (home) await store.correctRegion(correction);
      return home;
    });
    if (!isHome) await this.#visits.moveTo({ customer, region, generation });
  }

  readGrant(customer: string): Promise<StoredGrant | undefined> {
    return this.#read(customer, store => store.readGrant(customer));
  }

  /** One whose move fails gets the grant where it is, under the region that it had; see `correctRegion`. */
  async putGrant(grant: NewGrant): Promise<{ readonly generation: number }> {
    const { customer, region, ...given } = grant;
    if (region === undefined) return this.#visits.write(customer, store => store.putGrant(grant));
    await this.#visits.moveTo({ customer, region });
    const right = this.#parts.of(region).store;
    const put = (store: MovableStore): ReturnType<Store['putGrant']> =>
      store.putGrant(store === right ? grant : { customer, ...given });
    const stored = await this.#visits.write(customer, put, region);
    // Something else may have made the customer known elsewhere in between.
    await this.#visits.moveTo({ customer, region, generation: stored.generation });
    return stored;
  }

  rotateGrant(grant: RotatedGrant): Promise<boolean> {
    return this.#ask(grant, store => store.rotateGrant(grant));
  }

  deleteGrant(removal: Parameters<GrantStore['deleteGrant']>[0]): Promise<boolean> {
    return this.#ask(removal, store => store.deleteGrant(removal));
  }

  async listGrants(filter: Parameters<GrantStore['listGrants']>[0]): Promise<GrantPage> {
    return joinGrants(await this.#parts.ask(store => store.listGrants(filter)), filter.limit);
  }

  resealGrant(grant: ResealedGrant): Promise<boolean> {
    return this.#ask(grant, store => store.resealGrant(grant));
  }

  claimRefresh(claim: RefreshClaim): Promise<RefreshClaimResult> {
    return this.#ask(claim, store => store.claimRefresh(claim));
  }

  releaseRefresh(release: Parameters<GrantStore['releaseRefresh']>[0]): Promise<void> {
    return this.#ask(release, store => store.releaseRefresh(release));
  }

  readEndpoint(customer: string, endpointId: string): Promise<StoredEndpoint | undefined> {
    return this.#read(customer, store => store.readEndpoint(customer, endpointId));
  }

  listEndpoints(filter: Parameters<EndpointStore['listEndpoints']>[0]): Promise<readonly StoredEndpoint[]> {
    return this.#ask(filter, store => store.listEndpoints(filter));
  }

  countEndpoints(customer: string): Promise<number> {
    return this.#read(customer, store => store.countEndpoints(customer));
  }

  putEndpoint(put: Parameters<EndpointStore['putEndpoint']>[0]): ReturnType<EndpointStore['putEndpoint']> {
    return this.#visits.write(put.customer, store => store.putEndpoint(put));
  }

  deleteEndpoint(removal: Parameters<EndpointStore['deleteEndpoint']>[0]): ReturnType<EndpointStore['deleteEndpoint']> {
    return this.#ask(removal, store => store.deleteEndpoint(removal));
  }

  readShadow(customer: string, endpointId: string): Promise<Shadow> {
    return this.#read(customer, store => store.readShadow(customer, endpointId));
  }

  async listDivergent(filter: DivergentFilter): Promise<DivergentPage> {
    const { customer, limit } = filter;
    if (customer !== undefined) return this.#read(customer, store => store.listDivergent(filter));
    return joinDivergent(await this.#parts.askAnswering(store => store.listDivergent(filter)), limit);
  }

  forgetReported(forget: ForgetOrder): Promise<void> {
    return this.#ask(forget, store => store.forgetReported(forget));
  }

  async forgetDue(due: Parameters<ShadowStore['forgetDue']>[0]): Promise<readonly string[]> {
    return (await this.#parts.askAnswering(store => store.forgetDue(due))).flat();
  }

  accept(intake: Intake): Promise<IntakeResult> {
    const { customer, claim } = intake;
    if (claim === undefined) return this.#visits.write(customer, store => store.accept(intake));
    this.#mover.noteLease(claim.leaseUntil);
    return claimInTime({
      ask: work => this.#visits.write(customer, work),
      claim: store => store.accept(intake),
      lanesOf: result => (result.type === 'committed' && result.claimed ? [result.claimed] : []),
      at: intake.at,
    });
  }

  async readEvent(id: string): Promise<EventRecord | undefined> {
    const found = await this.#findIn(store => store.readEvent(id));
    // While its customer moves an event lies in two stores: only the home's word counts.
    return found && this.#read(found.customer, store => store.readEvent(id));
  }

  listEvents(filter: EventFilter): Promise<readonly EventRecord[]> {
    return this.#ask(filter, store => store.listEvents(filter));
  }

  /** Store after store, each from its beginning on; an event to go on after tells in which. */
  async listTroubled({ after, ...filter }: TroubleFilter): Promise<readonly EventRecord[]> {
    const known = after === undefined ? undefined : await this.readEvent(after);
    if (after !== undefined && known === undefined) return [];
    const from = known && (await this.#visits.find(known.customer));
    const parts = this.#parts.all.slice(from === undefined ? 0 : this.#parts.all.indexOf(from));
    const found: EventRecord[] = [];
    for (const part of parts) {
      const limit = filter.limit - found.length;
      if (limit === 0) break;
      const ask = { ...filter, limit, ...(part === from && after !== undefined ? { after } : {}) };
      found.push(...(await this.#parts.askOne(part, store => store.listTroubled(ask))));
    }
    return found;
  }

  async replayEvent(replay: Parameters<OutboxStore['replayEvent']>[0]): ReturnType<OutboxStore['replayEvent']> {
    const event = await this.readEvent(replay.id);
    return event && this.#ask(event, store => store.replayEvent(replay));
  }

  readIdempotency(customer: string, key: string): Promise<Idempotency | undefined> {
    return this.#read(customer, store => store.readIdempotency(customer, key));
  }

  /** Never while a customer is between two stores: what moves is counted once. */
  async readLedger(): Promise<LedgerCounts> {
    await this.#visits.settleAll();
    return this.#mover.whenStill(async () => joinLedgers(await this.#parts.ask(store => store.readLedger())));
  }

  claimLanes(claim: Parameters<LaneStore['claimLanes']>[0]): Promise<readonly ClaimedLane[]> {
    this.#mover.noteLease(claim.leaseUntil);
    return claimShares(this.#parts, claim);
  }

  claimMore(claim: Parameters<LaneStore['claimMore']>[0]): Promise<SettlementResult> {
    return this.#ask(claim, store => store.claimMore(claim));
  }

  settle(settlement: Settlement): Promise<SettlementResult> {
    return this.#ask(settlement, store => store.settle(settlement));
  }

  releaseLane(release: Parameters<LaneStore['releaseLane']>[0]): Promise<void> {
    return this.#ask(release, store => store.releaseLane(release));
  }

  /**
   * A lane that moves is held on: nobody can claim it, and it arrives held for as long as its holder believes. When a store
   * does not answer, the leases of the others are prolonged, and nobody is told so: no holder may rely on one that was not.
   */
  async renewLeases({ lanes, leaseUntil }: Parameters<LaneStore['renewLeases']>[0]): Promise<readonly string[]> {
    this.#mover.noteLease(leaseUntil);
    const resting = lanes.filter(({ customer }) => !this.#homes.isMoving(customer));
    const homes = await Promise.allSettled(
      resting.map(async lane => ({ lane, home: (await this.#homes.find(lane.customer)) ?? this.#parts.fallback })),
    );
    const found = homes.flatMap(home => (home.status === 'fulfilled' ? [home.value] : []));
    const groups = Map.groupBy(found, ({ home }) => home);
    const asked = [...groups].map(([part, held]) =>
      this.#parts.askNoted(part, async store => {
        const own = held.map(({ lane }) => lane).filter(({ customer }) => !this.#homes.isMoving(customer));
        const gone = await store.renewLeases({ lanes: own, leaseUntil });
        return gone.filter(customer => !this.#homes.isMoving(customer));
      }),
    );
    const lost = await Promise.allSettled(asked);
    for (const one of [...homes, ...lost]) if (one.status === 'rejected') throw one.reason;
    return lost.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
  }

  async nextDueAt(only?: 'notices'): Promise<number | undefined> {
    const times = await this.#parts.askAnswering(store => store.nextDueAt(only));
    const known = times.filter(at => at !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  readLane(customer: string): Promise<LaneView> {
    return this.#read(customer, store => store.readLane(customer));
  }

  resumeLane(resume: Parameters<LaneStore['resumeLane']>[0]): ReturnType<LaneStore['resumeLane']> {
    return this.#ask(resume, store => store.resumeLane(resume));
  }

  dropLane(drop: Parameters<LaneStore['dropLane']>[0]): ReturnType<LaneStore['dropLane']> {
    return this.#visits.readAtLength(drop.customer, store => store.dropLane(drop));
  }

  putDirective(directive: DeferredDirective): Promise<void> {
    return this.#ask(directive, store => store.putDirective(directive));
  }

  async readDirective(token: string): Promise<DeferredDirective | undefined> {
    const found = await this.#findIn(store => store.readDirective(token));
    return found && this.#read(found.customer, store => store.readDirective(token));
  }

  async sweepExpired(sweep: Parameters<UpkeepStore['sweepExpired']>[0]): Promise<number> {
    let swept = 0;
    await this.#eachAnswering(async store => {
      swept += await store.sweepExpired(sweep);
    });
    return swept;
  }

  /** What a move that failed has left in a store is cleared away with what has had its time. */
  async retire(retirement: Parameters<UpkeepStore['retire']>[0]): ReturnType<UpkeepStore['retire']> {
    let sum = { events: 0, keys: 0, directives: 0 };
    await this.#eachAnswering(async store => {
      const { events, keys, directives } = await store.retire(retirement);
      sum = { events: sum.events + events, keys: sum.keys + keys, directives: sum.directives + directives };
    });
    for (const part of this.#parts.all) await this.#mover.leftovers.clear(part, step => this.#parts.askOne(part, step));
    return sum;
  }

  putSkillNews(news: SkillNews): Promise<boolean> {
    return this.#subscribers.putSkillNews(news);
  }

  readSubscriber(user: string, named?: readonly Region[]): Promise<Subscriber | undefined> {
    return this.#subscribers.readSubscriber(user, named);
  }

  listSubscribers(filter: SubscriberFilter): Promise<readonly Subscriber[]> {
    return this.#subscribers.listSubscribers(filter);
  }

  countAudience(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]> {
    return this.#subscribers.countAudience(event, named);
  }

  countLocales(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]> {
    return this.#subscribers.countLocales(event, named);
  }

  noteRefusal(refused: Parameters<SubscriberStore['noteRefusal']>[0]): Promise<void> {
    return this.#subscribers.noteRefusal(refused);
  }

  /** Of the stores that answer: one that fails must not keep the others from taking anything in. */
  async readBacklog(): Promise<Backlog> {
    return joinBacklogs(await this.#parts.askAnswering(store => store.readBacklog()));
  }

  countPending(customer: string): Promise<number> {
    return this.#read(customer, store => store.countPending(customer));
  }

  #ask<Answer>({ customer }: OfCustomer, work: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    return this.#read(customer, work);
  }

  #read<Answer>(customer: string, work: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    return this.#visits.read(customer, work);
  }

  /** What the first store that knows it answers; a store that fails may have been the one. */
  async #findIn<Answer>(question: (store: MovableStore) => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const asked = this.#parts.all.map(part => this.#parts.askOne(part, question));
    const answers = await Promise.allSettled(asked);
    for (const answer of answers) {
      if (answer.status === 'fulfilled' && answer.value !== undefined) return answer.value;
    }
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    return undefined;
  }

  /** Works in one store after the other, so that each one's time begins when it is asked; throws only when all of them fail. */
  async #eachAnswering(work: (store: MovableStore) => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.#parts.all) {
      await this.#parts.askNoted(part, work).catch((error: unknown) => failures.push(error));
    }
    if (failures.length === this.#parts.all.length) throw failures[0];
  }
}
