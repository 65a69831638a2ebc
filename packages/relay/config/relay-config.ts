import type { Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { RefreshLimits } from '../grant/refresh-gate.ts';
import type { CustomerConfig } from './customer-config.ts';
import type { DeliveryConfig } from './delivery-config.ts';
import type { KeepingConfig } from './keeping-config.ts';
import type { NoticeConfig } from './notice-config.ts';
import type { ApiKeyConfig } from './resolve-api-keys.ts';

/** One store. */
export type OneStoreConfig = { readonly kind: 'sqlite'; readonly directory: string } | { readonly kind: 'memory' };

/** Where the relay keeps what it knows: in one store, or each region's customers in one of their own. */
export type StoreConfig =
  | OneStoreConfig
  | {
      readonly kind: 'regions';
      readonly regions: Readonly<Partial<Record<Region, OneStoreConfig>>>;
      /** Whose store holds the customers of whom no region is known, or whose region has none. */
      readonly fallback: Region;
    };

/** The skill and its messaging credentials, from the developer console's page Permissions. */
export interface SkillConfig {
  readonly skillId?: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What grants are sealed with: the text of a key file, and the file itself where there is one to read anew. */
export interface SealingConfig {
  readonly keys: Secret;
  readonly file?: string;
}

/** The relay's whole configuration: every value there, checked, and nothing left to look up. */
export interface RelayConfig extends KeepingConfig {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Allows everything; it is also what the command line shows to a running relay. */
  readonly apiKey?: Secret;
  /** Keys known by their hashes, beside `apiKey`. */
  readonly apiKeys?: readonly ApiKeyConfig[];
  readonly store: StoreConfig;
  /** The base URL of each region's gateway, without a trailing slash. */
  readonly regions: Readonly<Record<Region, string>>;
  /** The whole URL of the token endpoint. */
  readonly tokenUrl: string;
  readonly skill?: SkillConfig;
  /** Without it grants lie in the store unsealed. */
  readonly sealing?: SealingConfig;
  readonly customer: CustomerConfig;
  /** How much is refreshed for the customers of one region. */
  readonly grants: RefreshLimits;
  /** Where control directives are posted; without it they are answered ENDPOINT_UNREACHABLE. */
  readonly handlerUrl?: string;
  /** Shown to the handler with each directive, so that it knows who asks. */
  readonly handlerKey?: Secret;
  readonly handlerTimeoutMs: number;
  /** By how much a sample may lie ahead of the relay's clock before it is refused. */
  readonly sampleAheadMs: number;
  /** Times to live by interface, in milliseconds; `default` is for interfaces without one of their own. */
  readonly ttlMs: Readonly<Record<string, number>>;
  readonly delivery: DeliveryConfig;
  readonly notices: NoticeConfig;
}
