/** How long a process that has done everything may take to end by itself, in milliseconds: chosen, far above what it takes. */
const LONGEST_MS = 2_000;

/**
 * Sees to it that this process ends, by itself or else by SIGKILL: a thread that waits for a disk which does not answer
 * keeps its process from ending in every other way, `process.exit` included. Nothing may be left to be done.
 */
export function endForCertain(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LONGEST_MS).unref();
}
