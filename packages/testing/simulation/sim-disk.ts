import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import {
  createSqliteStore,
  createThreadMethods,
  type LedgerCounts,
  type MovableStore,
  type StoreThread,
  TABLES,
} from '@gatehouse/relay/store';
import { openSqliteDatabase, Query, type SqlValue } from '@gatehouse/sqlite';
import type { Chance } from './chance.ts';
import { DiskTrouble } from './disk-trouble.ts';
import type { SimProcess } from './sim-process.ts';

/** What a crash does to a group that was written and not synced: it is gone, it is not, or there was none. */
export type CrashFate = 'lost' | 'kept' | 'clean';

/** What a process has asked of a disk. */
export interface DiskRequest {
  readonly process: SimProcess;
  readonly method: string;
  readonly argument: unknown;
}

/** What a disk tells of. */
export interface DiskWatch {
  /** After each group of transactions, and after each crash. */
  counted(ledger: LedgerCounts): void;
  crashed(fate: CrashFate, disk: SimDisk): void;
  answered(request: DiskRequest, value: unknown, disk: SimDisk): void;
  refused(request: DiskRequest, error: GatehouseError): void;
}

/** What a disk is made of. */
export interface SimDiskOptions {
  /** What tells it from others, where there are several. */
  readonly name?: string;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Decides how much room is left on a full disk. */
  readonly roomChance: Chance;
  readonly watch: DiskWatch;
  /**
   * Acknowledges a group before it is synced, and syncs only every so many groups: a disk that lies, to show that the
   * simulation notices. Default 1: synced, then acknowledged.
   */
  readonly syncEvery?: number;
}

interface Request extends DiskRequest {
  readonly settle: (reply: Reply) => void;
}

type Reply = { readonly value: unknown } | { readonly error: GatehouseError };

type Written = readonly { readonly request: Request; readonly reply: Reply }[];

/** How many requests share one transaction at most, as in the store's own thread. */
const GROUP_LIMIT = 256;

/**
 * The tables of the relay on a disk that the simulation owns. Requests gather into groups; a group is written in one
 * transaction, which stays open until it is synced: then it is committed and acknowledged. A crash in between loses the
 * transaction, as a torn or unsynced tail of the write-ahead log is lost, or keeps it without anybody having been told.
 */
export class SimDisk {
  readonly name: string | undefined;
  readonly trouble: DiskTrouble;
  readonly #options: SimDiskOptions;
  readonly #database: DatabaseSync;
  readonly #methods: ReadonlyMap<string, (argument: never) => unknown>;
  readonly #queries = new Map<string, Query<unknown>>();
  #queue: Request[] = [];
  /** What is written and not acknowledged. */
  #written: Written | undefined;
  #scheduled = false;
  #unsynced = 0;
  /** Grows with each crash, so that what was under way before finds that it is over. */
  #life = 0;

  constructor(options: SimDiskOptions) {
    this.name = options.name;
    this.trouble = new DiskTrouble({ clock: options.clock, chance: options.roomChance });
    this.#options = options;
    const opening = openSqliteDatabase({ memory: true }, TABLES);
    if (opening.type === 'refused') throw new GatehouseError(opening.failure.code, opening.failure.message);
    this.#database = opening.database;
    this.#methods = new Map(Object.entries(createThreadMethods(this.#database)));
  }

  /** The store as one process reaches it. */
  openFor(process: SimProcess): MovableStore {
    const underWay = new Set<Promise<unknown>>();
    let closed = false;
    const call = (method: string, argument: unknown): Promise<unknown> => {
      if (closed) return Promise.reject(new GatehouseError('store-closed', `${method} was called on a closed store`));
      const asked = this.#ask({ process, method, argument });
      underWay.add(asked);
      const done = (): boolean => underWay.delete(asked);
      asked.then(done, done);
      return asked;
    };
    const close = async (): Promise<void> => {
      closed = true;
      await Promise.allSettled(underWay);
    };
    const thread = { call, close };
    return createSqliteStore(thread as StoreThread, { kind: 'memory', version: 'simulated', synchronous: 'full' });
  }

  /** Reads without a process, at once, also what is not synced yet. */
  query<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Asks the tables without a process, at once. */
  look(method: string, argument?: unknown): unknown {
    return this.#methods.get(method)?.(argument as never);
  }

  /** Whether something is written that a crash may lose. */
  get isUnsynced(): boolean {
    return this.#written !== undefined;
  }

  /** The power goes: whatever waits is gone, and chance says what becomes of what was written and not synced. */
  crash(): CrashFate {
    const { chance, watch } = this.#options;
    this.#life += 1;
    this.#queue = [];
    this.#scheduled = false;
    this.#written = undefined;
    this.#unsynced = 0;
    const written = this.#database.isTransaction;
    const lost = written && chance.happens(0.5);
    if (written) this.#database.exec(lost ? 'ROLLBACK' : 'COMMIT');
    const fate = lost ? 'lost' : written ? 'kept' : 'clean';
    watch.crashed(fate, this);
    this.#count();
    return fate;
  }

  /**
   * Opens the file again, as the first process after a crash does.
   *
   * @throws GatehouseError `store-full` when there is no room for what is written at an opening
   */
  reopen(): void {
    if (this.trouble.drawFull()) throw fullError('Opening the store');
    this.#database.exec(`BEGIN; ${TABLES.prepare} COMMIT`);
  }

  /** One of several processes is gone: what it has asked for happens or does not. */
  forget(process: SimProcess): void {
    this.#queue = this.#queue.filter(request => request.process !== process || this.#options.chance.happens(0.5));
  }

  close(): void {
    this.#life += 1;
    this.#database.close();
  }

  #ask(asked: DiskRequest): Promise<unknown> {
    const { process, method } = asked;
    const { watch } = this.#options;
    return new Promise((resolve, reject) => {
      if (!process.step(`store ${method} asked`)) return;
      const settle = (reply: Reply): void =>
        process.enter(() => {
          if (!process.step(`store ${method} acknowledged`)) return;
          if ('error' in reply) {
            watch.refused(asked, reply.error);
            return reject(reply.error);
          }
          watch.answered(asked, reply.value, this);
          resolve(copyValue(reply.value));
        });
      this.#queue.push({ ...asked, settle });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#written !== undefined || this.#queue.length === 0) return;
    this.#scheduled = true;
    this.#later(this.#options.chance.between(0, 2), () => {
      this.#scheduled = false;
      this.#write();
    });
  }

  #write(): void {
    const group = this.#queue.splice(0, GROUP_LIMIT);
    if (group.length === 0) return;
    const begun = this.#database.isTransaction;
    if (!begun) this.#prepare('BEGIN').run();
    const before = this.#countChanges();
    this.#written = this.trouble.drawFull() ? this.#runFull(group) : this.#runAll(group, !begun);
    if (this.#countChanges() > before) this.#count();
    this.#later(this.#options.chance.between(1, 6), () => this.#sync());
    for (const { process, method } of group) process.step(`store ${method} written`);
  }

  #sync(): void {
    const written = this.#written ?? [];
    this.#written = undefined;
    this.#unsynced += 1;
    if (this.#unsynced >= (this.#options.syncEvery ?? 1)) {
      this.#prepare('COMMIT').run();
      this.#unsynced = 0;
    }
    for (const { request, reply } of written) request.settle(reply);
    this.#schedule();
  }

  #runAll(group: readonly Request[], first: boolean): Written {
    const alone = first && group.length === 1;
    return group.map(request => ({ request, reply: this.#run(request, alone) }));
  }

  /** A group that writes anything finds no room for it at its end: then nothing of it stands, and all of it has failed. */
  #runFull(group: readonly Request[]): Written {
    const before = this.#countChanges();
    this.#prepare('SAVEPOINT room').run();
    const written = this.#runAll(group, false);
    const full = this.#countChanges() > before;
    this.#database.exec(full ? 'ROLLBACK TO room; RELEASE room' : 'RELEASE room');
    if (!full) return written;
    return group.map(request => ({ request, reply: { error: fullError(`Committing ${request.method}`) } }));
  }

  #countChanges(): number {
    const row = this.#prepare('SELECT total_changes() AS changes').one() as { readonly changes: number };
    return row.changes;
  }

  #run({ method, argument }: Request, alone: boolean): Reply {
    if (this.trouble.isDown) {
      return { error: new GatehouseError('store-failed', `Running ${method} failed: the disk does not answer`) };
    }
    // Whoever is alone in a transaction needs no part of it to be undone.
    if (!alone) this.#prepare('SAVEPOINT request').run();
    try {
      const value = this.#methods.get(method)?.(argument as never);
      if (!alone) this.#prepare('RELEASE request').run();
      return { value };
    } catch (cause) {
      this.#database.exec(alone ? 'ROLLBACK; BEGIN' : 'ROLLBACK TO request; RELEASE request');
      const found = cause instanceof Error ? cause.message : String(cause);
      return { error: new GatehouseError('store-failed', `Running ${method} failed: ${found}`, { cause }) };
    }
  }

  #count(): void {
    this.#options.watch.counted(this.look('readLedger') as LedgerCounts);
  }

  #prepare(sql: string): Query<unknown> {
    const known = this.#queries.get(sql);
    if (known !== undefined) return known;
    const query = new Query<unknown>(this.#database, sql);
    this.#queries.set(sql, query);
    return query;
  }

  #later(delayMs: number, work: () => void): void {
    const life = this.#life;
    this.#options.clock.setTimer(delayMs, () => {
      if (life !== this.#life) return;
      const { hangsForMs } = this.trouble;
      if (hangsForMs > 0) this.#later(hangsForMs, work);
      else work();
    });
  }
}

/** As a store's own thread tells it. */
function fullError(attempt: string): GatehouseError {
  return new GatehouseError('store-full', `${attempt} found no room on the disk: database or disk is full`);
}

/** What comes out of a message between threads: a copy, of plain objects. Rows of the database have no prototype. */
function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue);
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = copyValue(member);
  return copy;
}
