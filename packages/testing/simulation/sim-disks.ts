import type { Clock, Log } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import {
  type Customer,
  type DivergentPage,
  type LedgerCounts,
  type MovableStore,
  openRegionalStore,
  type Store,
} from '@gatehouse/relay/store';
import type { SqlValue } from '@gatehouse/sqlite';
import type { createChance } from './chance.ts';
import type { Residence } from './draw-residence.ts';
import { type CrashFate, type DiskWatch, SimDisk } from './sim-disk.ts';
import type { SimProcess } from './sim-process.ts';

/** What the disks are made of. */
export interface SimDisksOptions {
  /** The regions that have a disk each; undefined where all of them share one. */
  readonly residence: Residence | undefined;
  readonly clock: Clock;
  readonly chanceOf: (purpose: string) => ReturnType<typeof createChance>;
  readonly watch: DiskWatch;
  readonly log: Log;
  /** As in `SimDiskOptions`. */
  readonly syncEvery?: number;
  /** Makes of each disk's store the one that a relay gets, to show that the simulation notices. Default: the same. */
  readonly alter?: (store: MovableStore) => MovableStore;
}

/** A customer on the way from one disk to the other. */
export interface MoveUnderWay {
  readonly customer: string;
  readonly from: SimDisk;
  readonly to: SimDisk;
  /** Whether the customer has arrived, and only what it left behind is still to go. */
  readonly isSwitched: boolean;
}

/** The disks of a world: one that all regions share, or one for each, which fails by itself. */
export class SimDisks {
  readonly all: readonly [SimDisk, ...SimDisk[]];
  readonly #options: SimDisksOptions;

  constructor(options: SimDisksOptions) {
    this.#options = options;
    const { clock, watch, syncEvery = 1, residence, chanceOf } = options;
    const [first, ...others] = residence ?? [undefined];
    const open = (name: string | undefined): SimDisk => {
      const purpose = name === undefined ? 'disk' : `disk ${name}`;
      const chances = { chance: chanceOf(purpose), roomChance: chanceOf(`${purpose} room`) };
      return new SimDisk({ clock, watch, syncEvery, ...chances, ...(name === undefined ? {} : { name }) });
    };
    this.all = [open(first), ...others.map(open)];
  }

  /** Whether each region has a disk of its own. */
  get isRegional(): boolean {
    return this.#options.residence !== undefined;
  }

  /** Where the customers of a region lie; the first disk is that of whoever has none. */
  of(region: Region | undefined): SimDisk {
    return this.all.find(disk => disk.name === region) ?? this.all[0];
  }

  /** The store as a process opens it. Rejects as the opening of the relay's own store does. */
  async open(process: SimProcess): Promise<Store> {
    const { residence, log, alter = store => store } = this.#options;
    if (residence === undefined) return alter(this.all[0].openFor(process));
    const regions = residence.map(region => ({ region, open: async () => alter(this.of(region).openFor(process)) }));
    return openRegionalStore({ regions, fallback: residence[0], clock: process.clock, log });
  }

  /** Opens every file again, as the first process after a crash does. Throws what `SimDisk.reopen` does. */
  reopen(): void {
    for (const disk of this.all) disk.reopen();
  }

  get isUnsynced(): boolean {
    return this.all.some(disk => disk.isUnsynced);
  }

  /** The power goes for all of them; each has a fate of its own. */
  crash(): readonly CrashFate[] {
    return this.all.map(disk => disk.crash());
  }

  forget(process: SimProcess): void {
    for (const disk of this.all) disk.forget(process);
  }

  /** Nothing is wrong with any of them any more. */
  mend(): void {
    for (const { trouble } of this.all) trouble.end();
  }

  /** Reads all of them without a process, at once, also what is not synced yet. */
  query<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.all.flatMap(disk => disk.query<Row>(sql, ...values));
  }

  readCustomer(customer: string): Customer | undefined {
    return this.all.map(disk => disk.look('readCustomer', customer) as Customer | undefined).find(Boolean);
  }

  readLedgers(): readonly LedgerCounts[] {
    return this.all.map(disk => disk.look('readLedger') as LedgerCounts);
  }

  get isDivergent(): boolean {
    return this.all.some(disk => (disk.look('listDivergent', { limit: 1 }) as DivergentPage).items.length > 0);
  }

  /** The customers between two disks; none where all regions share one. Whom a disk only expects is told by the one where it lives. */
  listMoves(): readonly MoveUnderWay[] {
    return this.all.flatMap(from =>
      from
        .query<{ customer: string; region: Region }>('SELECT customer, region FROM moves')
        .map(move => {
          const to = this.of(move.region);
          const isSwitched = to.look('readCustomer', move.customer) !== undefined;
          return { customer: move.customer, from, to, isSwitched };
        })
        .filter(({ to }) => to !== from),
    );
  }

  close(): void {
    for (const disk of this.all) disk.close();
  }
}
