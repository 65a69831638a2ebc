import type { Store } from '@gatehouse/relay/store';

/** A store that a test may use, empty at first. */
export interface OpenedStore {
  readonly store: Store;
  /**
   * Ends the store without a word, as a crash of its process would, or closes it where nothing lets it crash, and
   * opens it on the same data. Absent when the data end with the store.
   */
  reopen?(): Promise<Store>;
  /** Closes the store, whether it was reopened or not, and removes its data. */
  dispose(): Promise<void>;
}

/** What a case gets: a store that it shares with others, a customer of its own and the time at which it plays. */
export interface ContractStage {
  readonly store: Store;
  readonly customer: string;
  /**
   * Milliseconds since the epoch. Earlier than the times of all cases played before, so that the lanes they left
   * behind are not due yet; a case stays within an hour from here.
   */
  readonly at: number;
}

/** One promise of the store's interfaces. */
export interface ContractCase {
  readonly title: string;
  run(stage: ContractStage): Promise<void>;
}

/** A promise that outlives the process; the case reopens the store itself. */
export interface ReopenCase {
  readonly title: string;
  run(stage: ContractStage, reopen: () => Promise<Store>): Promise<void>;
}
