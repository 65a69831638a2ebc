import { encodeCanonicalJson, encodeTimestamp, isJsonObject, memberOf, type Region, textAt } from '@gatehouse/protocol';
import { type Declarations, parseDeclarations } from './declarations.ts';
import type { EndpointView, HomeKey, HomeView } from './home.ts';

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

const DEFAULT_LIMIT = 10_000;

/**
 * Creates a registry without any home.
 *
 * @param limit most endpoints of one customer, over all skills; default 10,000. A bound for memory, far above the 300
 * that Alexa takes
 */
export function createHomeRegistry(limit: number = DEFAULT_LIMIT): HomeRegistry {
  return new MemoryHomeRegistry(limit);
}

interface Slot {
  readonly known: KnownEndpoint;
  readonly values: Map<string, SampledValue>;
}

type Endpoints = Map<string, Slot>;

class MemoryHomeRegistry implements HomeRegistry {
  readonly #limit: number;
  /** Endpoints by endpointId, by skillId, by userId. */
  readonly #homes = new Map<string, Map<string, Endpoints>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  registerEndpoints(key: HomeKey, endpoints: readonly unknown[]): Registered {
    const slots = this.#open(key);
    const added: string[] = [];
    const updated: string[] = [];
    const refused: RefusedEndpoint[] = [];
    let room = this.#limit - this.#count(key.userId);
    for (const [index, description] of endpoints.entries()) {
      const known = parseEndpoint(description);
      const old = known === undefined ? undefined : slots.get(known.endpointId);
      if (known === undefined) refused.push({ index, code: 'invalid-endpoint' });
      else if (old !== undefined) updated.push(known.endpointId);
      else if (room > 0) added.push(known.endpointId);
      else refused.push({ index, code: 'home-full' });
      if (known === undefined || (old === undefined && room <= 0)) continue;
      if (old === undefined) room -= 1;
      slots.set(known.endpointId, { known, values: listDeclared(old?.values, known.declarations) });
    }
    return { added, updated, refused };
  }

  removeEndpoints(key: HomeKey, endpointIds?: readonly string[]): readonly string[] {
    const slots = this.#find(key);
    if (slots === undefined) return [];
    const removed = (endpointIds ?? [...slots.keys()]).filter(endpointId => slots.delete(endpointId));
    if (slots.size === 0) this.#homes.get(key.userId)?.delete(key.skillId);
    return removed;
  }

  removeCustomer(userId: string): void {
    this.#homes.delete(userId);
  }

  removeSkill(skillId: string): void {
    for (const skills of this.#homes.values()) skills.delete(skillId);
  }

  readEndpoint(key: HomeKey, endpointId: string): KnownEndpoint | undefined {
    return this.#find(key)?.get(endpointId)?.known;
  }

  putValue(key: HomeKey, endpointId: string, sample: SampledValue): PutResult {
    const values = this.#find(key)?.get(endpointId)?.values;
    if (values === undefined) return 'unknown';
    const path = encodePath(sample);
    const old = values.get(path);
    if (old !== undefined && sample.at < old.at) return 'stale';
    const same = old !== undefined && encodeCanonicalJson(old.value) === encodeCanonicalJson(sample.value);
    if (same && sample.at === old.at) return 'known';
    values.set(path, sample);
    return same ? 'refreshed' : 'changed';
  }

  view(userId: string, region: Region): HomeView {
    const skills = this.#homes.get(userId) ?? new Map<string, Endpoints>();
    const endpoints = [...skills].flatMap(([skillId, slots]) =>
      [...slots.values()].map(slot => encodeEndpoint(skillId, slot)),
    );
    return { userId, region, endpoints };
  }

  reset(): void {
    this.#homes.clear();
  }

  #find(key: HomeKey): Endpoints | undefined {
    return this.#homes.get(key.userId)?.get(key.skillId);
  }

  #open(key: HomeKey): Endpoints {
    const skills = this.#homes.get(key.userId) ?? new Map<string, Endpoints>();
    const slots = skills.get(key.skillId) ?? new Map<string, Slot>();
    this.#homes.set(key.userId, skills.set(key.skillId, slots));
    return slots;
  }

  #count(userId: string): number {
    return [...(this.#homes.get(userId)?.values() ?? [])].reduce((count, slots) => count + slots.size, 0);
  }
}

function parseEndpoint(description: unknown): KnownEndpoint | undefined {
  if (!isJsonObject(description)) return undefined;
  const endpointId = textAt(description, ['endpointId']);
  if (endpointId === undefined || endpointId === '') return undefined;
  const friendlyName = textAt(description, ['friendlyName']) ?? '';
  return { endpointId, friendlyName, description, declarations: parseDeclarations(description) };
}

/** The values that a new description of the endpoint still declares. */
function listDeclared(values: Map<string, SampledValue> | undefined, declarations: Declarations): Slot['values'] {
  const entries = [...(values ?? [])].filter(
    ([, { namespace, name, instance }]) => declarations.propertyOf(namespace, name, instance) !== undefined,
  );
  return new Map(entries);
}

function encodePath(sample: SampledValue): string {
  return JSON.stringify([sample.namespace, sample.name, sample.instance]);
}

function encodeEndpoint(skillId: string, { known, values }: Slot): EndpointView {
  const properties = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { at, ...value }]) => ({ ...value, timeOfSample: encodeTimestamp(at) }));
  const displayCategories = memberOf(known.description, 'displayCategories');
  const capabilities = memberOf(known.description, 'capabilities');
  return {
    skillId,
    endpointId: known.endpointId,
    friendlyName: known.friendlyName,
    displayCategories: Array.isArray(displayCategories) ? displayCategories : [],
    capabilities: Array.isArray(capabilities) ? capabilities : [],
    properties,
  };
}
