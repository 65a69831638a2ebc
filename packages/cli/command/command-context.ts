import type { Host } from '../platform/host.ts';

/** What a command gets: the machine, and where to leave its exit code. */
export interface CommandContext {
  readonly host: Host;
  /** Sets the exit code that the program ends with; 0 unless set. */
  exit(code: number): void;
}
