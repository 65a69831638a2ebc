import type { DatabaseSync } from 'node:sqlite';
import { Query } from '@gatehouse/sqlite';
import type { DeferredDirective } from '../../directive/directive-store.ts';
import { bucketOf } from '../../lane/bucket.ts';
import type { ThreadMethods } from './thread-message.ts';

interface DirectiveRow extends Omit<DeferredDirective, 'kind'> {
  readonly kind: string | null;
}

/** The table `directives`. */
export class DirectiveSql implements Pick<ThreadMethods, 'putDirective' | 'readDirective'> {
  readonly #put: Query;
  readonly #read: Query<DirectiveRow>;
  readonly #retire: Query;

  constructor(database: DatabaseSync) {
    this.#put = new Query(
      database,
      `INSERT INTO directives (bucket, token, customer, endpoint_id, kind, deadline) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET deadline = max(deadline, excluded.deadline)`,
    );
    this.#read = new Query(
      database,
      'SELECT token, customer, endpoint_id AS endpointId, kind, deadline FROM directives WHERE token = ?',
    );
    this.#retire = new Query(
      database,
      `DELETE FROM directives WHERE token IN (SELECT token FROM directives INDEXED BY directives_by_deadline
         WHERE deadline < ? ORDER BY deadline LIMIT 0 + ?)`,
    );
  }

  putDirective({ token, customer, endpointId, kind, deadline }: DeferredDirective): void {
    this.#put.run(bucketOf(customer), token, customer, endpointId, kind ?? null, deadline);
  }

  readDirective(token: string): DeferredDirective | undefined {
    const row = this.#read.one(token);
    if (row === undefined) return undefined;
    const { kind, ...directive } = row;
    return kind === null ? directive : { ...directive, kind };
  }

  /** Deletes those whose deadline lies before `before`; answers how many. */
  retire(before: number, limit: number): number {
    return this.#retire.run(before, limit);
  }
}
