import type { SqliteThread } from '@gatehouse/sqlite';
import type { Move, MovedCustomer, MovedPage, MoveStep, MoveStore } from '../../residence/move-store.ts';
import type { ThreadMethods } from './thread-message.ts';

/** Carries the calls for a move to the thread. */
export class SqliteMoves implements MoveStore {
  readonly #thread: Pick<SqliteThread<ThreadMethods>, 'call'>;

  constructor(thread: Pick<SqliteThread<ThreadMethods>, 'call'>) {
    this.#thread = thread;
  }

  beginMove(move: Parameters<MoveStore['beginMove']>[0]): Promise<boolean> {
    return this.#thread.call('beginMove', move);
  }

  listMoves(): Promise<readonly Move[]> {
    return this.#thread.call('listMoves');
  }

  readMoved(ask: Parameters<MoveStore['readMoved']>[0]): Promise<MovedPage> {
    return this.#thread.call('readMoved', ask);
  }

  readMovedCustomer(customer: string): Promise<MovedCustomer | undefined> {
    return this.#thread.call('readMovedCustomer', customer);
  }

  putMoved(put: Parameters<MoveStore['putMoved']>[0]): Promise<{ readonly first: number }> {
    return this.#thread.call('putMoved', put);
  }

  finishArrival(arrival: Parameters<MoveStore['finishArrival']>[0]): Promise<void> {
    return this.#thread.call('finishArrival', arrival);
  }

  discardArrival(discard: Parameters<MoveStore['discardArrival']>[0]): Promise<MoveStep> {
    return this.#thread.call('discardArrival', discard);
  }

  finishDeparture(departure: Parameters<MoveStore['finishDeparture']>[0]): Promise<MoveStep> {
    return this.#thread.call('finishDeparture', departure);
  }

  cancelMove(cancel: Parameters<MoveStore['cancelMove']>[0]): Promise<void> {
    return this.#thread.call('cancelMove', cancel);
  }
}
