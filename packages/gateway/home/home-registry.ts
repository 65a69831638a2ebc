import {
  encodeCanonicalJson,
  encodeTimestamp,
  GatehouseError,
  isJsonObject,
  memberOf,
  type Region,
  textAt,
} from '@gatehouse/protocol';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { concealTokens } from '../token/conceal-tokens.ts';
import { type Declarations, parseDeclarations } from './declarations.ts';
import type { EndpointView, HomeKey, HomeView } from './home.ts';
import {
  type EndpointKey,
  encodeEndpointRecord,
  encodeValueRecord,
  endpointKeyOf,
  parseEndpointRecord,
  parseValueRecord,
  valueKeyOf,
} from './home-record.ts';
import type { SampledValue } from './sampled-value.ts';

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

/**
 * What became of a value: `changed`, or `refreshed` when only its time is newer, or `known` when value and time are,
 * or `stale` when a newer one was there; `unknown` when there is no such endpoint.
 */
export type PutResult = 'changed' | 'refreshed' | 'known' | 'stale' | 'unknown';

/** Endpoints and property values of every customer, as Alexa sees them. */
export interface HomeRegistry extends StateRoom {
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
  /** The same as JSON, without tokens that stand in it. The text of an endpoint is kept until something about it changes. */
  viewText(userId: string, region: Region): string;
}

const DEFAULT_LIMIT = 10_000;

/**
 * Creates a registry without any home.
 *
 * @param limit most endpoints of one customer, over all skills; default 10,000. A bound for memory, far above the 300
 * that Alexa takes
 */
export function createHomeRegistry(limit: number = DEFAULT_LIMIT, keep: Keep = keepNothing): HomeRegistry {
  return new MemoryHomeRegistry(limit, keep);
}

/** Where a property's value is kept. */
interface Place {
  /** Tells the values of one endpoint apart. */
  readonly path: string;
  /** Of its record. */
  readonly key: string;
  sample: SampledValue;
}

interface Slot {
  readonly known: KnownEndpoint;
  /** Few enough that comparing is quicker than hashing names that were just parsed. */
  readonly places: Place[];
  /** The endpoint's view as JSON, if it was asked for since its last change. */
  text: string | undefined;
}

type Endpoints = Map<string, Slot>;

class MemoryHomeRegistry implements HomeRegistry {
  readonly kinds: readonly RecordKind[] = ['endpoint', 'value'];
  readonly #limit: number;
  readonly #keep: Keep;
  /** Endpoints by endpointId, by skillId, by userId. */
  readonly #homes = new Map<string, Map<string, Endpoints>>();

  constructor(limit: number, keep: Keep) {
    this.#limit = limit;
    this.#keep = keep;
  }

  registerEndpoints(key: HomeKey, endpoints: readonly unknown[]): Registered {
    const slots = this.#find(key) ?? new Map<string, Slot>();
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
      this.#replace({ ...key, endpointId: known.endpointId }, { known, slots });
    }
    if (slots.size > 0) this.#put(key, slots);
    return { added, updated, refused };
  }

  removeEndpoints(key: HomeKey, endpointIds?: readonly string[]): readonly string[] {
    const slots = this.#find(key);
    if (slots === undefined) return [];
    const removed = (endpointIds ?? [...slots.keys()]).filter(endpointId =>
      this.#remove({ ...key, endpointId }, slots),
    );
    if (slots.size === 0) this.#drop(key);
    return removed;
  }

  removeCustomer(userId: string): void {
    for (const skillId of [...(this.#homes.get(userId)?.keys() ?? [])]) this.removeEndpoints({ userId, skillId });
  }

  removeSkill(skillId: string): void {
    for (const userId of [...this.#homes.keys()]) this.removeEndpoints({ userId, skillId });
  }

  readEndpoint(key: HomeKey, endpointId: string): KnownEndpoint | undefined {
    return this.#find(key)?.get(endpointId)?.known;
  }

  putValue(key: HomeKey, endpointId: string, sample: SampledValue): PutResult {
    const slot = this.#find(key)?.get(endpointId);
    if (slot === undefined) return 'unknown';
    const endpoint = { userId: key.userId, skillId: key.skillId, endpointId };
    const place = findPlace(slot.places, sample);
    const old = place?.sample;
    if (old !== undefined && sample.at < old.at) return 'stale';
    const same = old !== undefined && isSameValue(old.value, sample.value);
    if (same && sample.at === old.at) return 'known';
    const { key: recordKey } = putSample(endpoint, { slot, place, sample });
    this.#keep('value', recordKey, encodeValueRecord(endpoint, sample));
    return same ? 'refreshed' : 'changed';
  }

  view(userId: string, region: Region): HomeView {
    return { userId, region, endpoints: this.#mapSlots(userId, encodeEndpoint) };
  }

  viewText(userId: string, region: Region): string {
    const endpoints = this.#mapSlots(userId, (skillId, slot) => {
      slot.text ??= concealTokens(JSON.stringify(encodeEndpoint(skillId, slot)));
      return slot.text;
    });
    return `{"userId":${JSON.stringify(userId)},"region":"${region}","endpoints":[${endpoints.join(',')}]}`;
  }

  /** By customer; skills and endpoints in the order in which they came, as they are shown; values by their names. */
  *records(): Generator<StateRecord> {
    for (const kind of this.kinds) {
      for (const userId of [...this.#homes.keys()].sort()) {
        for (const [skillId, slots] of this.#homes.get(userId) ?? [])
          yield* recordsOf({ userId, skillId }, { slots, kind });
      }
    }
  }

  restore(record: StateRecord): void {
    if (record.kind === 'endpoint') this.#restoreEndpoint(record);
    else this.#restoreValue(record);
  }

  reset(): void {
    this.#homes.clear();
  }

  #restoreEndpoint(record: StateRecord): void {
    const { userId, skillId, description } = parseEndpointRecord(record);
    const known = parseEndpoint(description);
    if (known === undefined) throw invalid('/description/endpointId', 'an endpoint needs one to be known by');
    const slots = this.#find({ userId, skillId }) ?? new Map<string, Slot>();
    slots.set(known.endpointId, { known, places: [], text: undefined });
    this.#put({ userId, skillId }, slots);
  }

  #restoreValue(record: StateRecord): void {
    const { key, sample } = parseValueRecord(record);
    const slot = this.#find(key)?.get(key.endpointId);
    if (slot === undefined) throw invalid('/endpointId', 'no record before it is of this endpoint');
    putSample(key, { slot, place: findPlace(slot.places, sample), sample });
  }

  /** Puts a new description in the place of an old one; values that it does not declare any more go. */
  #replace(key: EndpointKey, { known, slots }: { readonly known: KnownEndpoint; readonly slots: Endpoints }): void {
    const old = slots.get(known.endpointId)?.places ?? [];
    const places = old.filter(({ sample }) => isDeclared(sample, known.declarations));
    slots.set(known.endpointId, { known, places, text: undefined });
    this.#keep('endpoint', endpointKeyOf(key), encodeEndpointRecord(key, known.description));
    for (const { key: recordKey, sample } of old) {
      if (!isDeclared(sample, known.declarations)) this.#keep('value', recordKey, undefined);
    }
  }

  #remove(key: EndpointKey, slots: Endpoints): boolean {
    const slot = slots.get(key.endpointId);
    if (slot === undefined) return false;
    for (const place of slot.places) this.#keep('value', place.key, undefined);
    this.#keep('endpoint', endpointKeyOf(key), undefined);
    return slots.delete(key.endpointId);
  }

  #drop({ userId, skillId }: HomeKey): void {
    const skills = this.#homes.get(userId);
    skills?.delete(skillId);
    if (skills?.size === 0) this.#homes.delete(userId);
  }

  #mapSlots<T>(userId: string, map: (skillId: string, slot: Slot) => T): T[] {
    const skills = this.#homes.get(userId) ?? new Map<string, Endpoints>();
    return [...skills].flatMap(([skillId, slots]) => [...slots.values()].map(slot => map(skillId, slot)));
  }

  #find(key: HomeKey): Endpoints | undefined {
    return this.#homes.get(key.userId)?.get(key.skillId);
  }

  #put({ userId, skillId }: HomeKey, slots: Endpoints): void {
    const skills = this.#homes.get(userId) ?? new Map<string, Endpoints>();
    this.#homes.set(userId, skills.set(skillId, slots));
  }

  #count(userId: string): number {
    return [...(this.#homes.get(userId)?.values() ?? [])].reduce((count, slots) => count + slots.size, 0);
  }
}

function* recordsOf(
  key: HomeKey,
  { slots, kind }: { readonly slots: Endpoints; readonly kind: RecordKind },
): Generator<StateRecord> {
  for (const [endpointId, { known, places }] of slots) {
    const endpoint = { ...key, endpointId };
    if (kind === 'endpoint') {
      yield { kind, key: endpointKeyOf(endpoint), value: encodeEndpointRecord(key, known.description) };
      continue;
    }
    for (const { key, sample } of sortByPath(places)) {
      yield { kind, key, value: encodeValueRecord(endpoint, sample) };
    }
  }
}

function invalid(pointer: string, complaint: string): GatehouseError {
  return new GatehouseError('invalid-request', `Cannot take the record at ${pointer}: ${complaint}`, { pointer });
}

function parseEndpoint(description: unknown): KnownEndpoint | undefined {
  if (!isJsonObject(description)) return undefined;
  const endpointId = textAt(description, ['endpointId']);
  if (endpointId === undefined || endpointId === '') return undefined;
  const friendlyName = textAt(description, ['friendlyName']) ?? '';
  return { endpointId, friendlyName, description, declarations: parseDeclarations(description) };
}

function isDeclared({ namespace, name, instance }: SampledValue, declarations: Declarations): boolean {
  return declarations.propertyOf(namespace, name, instance) !== undefined;
}

function findPlace(places: readonly Place[], { namespace, name, instance }: SampledValue): Place | undefined {
  for (const place of places) {
    const { sample } = place;
    if (sample.name === name && sample.namespace === namespace && sample.instance === instance) return place;
  }
  return undefined;
}

interface NewSample {
  readonly slot: Slot;
  readonly place: Place | undefined;
  readonly sample: SampledValue;
}

/** Puts a value in its place, or makes one for it. */
function putSample(endpoint: EndpointKey, { slot, place, sample }: NewSample): Place {
  slot.text = undefined;
  if (place !== undefined) {
    place.sample = sample;
    return place;
  }
  const path = encodePath(sample);
  const made = { path, key: valueKeyOf(endpoint, path), sample };
  slot.places.push(made);
  return made;
}

/** Most values are texts and numbers, which need not be written out to be compared. */
function isSameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  // The same sender has its members in the same order, which is quicker to see than to bring about.
  return JSON.stringify(one) === JSON.stringify(other) || encodeCanonicalJson(one) === encodeCanonicalJson(other);
}

function encodePath(sample: SampledValue): string {
  return JSON.stringify([sample.namespace, sample.name, sample.instance]);
}

function sortByPath(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function encodeEndpoint(skillId: string, { known, places }: Slot): EndpointView {
  const properties = sortByPath(places).map(({ sample: { at, ...value } }) => ({
    ...value,
    timeOfSample: encodeTimestamp(at),
  }));
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
