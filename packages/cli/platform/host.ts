import type { Clock, Random } from '@gatehouse/client/platform';

/** How a command that the host was asked to run ended: its exit code, or why it could not be started. */
export type ChildResult =
  | { readonly type: 'ended'; readonly code: number }
  | { readonly type: 'not-started'; readonly why: string };

/** Everything that a command may touch of the machine; tests pass one of their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether people read stdout (a terminal that takes colour), and not a program. */
  readonly colour: boolean;
  /** Whether stderr is a terminal, where a line can change in place. */
  readonly terminal: boolean;
  /** Aborted when the process is to stop: by the first signal, or when nobody reads stdout any more. A second signal ends it. */
  readonly stop: AbortSignal;
  /** Writes text to stdout as it is. */
  out(text: string): void;
  /** Writes text to stderr as it is. */
  err(text: string): void;
  /** Reads a file as UTF-8, relative to the working folder; throws as Node does. Never while a server runs. */
  readFile(path: string): string;
  /** Reads a file as UTF-8 while other work goes on; rejects as Node does. */
  loadFile(path: string): Promise<string>;
  /**
   * Writes a new file that this user alone may read, synced to the disk.
   *
   * @throws GatehouseError `file-exists`; `wrong-usage` when it cannot be written
   */
  createFile(path: string, text: string): Promise<void>;
  /**
   * Puts another text in the place of a file's, at once and synced: whoever reads it sees the old or the new one.
   *
   * @throws GatehouseError `wrong-usage` when it cannot be written
   */
  replaceFile(path: string, text: string): Promise<void>;
  /** Reads stdin to its end, as UTF-8; rejects as Node does, or when `stop` is aborted. To be called once. */
  readInput(): Promise<string>;
  /** Makes an empty folder of its own in the machine's place for temporary files; answers its path. */
  createTemporaryFolder(): Promise<string>;
  /** Removes a folder and what is in it. */
  removeFolder(path: string): Promise<void>;
  /** Runs a command with this process's terminal and an environment of its own; passes a stop signal on, and starts nothing after one. */
  runChild(command: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<ChildResult>;
}
