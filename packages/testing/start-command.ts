import { fileURLToPath } from 'node:url';
import type { ProcessExit, ProcessOptions } from './platform/spawn-node.ts';
import { type RunningProcess, runProcess, startProcess } from './process.ts';

/** What a command gets beside its words; see {@link ProcessOptions}. */
export type CommandOptions = Omit<ProcessOptions, 'script' | 'args'>;

/** Where the command line of this repository begins. */
const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** Starts `gatehouse` with these words and waits for its ready line, which takes `--json` among them. */
export function startCommand(words: readonly string[], options: CommandOptions = {}): Promise<RunningProcess> {
  return startProcess({ ...options, script: MAIN, args: words });
}

/** Runs `gatehouse` with these words to its end. */
export function runCommand(words: readonly string[], options: CommandOptions = {}): Promise<ProcessExit> {
  return runProcess({ ...options, script: MAIN, args: words });
}
