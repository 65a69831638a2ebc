import assert from 'node:assert/strict';
import type { Notice, Region } from '@gatehouse/protocol';
import type { Chance } from '../simulation/chance.ts';
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts';
import { drawCustomer } from './draw-customer.ts';
import { type HouseCustomer, NoticeHouse, type ShownNotice, type Stage } from './notice-house.ts';
import { type Fate, NoticeModel, readVersion } from './notice-model.ts';
import { type BrokenPromise, NoticeWatch } from './notice-watch.ts';

/** Where a notice is posted. */
export interface NoticePlace {
  readonly region: Region;
  readonly stage: Stage;
}

/** A notice that was taken, and where. */
export interface PostedNotice {
  readonly notice: Notice;
  readonly place: NoticePlace;
}

/** What a world is made of. */
export interface NoticeWorldOptions {
  readonly seed: number;
  readonly customers: number;
  readonly chance: Chance;
  /** Spoils what customers are shown, to see that it is noticed. */
  readonly spoil?: (shown: readonly ShownNotice[]) => readonly ShownNotice[];
}

/** How long each notice waits before it is due: longer than the shortest life, so that some expire before. */
const DELAY_MS = 30 * 60_000;
/** Of so many of the last notices there are newer versions. */
const REMEMBERED = 400;

/** The gateway, the model of what it should do, and the watch over what it did, which all get the same. */
export class NoticeWorld {
  readonly chance: Chance;
  readonly delayMs: number = DELAY_MS;
  /** How often each status was answered. */
  readonly statuses: Record<number, number> = {};
  /** How often somebody looked at what a customer is shown. */
  looks = 0;
  readonly #clock: VirtualClock;
  readonly #house: NoticeHouse;
  readonly #model: NoticeModel = new NoticeModel(DELAY_MS);
  readonly #watch: NoticeWatch = new NoticeWatch();
  readonly #spoil: NonNullable<NoticeWorldOptions['spoil']>;
  readonly #customers: HouseCustomer[] = [];
  readonly #places = new Map<string, number>();
  readonly #posted: PostedNotice[] = [];
  #references = 0;
  #users = 0;
  #broken: BrokenPromise | undefined;

  private constructor(house: NoticeHouse, clock: VirtualClock, { chance, spoil = shown => shown }: NoticeWorldOptions) {
    this.#house = house;
    this.#clock = clock;
    this.chance = chance;
    this.#spoil = spoil;
  }

  static async open(options: NoticeWorldOptions): Promise<NoticeWorld> {
    const clock = createVirtualClock();
    const house = await NoticeHouse.open(clock, { seed: options.seed, delayMs: DELAY_MS });
    const world = new NoticeWorld(house, clock, options);
    for (let count = 0; count < options.customers; count++) {
      await world.put(drawCustomer(options.chance, world.nextUser()));
    }
    return world;
  }

  /** The time, in milliseconds since the epoch. */
  get now(): number {
    return this.#clock.now();
  }

  /** The first promise that was broken. */
  get broken(): BrokenPromise | undefined {
    return this.#broken;
  }

  /** How many notices met each fate, once for each customer. */
  get fates(): Readonly<Record<Fate, number>> {
    return this.#model.fates;
  }

  /** Everybody who is there now. */
  get customers(): readonly HouseCustomer[] {
    return this.#customers;
  }

  drawCustomer(): HouseCustomer {
    return this.chance.pick(this.#customers as [HouseCustomer, ...HouseCustomer[]]);
  }

  /** One of the last notices that were taken; undefined while there is none. */
  drawPosted(): PostedNotice | undefined {
    const [first, ...others] = this.#posted;
    return first === undefined ? undefined : this.chance.pick([first, ...others]);
  }

  nextReference(): string {
    this.#references += 1;
    return `reference${this.#references}`;
  }

  nextUser(): string {
    this.#users += 1;
    return `user-${this.#users}`;
  }

  async advance(durationMs: number): Promise<void> {
    await this.#clock.advance(durationMs);
    this.#model.advance(this.now);
  }

  /** Posts a notice; the gateway has to answer what the model does. */
  async post(notice: Notice, place: NoticePlace): Promise<void> {
    const { now } = this;
    const expected = this.#model.post(notice, { now, ...place });
    const status = await this.#house.post(notice, place);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status !== expected) {
      const detail = `${JSON.stringify(notice)} to ${place.region} was answered ${status} and not ${expected}`;
      this.#break({ promise: 'each notice is answered as documented', detail });
    }
    if (status !== 202) return;
    this.#watch.add(readVersion(notice, { now, ...place }));
    this.#posted.push({ notice, place });
    if (this.#posted.length > REMEMBERED) this.#posted.shift();
  }

  /** Makes somebody known, or another. */
  async put(customer: HouseCustomer): Promise<void> {
    await this.#house.putCustomer(customer);
    this.#note(customer);
  }

  async subscribe(customer: HouseCustomer): Promise<void> {
    await this.#house.subscribe(customer.userId, customer.events ?? []);
    this.#note(customer);
  }

  async unsubscribe(customer: HouseCustomer): Promise<void> {
    await this.#house.unsubscribe(customer.userId);
    this.#note({ ...customer, events: [] });
  }

  /** Somebody leaves, after a last look. */
  async remove({ userId }: HouseCustomer): Promise<void> {
    await this.look(userId);
    await this.#house.removeCustomer(userId);
    this.#model.remove(userId);
    this.#watch.remove(userId);
    const place = this.#places.get(userId) ?? assert.fail(userId);
    const last = this.#customers.pop() ?? assert.fail(userId);
    this.#places.delete(userId);
    if (last.userId === userId) return;
    this.#customers[place] = last;
    this.#places.set(last.userId, place);
  }

  /** Looks at what a customer is shown, and judges it. */
  async look(userId: string): Promise<void> {
    this.looks += 1;
    const shown = this.#spoil(await this.#house.listNotices(userId));
    const broken = this.#watch.look(userId, { shown, expected: this.#model.takeHearings(userId), now: this.now });
    if (broken !== undefined) this.#break(broken);
  }

  async close(): Promise<void> {
    await this.#house.close();
    assert.deepEqual(this.#clock.pending(), []);
  }

  #note(customer: HouseCustomer): void {
    const { userId } = customer;
    this.#model.put(customer);
    this.#watch.put(customer, this.now);
    const place = this.#places.get(userId) ?? this.#customers.length;
    this.#places.set(userId, place);
    this.#customers[place] = customer;
  }

  #break(broken: BrokenPromise): void {
    this.#broken ??= broken;
  }
}
