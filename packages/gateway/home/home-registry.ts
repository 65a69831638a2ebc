import type { Region } from '@gatehouse/protocol';
import type { Declarations } from './declarations.ts';
import type { HomeKey, HomeView } from './home.ts';

/** What registering endpoints did; `refused` are those that could not be taken, by their place in the list. */
export interface Registered {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly refused: readonly RefusedEndpoint[];
}

/** An endpoint that was not taken: no endpointId to know it by, or the home holds as many as it may. */
export interface RefusedEndpoint {
  readonly index: number;
  readonly code: 'invalid-endpoint' | 'home-full';
}

/** An endpoint that the skill has made known: its description as received, and what that declares. */
export interface KnownEndpoint {
  readonly endpointId: string;
  readonly friendlyName: string;
  readonly description: Readonly<Record<string, unknown>>;
  readonly declarations: Declarations;
}

/** A property value; `at` is its timeOfSample in milliseconds since the epoch. */
export interface SampledValue {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
  readonly at: number;
  readonly uncertaintyInMilliseconds: number;
}

/**
 * What became of a value: `changed`, or `refreshed` when only its time is newer, or `known` when value and time are,
 * or `stale` when a newer one was there; `unknown` when there is no such endpoint.
 */
export type PutResult = 'changed' | 'refreshed' | 'known' | 'stale' | 'unknown';

/** Endpoints and property values of every customer, as Alexa sees them. Kept in memory. */
export interface HomeRegistry {
  /**
   * Adds or replaces endpoints by their endpointId. A replaced one keeps the values of the properties that it still
   * declares; endpoints not named stay.
   *
   * @param endpoints discovery endpoint objects (fact sheet section 4); anything else is refused one by one
   */
  registerEndpoints(key: HomeKey, endpoints: readonly unknown[]): Registered;
  /** Removes endpoints, or all of the skill's without `endpointIds`; answers which were there. */
  removeEndpoints(key: HomeKey, endpointIds?: readonly string[]): readonly string[];
  /** Forgets a customer's whole home. */
  removeCustomer(userId: string): void;
  /** Forgets the skill's endpoints in every home. */
  removeSkill(skillId: string): void;
  /** The endpoint, when the skill has made it known. */
  readEndpoint(key: HomeKey, endpointId: string): KnownEndpoint | undefined;
  /** Keeps a value unless a newer sample is known; of two samples of the same time the one that came last stays. */
  putValue(key: HomeKey, endpointId: string, sample: SampledValue): PutResult;
  /** A customer's home; without endpoints when nothing is known. */
  view(userId: string, region: Region): HomeView;
  /** Forgets everything. */
  reset(): void;
}
