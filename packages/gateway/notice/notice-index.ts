import type { Region } from '@gatehouse/protocol';
import type { TakenNotice } from './taken-notice.ts';

/** Whose version of a reference is asked for: a skill's, in a stage and region, for a customer. */
export interface ReferenceOf {
  readonly skillId: string;
  readonly stage: TakenNotice['stage'];
  readonly region: Region;
  readonly referenceId: string;
}

/**
 * Notices by number, by customer, by region and by reference. A notice for many is in here once, so that taking one costs
 * the same for ten customers and for ten thousand.
 */
export class NoticeIndex {
  readonly #all = new Map<number, TakenNotice>();
  readonly #ofCustomer = new Map<string, Set<TakenNotice>>();
  readonly #ofRegion = new Map<string, Set<TakenNotice>>();
  readonly #ofReference = new Map<string, Set<TakenNotice>>();

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** All of them, the oldest first. */
  values(): Iterable<TakenNotice> {
    return this.#all.values();
  }

  /** A notice by its number. */
  read(number: number): TakenNotice | undefined {
    return this.#all.get(number);
  }

  /** Adds a notice. One that was refused has no say in which version is the latest. */
  add(notice: TakenNotice): void {
    this.#all.set(notice.number, notice);
    addTo(notice.userId === undefined ? this.#ofRegion : this.#ofCustomer, keyOf(notice), notice);
    if (notice.refused === undefined) addTo(this.#ofReference, encodeReference(notice, notice.userId), notice);
  }

  /** Removes a notice. */
  remove(notice: TakenNotice): void {
    this.#all.delete(notice.number);
    removeFrom(notice.userId === undefined ? this.#ofRegion : this.#ofCustomer, keyOf(notice), notice);
    removeFrom(this.#ofReference, encodeReference(notice, notice.userId), notice);
  }

  /** Those for one customer alone. */
  listOfCustomer(userId: string): TakenNotice[] {
    return [...(this.#ofCustomer.get(`user ${userId}`) ?? [])];
  }

  /** Those for everybody in a region. */
  listOfRegion(region: Region): TakenNotice[] {
    return [...(this.#ofRegion.get(`region ${region}`) ?? [])];
  }

  /** Every version of a reference that a customer may be told: those for the customer alone, and those for everybody. */
  listVersions(reference: ReferenceOf, userId?: string): TakenNotice[] {
    const own = userId === undefined ? undefined : this.#ofReference.get(encodeReference(reference, userId));
    const shared = this.#ofReference.get(encodeReference(reference));
    return [...(own ?? []), ...(shared ?? [])];
  }

  /** Forgets all. */
  clear(): void {
    for (const map of [this.#all, this.#ofCustomer, this.#ofRegion, this.#ofReference]) map.clear();
  }
}

function keyOf({ userId, region }: TakenNotice): string {
  return userId === undefined ? `region ${region}` : `user ${userId}`;
}

function encodeReference({ skillId, stage, region, referenceId }: ReferenceOf, userId?: string): string {
  return JSON.stringify([skillId, stage, region, referenceId, userId]);
}

function addTo(map: Map<string, Set<TakenNotice>>, key: string, notice: TakenNotice): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([notice]));
  else known.add(notice);
}

function removeFrom(map: Map<string, Set<TakenNotice>>, key: string, notice: TakenNotice): void {
  const known = map.get(key);
  known?.delete(notice);
  if (known?.size === 0) map.delete(key);
}
