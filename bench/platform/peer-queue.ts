/** An event of a customer that waits to be delivered. */
export interface QueuedJob {
  readonly customer: string;
  /** The message without the scope, as the device cloud brought it. */
  readonly message: Record<string, unknown>;
}

/** What a queue of a peer works with. */
export interface PeerQueueOptions {
  /** The address of the database, with user and password. */
  readonly databaseUrl: string;
  /** Posts the event of a job; rejects when it was not taken. */
  deliver(job: QueuedJob): Promise<void>;
}

/** A queue of somebody else that delivers the events of each customer in their order. */
export interface PeerQueue {
  /** Queues a job; resolves when it is committed. */
  add(job: QueuedJob): Promise<void>;
  /** How many jobs the database does not know to be done. */
  countPending(): Promise<number>;
  stop(): Promise<void>;
}

/** What the module of each queue in `bench/peers` exports as `openQueue`. */
export type OpenPeerQueue = (options: PeerQueueOptions) => Promise<PeerQueue>;
