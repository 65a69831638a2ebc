import type { DatabaseSync } from 'node:sqlite';
import { ClaimSql } from './claim-sql.ts';
import { CustomerSql } from './customer-sql.ts';
import { DirectiveSql } from './directive-sql.ts';
import { EndpointSql } from './endpoint-sql.ts';
import { EventSql } from './event-sql.ts';
import { type GrantMethods, GrantSql } from './grant-sql.ts';
import { LaneSql } from './lane-sql.ts';
import { LedgerSql } from './ledger-sql.ts';
import { createMoveMethods } from './move-sql.ts';
import { OperatorSql } from './operator-sql.ts';
import { OutboxSql } from './outbox-sql.ts';
import { SettlementSql } from './settlement-sql.ts';
import { ShadowSql } from './shadow-sql.ts';
import { createSubscriberMethods } from './subscriber-sql.ts';
import type { ThreadMethods } from './thread-message.ts';
import { UpkeepSql } from './upkeep-sql.ts';

/**
 * Everything the thread can be asked, on an open database. The nouns have a file each: `customer-sql.ts`,
 * `grant-sql.ts`, `endpoint-sql.ts`, `shadow-sql.ts`, `event-sql.ts` (rows of events), `outbox-sql.ts` (intake), `directive-sql.ts`,
 * `lane-sql.ts` (rows of lanes), `claim-sql.ts`, `settlement-sql.ts`, `operator-sql.ts` (what a person orders),
 * `move-sql.ts` (to and from another region), `subscriber-sql.ts`, `upkeep-sql.ts`, `ledger-sql.ts`. Which table holds what stands
 * in `sqlite-schema.ts`. None of the methods begins or ends a transaction: `@gatehouse/sqlite` does.
 */
export function createThreadMethods(database: DatabaseSync): ThreadMethods {
  const customers = new CustomerSql(database);
  const shadows = new ShadowSql(database);
  const events = new EventSql(database);
  const lanes = new LaneSql(database);
  const ledger = new LedgerSql(database);
  const claims = new ClaimSql(database, { lanes, events, shadows, ledger });
  const outbox = new OutboxSql(database, { customers, shadows, events, lanes, ledger, claims });
  const grants = new GrantSql(database, { customers, lanes, events, shadows });
  const endpoints = new EndpointSql(database, { customers, shadows, outbox });
  const settlements = new SettlementSql({ customers, shadows, events, lanes, ledger, claims });
  const operator = new OperatorSql(database, { customers, events, lanes, ledger, outbox });
  const directives = new DirectiveSql(database);
  const upkeep = new UpkeepSql(database, { directives, events, lanes, ledger });
  return {
    readCustomer: customer => customers.readCustomer(customer),
    listCustomers: filter => customers.listCustomers(filter),
    correctRegion: correction => customers.correctRegion(correction),
    ...grantMethods(grants),
    readEndpoint: ask => endpoints.readEndpoint(ask),
    listEndpoints: filter => endpoints.listEndpoints(filter),
    countEndpoints: customer => endpoints.countEndpoints(customer),
    putEndpoint: put => endpoints.putEndpoint(put),
    deleteEndpoint: removal => endpoints.deleteEndpoint(removal),
    readShadow: ask => shadows.readShadow(ask),
    listDivergent: filter => shadows.listDivergent(filter),
    accept: intake => outbox.accept(intake),
    readEvent: id => outbox.readEvent(id),
    listEvents: filter => outbox.listEvents(filter),
    listTroubled: filter => outbox.listTroubled(filter),
    replayEvent: replay => operator.replayEvent(replay),
    readIdempotency: ask => outbox.readIdempotency(ask),
    readLedger: () => ledger.readLedger(),
    claimLanes: claim => claims.claimLanes(claim),
    claimMore: claim => claims.claimMore(claim),
    settle: settlement => settlements.settle(settlement),
    releaseLane: release => lanes.releaseLane(release),
    renewLeases: renewal => lanes.renewLeases(renewal),
    nextDueAt: only => lanes.nextDueAt(only),
    readLane: customer => lanes.readLane(customer),
    resumeLane: resume => operator.resumeLane(resume),
    dropLane: step => operator.dropLane(step),
    sweepExpired: sweep => upkeep.sweepExpired(sweep),
    retire: retirement => upkeep.retire(retirement),
    ...createMoveMethods(database),
    ...createSubscriberMethods(database),
    putDirective: directive => directives.putDirective(directive),
    readDirective: token => directives.readDirective(token),
    readBacklog: () => upkeep.readBacklog(),
    countPending: customer => upkeep.countPending(customer),
  };
}

function grantMethods(grants: GrantSql): GrantMethods {
  return {
    readGrant: customer => grants.readGrant(customer),
    putGrant: grant => grants.putGrant(grant),
    rotateGrant: grant => grants.rotateGrant(grant),
    deleteGrant: removal => grants.deleteGrant(removal),
    listGrants: filter => grants.listGrants(filter),
    resealGrant: grant => grants.resealGrant(grant),
    claimRefresh: claim => grants.claimRefresh(claim),
    releaseRefresh: release => grants.releaseRefresh(release),
    forgetReported: forget => grants.forgetReported(forget),
    forgetDue: due => grants.forgetDue(due),
  };
}
