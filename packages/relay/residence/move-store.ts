import type { Region } from '@gatehouse/protocol';

/** What is carried of a customer page by page; customer, lane and grant come last, all at once. */
export type Baggage = 'events' | 'endpoints' | 'shadows' | 'properties' | 'idempotency' | 'directives';

/** Every kind of {@link Baggage}; events come first, because shadows tell from which of them on they count. */
export const BAGGAGE: readonly Baggage[] = [
  'events',
  'endpoints',
  'shadows',
  'properties',
  'idempotency',
  'directives',
];

/** A row of a table as it lies there, but for what names the customer. */
export type MovedRow = Readonly<Record<string, string | number | null>>;

/** A page of rows; `next` is there when there are more: what to go on after. */
export interface MovedPage {
  readonly rows: readonly MovedRow[];
  readonly next?: MovedRow;
}

/** Customer, lane and grant, the last where there is one. */
export interface MovedCustomer {
  readonly customers: MovedRow;
  readonly lanes: MovedRow;
  readonly grants?: MovedRow;
}

/** A customer on the way to the store of another region. */
export interface Move {
  readonly customer: string;
  readonly region: Region;
}

/** A page of rows of a customer that is on the way here since `at`, in milliseconds since the epoch. */
export interface MovedBaggage extends Move {
  readonly at: number;
  readonly baggage: Baggage;
  readonly rows: readonly MovedRow[];
}

/** Where an order of a move stands: some of them go on with the next call. */
export interface MoveStep {
  readonly done: boolean;
}

/**
 * What two stores do for a customer that moves from one to the other, each method one transaction. At the old home:
 * `beginMove`, pages, `finishDeparture`, or `cancelMove`. At the new one: `putMoved`, then `finishArrival`, or
 * `discardArrival`. With `finishArrival` the customer lives at the new home; before it nothing there is seen, counted
 * or sent. Whoever moves a customer lets nobody else ask for it meanwhile. Both stores list the move until they have done
 * their part of it, so that neither forgets what still has to be deleted.
 */
export interface MoveStore {
  /** Notes the move and keeps the lane from being claimed until `until`; false, and nothing is done, for nobody known. */
  beginMove(move: Move & { at: number; until: number }): Promise<boolean>;
  /** Moves from here, and to here, that have not ended. */
  listMoves(): Promise<readonly Move[]>;
  /** Rows of the customer in the order of their keys. */
  readMoved(ask: { customer: string; baggage: Baggage; after?: MovedRow; limit: number }): Promise<MovedPage>;
  /** Customer, lane and grant of a customer that moves; undefined when it is not here. */
  readMovedCustomer(customer: string): Promise<MovedCustomer | undefined>;
  /** Notes the move and takes rows in; events get numbers of this store, in their order. Answers the number of the first. */
  putMoved(put: MovedBaggage): Promise<{ readonly first: number }>;
  /** All of it is there: the customer lives here from now on, in this region; a held lane stays held until `leaseUntil`. */
  finishArrival(arrival: Move & { moved: MovedCustomer; leaseUntil: number }): Promise<void>;
  /** Forgets up to `limit` rows of a customer that does not live here, last the move; one that does is left alone. */
  discardArrival(discard: { customer: string; limit: number }): Promise<MoveStep>;
  /** Forgets a customer that lives elsewhere now: first what counts, then up to `limit` rows of the rest, last the move. */
  finishDeparture(departure: { customer: string; limit: number }): Promise<MoveStep>;
  /** The customer stays: a held lane stays held as long as before the move, or until `leaseUntil` if that is later. */
  cancelMove(cancel: { customer: string; leaseUntil: number }): Promise<void>;
}
