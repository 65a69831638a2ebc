import type { CustomerStore } from '../customer/customer-store.ts';
import type { DirectiveStore } from '../directive/directive-store.ts';
import type { EndpointStore } from '../endpoint/endpoint-store.ts';
import type { GrantStore } from '../grant/grant-store.ts';
import type { LaneStore } from '../lane/lane-store.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { ShadowStore } from '../shadow/shadow-store.ts';
import type { UpkeepStore } from '../upkeep/upkeep-store.ts';

/** What a store says about itself, for logs, readiness and `gatehouse doctor`. */
export interface StoreDescription {
  readonly kind: 'sqlite' | 'memory' | 'postgres';
  /** The version of the engine. */
  readonly version: string;
  /** How far an acknowledged write is from the disk, as read back from the engine after a first write. */
  readonly synchronous: 'full' | 'memory';
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
    UpkeepStore {
  /** What this store is. */
  describe(): StoreDescription;
  /** Finishes what was asked, then closes; a later call of any method rejects with `store-closed`. */
  close(): Promise<void>;
}
