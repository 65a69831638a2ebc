/** A database server that a peer needs, in processes of its own. */
export interface PeerDatabase {
  /** The address of a fresh database. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/** What `bench/peers/embedded-postgres.ts` exports as `startDatabase`: starts a server on an empty directory. */
export type StartPeerDatabase = (setting: {
  readonly directory: string;
  readonly port: number;
}) => Promise<PeerDatabase>;
