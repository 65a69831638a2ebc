import type { DatabaseSync } from 'node:sqlite';
import { Query } from './query.ts';
import { failureOf } from './sqlite-failure.ts';
import type { ThreadMethods, ThreadReply, ThreadRequest } from './thread-message.ts';

/** How many requests share one transaction, and so one sync of the disk, at most. */
export const GROUP_LIMIT = 256;

/**
 * Runs requests in transactions of up to {@link GROUP_LIMIT}: one sync makes all of them durable, and no reply exists
 * before it. A request that fails is undone alone; when the commit fails, all of them have failed.
 *
 * Requests hardly ever fail, so a group is run without a way back for each of them; when one does fail, the group is
 * undone and run once more with it. A method may therefore run twice, and keeps nothing but what it writes.
 */
export class GroupCommit<Methods extends ThreadMethods<Methods>> {
  readonly #methods: ReadonlyMap<string, (argument: never) => unknown>;
  readonly #database: DatabaseSync;
  readonly #begin: Query;
  readonly #commit: Query;
  readonly #savepoint: Query;
  readonly #release: Query;

  constructor(database: DatabaseSync, methods: Methods) {
    this.#database = database;
    this.#methods = new Map(Object.entries(methods));
    this.#begin = new Query(database, 'BEGIN');
    this.#commit = new Query(database, 'COMMIT');
    this.#savepoint = new Query(database, 'SAVEPOINT request');
    this.#release = new Query(database, 'RELEASE request');
  }

  /** Runs up to {@link GROUP_LIMIT} requests in the order given; never throws. */
  run(requests: readonly ThreadRequest[]): readonly ThreadReply[] {
    try {
      this.#begin.run();
      const replies = this.#runTogether(requests) ?? this.#runEach(requests);
      this.#commit.run();
      return replies;
    } catch (error) {
      this.#undo();
      return requests.map(({ id, method }) => ({ id, failure: failureOf(error, `Committing ${method}`) }));
    }
  }

  /** Undefined, and nothing has been done, when one of them fails. */
  #runTogether(requests: readonly ThreadRequest[]): readonly ThreadReply[] | undefined {
    try {
      return requests.map(({ id, method, argument }) => ({ id, value: this.#call(method, argument) }));
    } catch {
      this.#undo();
      this.#begin.run();
      return undefined;
    }
  }

  #runEach(requests: readonly ThreadRequest[]): readonly ThreadReply[] {
    return requests.map(request => this.#runOne(request));
  }

  #call(method: string, argument: unknown): unknown {
    return this.#methods.get(method)?.(argument as never);
  }

  #runOne({ id, method, argument }: ThreadRequest): ThreadReply {
    this.#savepoint.run();
    try {
      const value = this.#call(method, argument);
      this.#release.run();
      return { id, value };
    } catch (error) {
      // A full disk or a failed read may have ended the whole transaction: then nothing of the group stands.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO request; RELEASE request');
      return { id, failure: failureOf(error, `Running ${method}`) };
    }
  }

  #undo(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}
