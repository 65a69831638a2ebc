import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import type { LaneClaimAsk } from '../../lane/lane-store.ts';
import type { Decision } from '../../outbox/outbox-store.ts';
import type { PropertyKey } from '../../shadow/property-value.ts';
import type { CustomerKey } from './customer-sql.ts';
import type { EventSql, TurnRow } from './event-sql.ts';
import { type DueRow, isHeld, type LaneSql } from './lane-sql.ts';
import type { Ending, LedgerSql } from './ledger-sql.ts';
import type { EndpointKey, ShadowSql } from './shadow-sql.ts';
import type {
  EncodedClaimedEvent,
  EncodedClaimedLane,
  EncodedSettlementResult,
  PropertyRow,
  ThreadMethods,
} from './thread-message.ts';

/** How many events one claim of one lane ends on its way at most; the rest is left to the next claim. */
const SWEEP_LIMIT = 512;

/** How often one call looks for lanes again because some turned out to have nothing to send. */
const ROUNDS = 8;

/** What one claim of one lane asks. */
export interface LaneClaim {
  readonly epoch: number;
  readonly now: number;
  readonly events: number;
}

/** What one claim of one lane found; `exhausted` when it stopped at {@link SWEEP_LIMIT}. */
export interface LaneClaimed {
  readonly events: readonly EncodedClaimedEvent[];
  readonly exhausted: boolean;
}

/** The tables that a claim touches. */
export interface ClaimTables {
  readonly lanes: LaneSql;
  readonly events: EventSql;
  readonly shadows: ShadowSql;
  readonly ledger: LedgerSql;
}

/** Claims: of lanes, and of events in a lane. */
export class ClaimSql implements Pick<ThreadMethods, 'claimLanes' | 'claimMore'> {
  readonly #tables: ClaimTables;
  readonly #description: Query<{ description: string }>;

  constructor(database: DatabaseSync, tables: ClaimTables) {
    this.#tables = tables;
    this.#description = new Query(
      database,
      'SELECT description FROM endpoints WHERE bucket = ? AND customer = ? AND endpoint_id = ?',
    );
  }

  claimLanes(claim: Parameters<ThreadMethods['claimLanes']>[0]): readonly EncodedClaimedLane[] {
    const claimed: EncodedClaimedLane[] = [];
    for (let round = 0; round < ROUNDS && claimed.length < claim.lanes; round++) {
      const limit = claim.lanes - claimed.length;
      const due = this.#tables.lanes.readDue(claim.now, { limit, only: claim.only });
      if (due.length === 0) break;
      claimed.push(...due.flatMap(lane => this.#claimDue(lane, claim) ?? []));
    }
    return claimed;
  }

  /** Claims the lane of one customer, if it can be claimed and has something to send. */
  claimLane(key: CustomerKey, claim: LaneClaimAsk & { readonly now: number }): EncodedClaimedLane | undefined {
    const due = this.#tables.lanes.readDueOf(key, claim.now);
    return due && this.#claimDue(due, claim);
  }

  claimMore(claim: Parameters<ThreadMethods['claimMore']>[0]): EncodedSettlementResult {
    const key = { bucket: bucketOf(claim.customer), customer: claim.customer };
    const lane = this.#tables.lanes.read(key);
    if (!isHeld(lane, claim.epoch)) return { type: 'fenced' };
    const mayClaim = lane.state === 'due' && lane.dueAt <= claim.now;
    return { type: 'settled', next: mayClaim ? this.claimEvents(key, claim).events : [] };
  }

  /** Claims events of a lane that is held under `epoch` and may send. */
  claimEvents(key: CustomerKey, { epoch, now, events }: LaneClaim): LaneClaimed {
    for (let swept = 0; swept < SWEEP_LIMIT; ) {
      const rows = events > 0 ? this.#tables.events.readTurns(key, { epoch, limit: events }) : [];
      const ended = rows.filter(row => this.#sweep(key, row, now));
      // A swept event hands its turn on, perhaps to one that goes before the others: look again before claiming.
      if (ended.length === 0) return { events: this.#claimRows(key, rows, epoch), exhausted: false };
      this.#tables.lanes.count(key, -ended.length);
      swept += ended.length;
    }
    return { events: [], exhausted: true };
  }

  #claimDue(due: DueRow, claim: LaneClaimAsk & { readonly now: number }): EncodedClaimedLane | undefined {
    const { customer, generation, region, failures } = due;
    const epoch = this.#tables.lanes.hold(due, claim);
    const { events } = this.claimEvents(due, { epoch, now: claim.now, events: claim.events });
    if (events.length > 0) return { customer, epoch, generation, region, failures, events };
    this.#tables.lanes.releaseLane({ customer, epoch, at: claim.now });
    return undefined;
  }

  #sweep(key: CustomerKey, row: TurnRow, now: number): boolean {
    if (row.expiresAt !== null && row.expiresAt <= now) {
      this.#end(key, row, { ending: 'expired', at: now, why: describeExpiry(row.expiresAt) });
      return true;
    }
    if (row.class === 'level' && this.#tables.events.hasNewerLevel(key, row)) {
      this.#end(key, row, { ending: 'coalesced', at: now, why: 'A newer report of the same endpoint waits behind it' });
      return true;
    }
    if (row.class === 'notice' && this.#tables.events.hasNewerNotice(key, row)) {
      this.#end(key, row, { ending: 'coalesced', at: now, why: 'A later version of the same notice waits behind it' });
      return true;
    }
    return false;
  }

  #end(
    key: CustomerKey,
    { seq, orderKey, class: eventClass }: TurnRow,
    end: { ending: Ending; at: number; why: string },
  ): void {
    const decision: Decision = { at: end.at, what: end.ending, why: end.why };
    this.#tables.events.sweep({ seq, ending: end.ending, decision });
    this.#tables.events.promote(key, orderKey);
    this.#tables.ledger.countEnded(end.ending, [eventClass]);
  }

  /** What is one message is claimed as a whole, however little was asked for: a part of it under the same messageId would be another. */
  #claimRows(key: CustomerKey, rows: readonly TurnRow[], epoch: number): readonly EncodedClaimedEvent[] {
    const mergeable = rows.filter(({ draftType }) => draftType === 'put' || draftType === 'delete');
    const messageIds = mergeable.map(row => row.messageId);
    const mates = messageIds.length === 0 ? [] : this.#tables.events.readMates(key, { epoch, messageIds });
    const whole = new Map([...rows, ...mates].map(row => [row.seq, row]));
    return [...whole.values()].map(row => this.#claimEvent(key, row, epoch));
  }

  #claimEvent(key: CustomerKey, row: TurnRow, epoch: number): EncodedClaimedEvent {
    const { seq, draftType, ...event } = row;
    this.#tables.events.claim(seq, epoch);
    const endpoint = { ...key, endpointId: event.endpointId ?? '' };
    if (draftType === 'level') this.#tables.shadows.forgetLevel(endpoint);
    const stated = draftType === 'changes' ? propertiesOf(event.draft) : [];
    for (const property of stated) this.#tables.shadows.forget(endpoint, property);
    if (draftType === 'changes') this.#tables.shadows.forgetConnectivity(endpoint);
    const reports = draftType === 'level' || draftType === 'changes';
    const shadow = reports ? this.#readProperties(endpoint, { row, stated }) : null;
    const description = draftType === 'put' ? this.#readDescription(endpoint) : null;
    return { ...event, shadow, description };
  }

  /**
   * The properties of the endpoint that an event reports on. Whether an edge event is to come is only asked for when there
   * is an edge state that Alexa is not known to have and the event does not state: rarely.
   */
  #readProperties(
    endpoint: EndpointKey,
    { row, stated }: { row: TurnRow; stated: readonly PropertyKey[] },
  ): readonly PropertyRow[] {
    const properties = this.#tables.shadows.readProperties(endpoint);
    const isStranded = (one: PropertyRow): boolean =>
      one.class === 'edge' && one.reportedValue === null && one.refused === 0 && !stated.some(key => isSame(key, one));
    if (!properties.some(isStranded) || this.#tables.events.hasNewerEdge(endpoint, row)) return properties;
    return properties.map(one => (isStranded(one) ? { ...one, stranded: true } : one));
  }

  #readDescription({ bucket, customer, endpointId }: CustomerKey & { endpointId: string }): string | null {
    return this.#description.one(bucket, customer, endpointId)?.description ?? null;
  }
}

/** Why an event has expired; `expiresAt` in milliseconds since the epoch. */
export function describeExpiry(expiresAt: number): string {
  return `It was worth sending until ${new Date(expiresAt).toISOString()}, which has passed`;
}

function isSame(key: PropertyKey, row: PropertyRow): boolean {
  return key.name === row.name && key.namespace === row.namespace && (key.instance ?? '') === row.instance;
}

function propertiesOf(draft: string): readonly PropertyKey[] {
  const { properties }: { properties: readonly PropertyKey[] } = JSON.parse(draft);
  return properties;
}
