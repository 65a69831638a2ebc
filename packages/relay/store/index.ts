/**
 * The stores of the relay and the types of what they keep, for whoever opens one on their own.
 */
export type { SqlitePlace } from '@gatehouse/sqlite';
export type { Customer, Link, LinkState } from '../customer/customer.ts';
export type { CustomerFilter, CustomerStore } from '../customer/customer-store.ts';
export type { EndpointStore, StoredEndpoint } from '../endpoint/endpoint-store.ts';
export type { GrantStore, NewGrant, RotatedGrant, StoredGrant } from '../grant/grant-store.ts';
export { BUCKETS, bucketOf, bucketOfEventId, encodeEventId } from '../lane/bucket.ts';
export type {
  ClaimedEvent,
  ClaimedLane,
  LaneChange,
  LaneState,
  LaneStore,
  LaneView,
  SettledEvent,
  Settlement,
  SettlementResult,
} from '../lane/lane-store.ts';
export type {
  Attempt,
  Decision,
  Draft,
  EventClass,
  EventFilter,
  EventRecord,
  EventStatus,
  Idempotency,
  Intake,
  IntakeResult,
  LedgerCounts,
  NewEvent,
  OutboxStore,
} from '../outbox/outbox-store.ts';
export type {
  PropertyClass,
  PropertyKey,
  PropertyValue,
  Sample,
  ShadowChange,
  ShadowProperty,
} from '../shadow/property-value.ts';
export type { Shadow, ShadowStore } from '../shadow/shadow-store.ts';
export { openSqliteStore } from './sqlite/sqlite-store.ts';
export type { Store, StoreDescription } from './store.ts';
