import type { Region } from '@gatehouse/protocol';
import type { CustomerStore } from '../customer/customer-store.ts';
import type { DirectiveStore } from '../directive/directive-store.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import type { GrantStore } from '../grant/grant-store.ts';
import type { LaneStore } from '../lane/lane-store.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { UpkeepStore } from '../upkeep/upkeep-store.ts';

/** What a store says about itself, for logs, readiness and `gatehouse doctor`. */
export interface StoreDescription {
  readonly kind: 'sqlite' | 'memory' | 'postgres';
  /** The version of the engine. */
  readonly version: string;
  /** How far an acknowledged write is from the disk, as read back from the engine after a first write. */
  readonly synchronous: 'full' | 'memory';
  /** The stores that it is made of, where each region has one of its own. */
  readonly regions?: Readonly<Partial<Record<Region, StoreDescription>>>;
}

/** A part of a store that can fail on its own; `name` tells it from the others. */
export interface StorePart {
  readonly name: string;
  readonly store: Pick<Store, 'describe' | 'nextDueAt'>;
  /** Whether its disk takes nothing more. */
  readonly disk: { readonly full: boolean };
}

/**
 * Everything the relay keeps. Each method is one transaction unless it says otherwise: when its promise resolves, what it wrote is as
 * durable as the store can make it. One contract suite (`@gatehouse/testing`, `store-contract.ts`) holds for
 * every implementation.
 */
export interface Store
  extends CustomerStore,
    GrantStore,
    EndpointStore,
    DirectiveStore,
    ShadowStore,
    OutboxStore,
    LaneStore,
    SubscriberStore,
    UpkeepStore {
  /** What this store is. */
  describe(): StoreDescription;
  /** The parts that can fail on their own; absent where it is all one. */
  listParts?(): readonly StorePart[];
  /** Says to which region a customer belongs of whom nothing is stored yet; absent where all regions share a store. */
  placeCustomer?(customer: string, region: Region): Promise<void>;
  /** Finishes what was asked, then closes; a later call of any method rejects with `store-closed`. */
  close(): Promise<void>;
}
