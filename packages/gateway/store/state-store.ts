import { type Keep, keepNothing, type StateRecord } from '../record/state-record.ts';

/**
 * Where a gateway's state lies. The rooms of the house hold it in memory and work on that; the store is told of each
 * change and gives everything back when the next process opens it.
 */
export interface StateStore {
  /** `memory` when the state ends with the process. */
  readonly kind: 'memory' | 'directory';
  /** Takes a change; {@link StateStore.untilDurable} tells when it is on the disk. Changes before opening are lost. */
  readonly keep: Keep;
  /**
   * Opens the store; answers what it holds, in an order that restores it.
   *
   * @throws GatehouseError `store-locked` when another process holds the directory, `store-too-old`, `store-too-new`,
   *   `store-unsafe`, `store-failed`
   */
  open(): Promise<readonly StateRecord[]>;
  /** Forgets everything that was kept and keeps these instead, all or nothing. */
  replace(records: Iterable<StateRecord>): void;
  /**
   * Resolves when everything that was kept up to now is on the disk; undefined when it is so already. Rejects with
   * `store-failed` when it could not be written; it stays to be written with the next change.
   */
  untilDurable(): Promise<void> | undefined;
  /** Writes what waits, as far as it can be written, and closes; safe to call twice, and before opening. */
  close(): Promise<void>;
}

/** The store of a gateway whose state ends with its process: keeps nothing, and costs nothing. */
export function createMemoryStore(): StateStore {
  return {
    kind: 'memory',
    keep: keepNothing,
    open: () => Promise.resolve([]),
    replace: () => {},
    untilDurable: () => undefined,
    close: () => Promise.resolve(),
  };
}
