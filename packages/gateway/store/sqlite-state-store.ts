import { type Log, passRound } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { SqliteThread } from '@gatehouse/sqlite';
import type { Keep, RecordKind, StateRecord } from '../record/state-record.ts';
import { ChangeList } from './change-list.ts';
import { packTexts } from './packed-texts.ts';
import type { StateStore } from './state-store.ts';
import type { ReadPage, StoreMethods } from './store-methods.ts';

/** The thread's entry, beside this file; compiled sources have another ending. */
const ENTRY: URL = new URL(`./store-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Where the store lies, and who is told when it cannot be written. */
export interface SqliteStateStoreOptions {
  /** Made if it is not there; one process at a time. */
  readonly directory: string;
  readonly log: Log;
}

/**
 * A store in one SQLite file, `gateway.sqlite`, which only its owner reads and only one process opens. What happens in
 * one turn of the event loop, and while the disk is busy, is written in one transaction, so that the disk is asked
 * once for many requests. One transaction at a time: none can overtake another that failed.
 */
export function createSqliteStateStore(options: SqliteStateStoreOptions): StateStore {
  return new SqliteStateStore(options);
}

type Deferred = PromiseWithResolvers<void>;

class SqliteStateStore implements StateStore {
  readonly kind = 'directory';
  readonly keep: Keep;
  readonly #options: SqliteStateStoreOptions;
  readonly #changes = new ChangeList();
  #thread: SqliteThread<StoreMethods> | undefined;
  /** Those who wait for what is under way, and for what is not yet. */
  #underWay: Deferred | undefined;
  #next: Deferred | undefined;
  #scheduled = false;
  #failing = false;

  constructor(options: SqliteStateStoreOptions) {
    this.#options = options;
    this.keep = (kind, key, value) => {
      this.#changes.add(kind, key, value);
      this.#schedule();
    };
  }

  async open(): Promise<readonly StateRecord[]> {
    this.#thread = new SqliteThread<StoreMethods>({ place: { directory: this.#options.directory }, entry: ENTRY });
    const thread = this.#thread;
    await thread.open();
    this.#changes.take();
    const records: StateRecord[] = [];
    await readAll(after => thread.call('readRecords', { after }), records);
    await readAll(after => thread.call('readJournal', { after }), records);
    return records;
  }

  replace(records: Iterable<StateRecord>): void {
    this.#changes.replace(records);
    this.#schedule();
  }

  untilDurable(): Promise<void> | undefined {
    if (this.#changes.isEmpty) return this.#underWay?.promise;
    this.#schedule();
    this.#next ??= createDeferred();
    return this.#next.promise;
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    if (thread === undefined) return;
    await this.#underWay?.promise.catch(() => {});
    if (!this.#changes.isEmpty) await this.#write(thread);
    await thread.close();
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay !== undefined) return;
    this.#scheduled = true;
    // The turn of the event loop ends first: what else it brings goes along.
    void passRound().then(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    // What failed is tried again when somebody changes something or asks, not over and over.
    while (this.#thread !== undefined && this.#underWay === undefined && !this.#changes.isEmpty) {
      await this.#write(this.#thread);
      if (this.#failing && this.#next === undefined) return;
    }
  }

  async #write(thread: SqliteThread<StoreMethods>): Promise<void> {
    const waiting = this.#next ?? createDeferred();
    this.#next = undefined;
    this.#underWay = waiting;
    const taken = this.#changes.take();
    try {
      await thread.call('write', { ...taken, changes: packTexts(taken.changes) });
      this.#underWay = undefined;
      this.#failing = false;
      waiting.resolve();
    } catch (error) {
      this.#underWay = undefined;
      this.#changes.putBack(taken);
      if (!this.#failing)
        this.#options.log.error('Writing the state failed; nothing is acknowledged meanwhile', { error });
      this.#failing = true;
      waiting.reject(error);
    }
  }
}

function createDeferred(): Deferred {
  const deferred = Promise.withResolvers<void>();
  // A failure is logged once; whoever does not wait for it has no say in it.
  deferred.promise.catch(() => {});
  return deferred;
}

async function readAll(read: (after: number) => Promise<ReadPage>, into: StateRecord[]): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { changes, next }: ReadPage = await read(after);
    for (let index = 0; index < changes.length; index += 3) {
      const [kind, key, value] = changes.slice(index, index + 3);
      into.push(parseRow(kind ?? '', key ?? '', value ?? ''));
    }
    after = next;
  }
}

function parseRow(kind: string, key: string, text: string): StateRecord {
  try {
    return { kind: kind as RecordKind, key, value: JSON.parse(text) };
  } catch (cause) {
    throw new GatehouseError('store-failed', `Opening the store found a ${kind} that is no JSON`, { cause });
  }
}
