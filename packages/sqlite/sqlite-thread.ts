import { Worker } from 'node:worker_threads';
import { GatehouseError } from '@gatehouse/protocol';
import type { SqliteDescription, SqlitePlace } from './open-database.ts';
import { afterRound } from './platform/after-round.ts';
import type { ThreadFailure } from './sqlite-failure.ts';
import type { FromThread, ThreadMethods, ThreadReply, ThreadRequest, ToThread } from './thread-message.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: GatehouseError): void;
}

/** How a thread is started. */
export interface ThreadOptions {
  readonly place: SqlitePlace;
  /** The thread's program, which calls `serveSqliteThread()`. */
  readonly entry: URL;
}

/**
 * The near side of a store's thread. Calls made in one turn of the event loop travel in one message, whichever sockets
 * they come from. When the thread breaks, whatever waits and whatever is called later rejects with `store-failed`.
 */
export class SqliteThread<Methods extends ThreadMethods<Methods>> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opening = Promise.withResolvers<SqliteDescription>();
  readonly #ended = Promise.withResolvers<void>();
  #outgoing: ThreadRequest[] = [];
  #lastId = 0;
  #closing = false;
  #broken: GatehouseError | undefined;

  constructor({ place, entry }: ThreadOptions) {
    this.#worker = new Worker(entry, { workerData: place, name: 'gatehouse-store' });
    this.#worker.on('message', (message: FromThread) => this.#receive(message));
    this.#worker.on('error', error =>
      this.#break({ code: 'store-failed', message: `The store's thread failed: ${error.message}` }),
    );
    this.#worker.on('exit', () => {
      this.#break({ code: 'store-failed', message: "The store's thread ended before it answered" });
      this.#ended.resolve();
    });
  }

  /** Resolves when the database is open; rejects with the reason, after the thread has ended, when it cannot be. */
  async open(): Promise<SqliteDescription> {
    try {
      return await this.#opening.promise;
    } catch (error) {
      await this.#ended.promise;
      throw error;
    }
  }

  /** Asks the thread for one transaction. */
  call<Name extends keyof Methods & string>(
    method: Name,
    ...[argument]: Parameters<Methods[Name]>
  ): Promise<ReturnType<Methods[Name]>> {
    if (this.#closing)
      return Promise.reject(new GatehouseError('store-closed', `${method} was called on a closed store`));
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#lastId;
    if (this.#outgoing.length === 0) afterRound(() => this.#flush());
    this.#outgoing.push({ id, method, argument });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: value => resolve(value as ReturnType<Methods[Name]>), reject });
    });
  }

  /** Lets the thread finish what was asked and end. */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#flush();
      this.#post({ type: 'close' });
    }
    await this.#ended.promise;
  }

  #flush(): void {
    if (this.#outgoing.length === 0) return;
    const requests = this.#outgoing;
    this.#outgoing = [];
    this.#post({ type: 'requests', requests });
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromThread): void {
    if (message.type === 'opened') this.#opening.resolve(message.description);
    if (message.type === 'failed') this.#break(message.failure);
    if (message.type === 'replies') for (const reply of message.replies) this.#settle(reply);
  }

  #settle({ id, value, failure }: ThreadReply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === undefined) waiting?.resolve(value);
    else waiting?.reject(new GatehouseError(failure.code, failure.message));
  }

  #break({ code, message }: ThreadFailure): void {
    this.#broken ??= new GatehouseError(code, message);
    const error = this.#broken;
    this.#opening.reject(error);
    // Whoever never asked whether it opened has not missed anything.
    this.#opening.promise.catch(() => {});
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
