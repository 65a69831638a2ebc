/** What a record is about: one kind for each collection that a gateway keeps. */
export type RecordKind =
  | 'access-token'
  | 'clock'
  | 'code'
  | 'customer'
  | 'endpoint'
  | 'ended-link'
  | 'faults'
  | 'journal'
  | 'limits'
  | 'link'
  | 'message'
  | 'notice'
  | 'refresh-token'
  | 'routine'
  | 'skill'
  | 'value';

/** One thing that the gateway knows, as JSON: the unit of a store, of an export and of an import. */
export interface StateRecord {
  readonly kind: RecordKind;
  /** Names the thing among those of its kind. */
  readonly key: string;
  readonly value: object;
}

/**
 * Told of each change of state as it happens, never before it and never later; `value` is undefined when the thing is
 * gone, a text when whoever changed the thing has written its JSON already. It must not throw and must not wait: whoever
 * keeps records queues them.
 */
export type Keep = (kind: RecordKind, key: string, value: object | string | undefined) => void;

/** Keeps nothing: for a gateway whose state lives in memory alone. */
export const keepNothing: Keep = () => {};

/** A room of the house that holds state. What {@link StateRoom.records} gives, {@link StateRoom.restore} takes back. */
export interface StateRoom {
  /** The kinds of records that are this room's. */
  readonly kinds: readonly RecordKind[];
  /** Everything that the room holds, in an order that restores it: the same state gives the same records. */
  records(): Iterable<StateRecord>;
  /**
   * Takes a record of one of the room's kinds, without telling anybody.
   *
   * @throws GatehouseError `invalid-request` when the value is none of this kind
   */
  restore(record: StateRecord): void;
  /** Forgets everything. */
  reset(): void;
}
