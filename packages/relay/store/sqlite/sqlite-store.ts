import type { Region } from '@gatehouse/protocol';
import { type SqlitePlace, SqliteThread } from '@gatehouse/sqlite';
import type { Customer } from '../../customer/customer.ts';
import type { CustomerFilter } from '../../customer/customer-store.ts';
import type { DeferredDirective } from '../../directive/directive-store.ts';
import type { EndpointStore, StoredEndpoint } from '../../endpoint/endpoint-store.ts';
import type {
  GrantPage,
  GrantStore,
  NewGrant,
  RefreshClaim,
  RefreshClaimResult,
  ResealedGrant,
  RotatedGrant,
  StoredGrant,
} from '../../grant/grant-store.ts';
import type { ClaimedLane, LaneStore, LaneView, Settlement, SettlementResult } from '../../lane/lane-store.ts';
import type {
  EventFilter,
  EventRecord,
  Idempotency,
  Intake,
  IntakeResult,
  LedgerCounts,
  OutboxStore,
  TroubleFilter,
} from '../../outbox/outbox-store.ts';
import type { MoveStore } from '../../residence/move-store.ts';
import type { MovableStore } from '../../residence/region-part.ts';
import type { DivergentFilter, DivergentPage, ForgetOrder, Shadow, ShadowStore } from '../../shadow/shadow-store.ts';
import type { SkillNews } from '../../subscriber/apply-skill-news.ts';
import type { Subscriber } from '../../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberFilter, SubscriberStore } from '../../subscriber/subscriber-store.ts';
import type { Backlog, UpkeepStore } from '../../upkeep/upkeep-store.ts';
import type { StoreDescription } from '../store.ts';
import { encodeEvent, encodeIntake, encodeSettlement } from './intake-encoding.ts';
import {
  decodeEvent,
  decodeIntakeResult,
  decodeLane,
  decodeSettlementResult,
  decodeShadow,
} from './record-decoding.ts';
import { SqliteMoves } from './sqlite-moves.ts';
import type { ThreadMethods } from './thread-message.ts';

/** The thread's entry, beside this file; compiled sources have another ending. */
const ENTRY: URL = new URL(`./sqlite-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Opens the embedded store: one SQLite file (`shard-0.sqlite`) in a directory, or memory that ends with the process.
 * It runs on a thread of its own; in a file, whatever a resolved promise stands for is synced to the disk. Claims of a
 * previous process are void: what was in flight is pending again.
 *
 * @throws GatehouseError `store-locked` when another process holds the file, `store-too-old` and `store-too-new` for
 * versions of SQLite and of the tables, `store-unsafe` when the engine does not sync, `store-failed` for everything
 * else, a file that is no database included
 */
export async function openSqliteStore(place: SqlitePlace): Promise<MovableStore> {
  const thread = new SqliteThread<ThreadMethods>({ place, entry: ENTRY });
  return new SqliteStore(thread, await thread.open());
}

/** The thread's methods, wherever they run: `SqliteThread`, or whatever else answers one call with one transaction. */
export type StoreThread = Pick<SqliteThread<ThreadMethods>, 'call' | 'close'>;

/** The store of a thread that is open already. */
export function createSqliteStore(thread: StoreThread, description: StoreDescription): MovableStore {
  return new SqliteStore(thread, description);
}

/** Carries calls to the thread: text on the way, values at both ends. */
class SqliteStore implements MovableStore {
  readonly moves: MoveStore;
  readonly #thread: StoreThread;
  readonly #description: StoreDescription;

  constructor(thread: StoreThread, description: StoreDescription) {
    this.moves = new SqliteMoves(thread);
    this.#thread = thread;
    this.#description = description;
  }

  describe(): StoreDescription {
    return this.#description;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  readCustomer(customer: string): Promise<Customer | undefined> {
    return this.#thread.call('readCustomer', customer);
  }

  listCustomers(filter: CustomerFilter): Promise<readonly Customer[]> {
    return this.#thread.call('listCustomers', filter);
  }

  correctRegion(correction: { customer: string; generation: number; region: Region }): Promise<void> {
    return this.#thread.call('correctRegion', correction);
  }

  readGrant(customer: string): Promise<StoredGrant | undefined> {
    return this.#thread.call('readGrant', customer);
  }

  putGrant(grant: NewGrant): Promise<{ readonly generation: number }> {
    return this.#thread.call('putGrant', grant);
  }

  rotateGrant(grant: RotatedGrant): Promise<boolean> {
    return this.#thread.call('rotateGrant', grant);
  }

  deleteGrant(removal: Parameters<GrantStore['deleteGrant']>[0]): Promise<boolean> {
    return this.#thread.call('deleteGrant', removal);
  }

  listGrants(filter: Parameters<GrantStore['listGrants']>[0]): Promise<GrantPage> {
    return this.#thread.call('listGrants', filter);
  }

  resealGrant(grant: ResealedGrant): Promise<boolean> {
    return this.#thread.call('resealGrant', grant);
  }

  claimRefresh(claim: RefreshClaim): Promise<RefreshClaimResult> {
    return this.#thread.call('claimRefresh', claim);
  }

  releaseRefresh(release: Parameters<GrantStore['releaseRefresh']>[0]): Promise<void> {
    return this.#thread.call('releaseRefresh', release);
  }

  readEndpoint(customer: string, endpointId: string): Promise<StoredEndpoint | undefined> {
    return this.#thread.call('readEndpoint', { customer, endpointId });
  }

  listEndpoints(filter: Parameters<EndpointStore['listEndpoints']>[0]): Promise<readonly StoredEndpoint[]> {
    return this.#thread.call('listEndpoints', filter);
  }

  countEndpoints(customer: string): Promise<number> {
    return this.#thread.call('countEndpoints', customer);
  }

  putEndpoint(put: Parameters<EndpointStore['putEndpoint']>[0]): ReturnType<EndpointStore['putEndpoint']> {
    return this.#thread.call('putEndpoint', { ...put, announce: encodeEvent(put.announce) });
  }

  deleteEndpoint(removal: Parameters<EndpointStore['deleteEndpoint']>[0]): ReturnType<EndpointStore['deleteEndpoint']> {
    return this.#thread.call('deleteEndpoint', { ...removal, announce: encodeEvent(removal.announce) });
  }

  async readShadow(customer: string, endpointId: string): Promise<Shadow> {
    return decodeShadow(await this.#thread.call('readShadow', { customer, endpointId }));
  }

  listDivergent(filter: DivergentFilter): Promise<DivergentPage> {
    return this.#thread.call('listDivergent', filter);
  }

  forgetReported(forget: ForgetOrder): Promise<void> {
    return this.#thread.call('forgetReported', forget);
  }

  forgetDue(due: Parameters<ShadowStore['forgetDue']>[0]): Promise<readonly string[]> {
    return this.#thread.call('forgetDue', due);
  }

  async accept(intake: Intake): Promise<IntakeResult> {
    return decodeIntakeResult(await this.#thread.call('accept', encodeIntake(intake)));
  }

  async readEvent(id: string): Promise<EventRecord | undefined> {
    const row = await this.#thread.call('readEvent', id);
    return row && decodeEvent(row);
  }

  async listEvents(filter: EventFilter): Promise<readonly EventRecord[]> {
    return (await this.#thread.call('listEvents', filter)).map(decodeEvent);
  }

  async listTroubled(filter: TroubleFilter): Promise<readonly EventRecord[]> {
    return (await this.#thread.call('listTroubled', filter)).map(decodeEvent);
  }

  replayEvent({ id, at, event }: Parameters<OutboxStore['replayEvent']>[0]): ReturnType<OutboxStore['replayEvent']> {
    const { id: newId, messageId, expiresAt = null, trace = null } = event;
    return this.#thread.call('replayEvent', { id, at, event: { id: newId, messageId, expiresAt, trace } });
  }

  readIdempotency(customer: string, key: string): Promise<Idempotency | undefined> {
    return this.#thread.call('readIdempotency', { customer, key });
  }

  readLedger(): Promise<LedgerCounts> {
    return this.#thread.call('readLedger');
  }

  async claimLanes(claim: Parameters<LaneStore['claimLanes']>[0]): Promise<readonly ClaimedLane[]> {
    return (await this.#thread.call('claimLanes', claim)).map(decodeLane);
  }

  async claimMore(claim: Parameters<LaneStore['claimMore']>[0]): Promise<SettlementResult> {
    return decodeSettlementResult(await this.#thread.call('claimMore', claim));
  }

  async settle(settlement: Settlement): Promise<SettlementResult> {
    return decodeSettlementResult(await this.#thread.call('settle', encodeSettlement(settlement)));
  }

  releaseLane(release: Parameters<LaneStore['releaseLane']>[0]): Promise<void> {
    return this.#thread.call('releaseLane', release);
  }

  renewLeases(renewal: Parameters<LaneStore['renewLeases']>[0]): Promise<readonly string[]> {
    return this.#thread.call('renewLeases', renewal);
  }

  nextDueAt(only?: 'notices'): Promise<number | undefined> {
    return this.#thread.call('nextDueAt', only);
  }

  readLane(customer: string): Promise<LaneView> {
    return this.#thread.call('readLane', customer);
  }

  resumeLane(resume: Parameters<LaneStore['resumeLane']>[0]): ReturnType<LaneStore['resumeLane']> {
    return this.#thread.call('resumeLane', resume);
  }

  async dropLane(drop: Parameters<LaneStore['dropLane']>[0]): ReturnType<LaneStore['dropLane']> {
    let step = await this.#thread.call('dropLane', drop);
    let events = step.events;
    while (!step.done) {
      step = await this.#thread.call('dropLane', { ...drop, upTo: step.upTo });
      events += step.events;
    }
    return { events };
  }

  sweepExpired(sweep: Parameters<UpkeepStore['sweepExpired']>[0]): Promise<number> {
    return this.#thread.call('sweepExpired', sweep);
  }

  retire(retirement: Parameters<UpkeepStore['retire']>[0]): ReturnType<UpkeepStore['retire']> {
    return this.#thread.call('retire', retirement);
  }

  putDirective(directive: DeferredDirective): Promise<void> {
    return this.#thread.call('putDirective', directive);
  }

  readDirective(token: string): Promise<DeferredDirective | undefined> {
    return this.#thread.call('readDirective', token);
  }

  putSkillNews(news: SkillNews): Promise<boolean> {
    return this.#thread.call('putSkillNews', news);
  }

  readSubscriber(user: string): Promise<Subscriber | undefined> {
    return this.#thread.call('readSubscriber', user);
  }

  listSubscribers(filter: SubscriberFilter): Promise<readonly Subscriber[]> {
    return this.#thread.call('listSubscribers', filter);
  }

  countAudience(event: string): Promise<readonly AudienceCount[]> {
    return this.#thread.call('countAudience', event);
  }

  countLocales(event: string): Promise<readonly AudienceCount[]> {
    return this.#thread.call('countLocales', event);
  }

  noteRefusal(refused: Parameters<SubscriberStore['noteRefusal']>[0]): Promise<void> {
    return this.#thread.call('noteRefusal', refused);
  }

  readBacklog(): Promise<Backlog> {
    return this.#thread.call('readBacklog');
  }

  countPending(customer: string): Promise<number> {
    return this.#thread.call('countPending', customer);
  }
}
