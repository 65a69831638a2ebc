import type { Clock, Log } from '@gatehouse/client/platform';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import { DiskWatch } from '../store/disk-watch.ts';
import type { StorePart } from '../store/store.ts';
import { type MovableStore, nameFailure, type RegionPart } from './region-part.ts';
import { watchDisk } from './watch-disk.ts';

/** What the stores of the regions are, and where the customers of a region without a store of its own lie. */
export interface RegionPartsOptions {
  readonly parts: readonly RegionPart[];
  readonly fallback: Region;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long one store may take for a question, in milliseconds: chosen, far above what it takes. */
const LONGEST_MS = 5_000;

/** A question under way: its answer in time, and when the store is done with it, however late; `over` never rejects. */
export interface Question<Answer> {
  readonly answer: Promise<Answer>;
  readonly over: Promise<void>;
}

/**
 * The stores of all regions, asked one by one or together. Its own state: which of them failed when they were asked last,
 * how many answers each owes for longer than it may, and whether its disk is full.
 */
export class RegionParts {
  readonly all: readonly RegionPart[];
  readonly fallback: RegionPart;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #failing = new Set<Region>();
  readonly #owed = new Map<RegionPart, number>();
  readonly #disks: ReadonlyMap<RegionPart, DiskWatch>;
  #turn = 0;

  constructor({ parts, fallback, clock, log }: RegionPartsOptions) {
    const disks = parts.map(({ region, store }): [RegionPart, DiskWatch] => {
      const disk = new DiskWatch(clock);
      return [{ region, store: watchDisk(store, disk) }, disk];
    });
    this.#disks = new Map(disks);
    this.all = [...this.#disks.keys()];
    const home = this.all.find(part => part.region === fallback);
    if (home === undefined) {
      const message = `The stores are of ${parts.map(part => part.region).join(', ')}; needed is one of region ${fallback}, for whose region is not known`;
      throw new GatehouseError('config-invalid', message, { pointer: '/store/regions' });
    }
    this.fallback = home;
    this.#clock = clock;
    this.#log = log;
  }

  /** Each store by its region, with what is known of its disk. */
  list(): readonly StorePart[] {
    return [...this.#disks].map(([{ region, store }, disk]) => ({ name: region, store, disk }));
  }

  /** Whose store holds the customers of a region. */
  of(region: Region): RegionPart {
    return this.all.find(part => part.region === region) ?? this.fallback;
  }

  /** Each part once, beginning with another one each time, so that none always comes first. */
  inTurn(): readonly RegionPart[] {
    this.#turn = (this.#turn + 1) % this.all.length;
    return [...this.all.slice(this.#turn), ...this.all.slice(0, this.#turn)];
  }

  /**
   * What every store answers.
   *
   * @throws GatehouseError `store-failed`, `store-closed` with the region when one does not
   */
  ask<Answer>(question: (store: MovableStore) => Promise<Answer>): Promise<readonly Answer[]> {
    return Promise.all(this.all.map(part => this.askOne(part, question)));
  }

  /**
   * What those stores answer that do; the log says when one begins to fail, and when it answers again.
   *
   * @throws GatehouseError `store-failed`, `store-closed` when none does
   */
  async askAnswering<Answer>(
    question: (store: MovableStore, part: RegionPart) => Promise<Answer>,
    parts: readonly RegionPart[] = this.all,
  ): Promise<readonly Answer[]> {
    const answers = await Promise.allSettled(parts.map(part => this.askNoted(part, store => question(store, part))));
    const given = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []));
    const failed = answers.find(answer => answer.status === 'rejected');
    if (given.length === 0 && failed !== undefined) throw failed.reason;
    return given;
  }

  /** What one store answers in time, its failure told by its region. */
  askOne<Answer>(part: RegionPart, question: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    return this.begin(part, question).answer;
  }

  /**
   * Begins a question to one store. What fails is told by its region. A store that has kept a question waiting for longer
   * than it may is asked nothing until it has answered: neither memory nor whoever waits for others depends on it.
   */
  begin<Answer>(part: RegionPart, question: (store: MovableStore) => Promise<Answer>): Question<Answer> {
    const late = (): GatehouseError => new GatehouseError('store-failed', `It gave no answer within ${LONGEST_MS} ms`);
    if (this.#owed.has(part)) return { answer: Promise.reject(nameFailure(late(), part)), over: Promise.resolve() };
    const asked = question(part.store);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    let isLate = false;
    const timer = this.#clock.setTimer(LONGEST_MS, () => {
      isLate = true;
      this.#owe(part, 1);
      reject(nameFailure(late(), part));
    });
    const end = (): void => {
      timer.cancel();
      if (isLate) this.#owe(part, -1);
    };
    const over = asked.then(
      answer => {
        end();
        resolve(answer);
      },
      (error: unknown) => {
        end();
        this.#disks.get(part)?.noteFailure(error);
        reject(nameFailure(error, part));
      },
    );
    return { answer: promise, over };
  }

  /** What work comes to, or what `whenLate` answers when it takes longer; it goes on then, for nobody. */
  inTime<Answer>(work: Promise<Answer>, limit: { limitMs: number; whenLate: () => GatehouseError }): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const timer = this.#clock.setTimer(limit.limitMs, () => reject(limit.whenLate()));
    work.then(resolve, reject).finally(() => timer.cancel());
    return promise;
  }

  /** The same as `askOne`; the log says when a store begins to fail, and when it answers again. */
  async askNoted<Answer>(part: RegionPart, question: (store: MovableStore) => Promise<Answer>): Promise<Answer> {
    const { region } = part;
    try {
      const answer = await this.askOne(part, question);
      if (this.#failing.delete(region)) this.#log.info('The store of a region answers again', { region });
      return answer;
    } catch (error) {
      if (!this.#failing.has(region)) {
        this.#failing.add(region);
        this.#log.error('The store of a region fails; those of the others go on', { region, error });
      }
      throw error;
    }
  }

  #owe(part: RegionPart, more: 1 | -1): void {
    const owed = (this.#owed.get(part) ?? 0) + more;
    if (owed > 0) this.#owed.set(part, owed);
    else this.#owed.delete(part);
  }
}
