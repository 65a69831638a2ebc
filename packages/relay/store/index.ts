/**
 * The stores of the relay and the types of what they keep, for whoever opens one on their own.
 */
export type { SqlitePlace } from '@gatehouse/sqlite';
export type { Customer, Link, LinkState } from '../customer/customer.ts';
export type { CustomerFilter, CustomerStore } from '../customer/customer-store.ts';
export type { DeferredDirective, DirectiveStore } from '../directive/directive-store.ts';
export type { EndpointStore, StoredEndpoint } from '../endpoint/endpoint-store.ts';
export type {
  GrantPage,
  GrantStore,
  NewGrant,
  RefreshClaim,
  RefreshClaimResult,
  ResealedGrant,
  RotatedGrant,
  StoredGrant,
} from '../grant/grant-store.ts';
export { BUCKETS, bucketOf, bucketOfEventId, encodeEventId } from '../lane/bucket.ts';
export type {
  ClaimedEvent,
  ClaimedLane,
  LaneChange,
  LaneClaimAsk,
  LaneState,
  LaneStore,
  LaneView,
  SettledEvent,
  Settlement,
  SettlementResult,
} from '../lane/lane-store.ts';
export { MOST_SENDS_OF_A_CLAIM } from '../lane/lane-store.ts';
export { encodeNoticeHolder, type NoticeHolder } from '../notice/notice-holder.ts';
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
  NewEventIdentity,
  OutboxStore,
  Trouble,
  TroubleFilter,
} from '../outbox/outbox-store.ts';
export { openRegionalStore, type RegionalStoreOpening } from '../residence/open-regional-store.ts';
export type { MovableStore } from '../residence/region-part.ts';
export type {
  PropertyClass,
  PropertyKey,
  PropertyValue,
  Sample,
  ShadowChange,
  ShadowProperty,
} from '../shadow/property-value.ts';
export type { DivergentFilter, DivergentPage, EndpointRef, Shadow, ShadowStore } from '../shadow/shadow-store.ts';
export type { SkillNews } from '../subscriber/apply-skill-news.ts';
export type { Subscriber, SubscriberRefusal } from '../subscriber/subscriber.ts';
export type { AudienceCount, SubscriberFilter, SubscriberStore } from '../subscriber/subscriber-store.ts';
export type { Backlog, UpkeepStore } from '../upkeep/upkeep-store.ts';
export { TABLES } from './sqlite/sqlite-schema.ts';
export { createSqliteStore, openSqliteStore, type StoreThread } from './sqlite/sqlite-store.ts';
export type { ThreadMethods } from './sqlite/thread-message.ts';
export { createThreadMethods } from './sqlite/thread-methods.ts';
export type { Store, StoreDescription } from './store.ts';
