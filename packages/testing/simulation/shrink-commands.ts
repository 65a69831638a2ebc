import type { Command } from './command.ts';

/** Whether a run of some commands still breaks the same invariant. */
export type StillFails = (commands: readonly Command[]) => Promise<boolean>;

/** More runs than this are not made: what is left by then is small enough to read. */
const MOST_RUNS = 150;

/**
 * Leaves out whatever a failure does not need: halves first, then smaller parts, down to single commands, until none of
 * those that are left can go.
 *
 * @param commands a list that fails
 */
export async function shrinkCommands(
  commands: readonly Command[],
  stillFails: StillFails,
): Promise<readonly Command[]> {
  let left = commands;
  let runs = 0;
  for (let size = Math.ceil(left.length / 2); size >= 1 && runs < MOST_RUNS; ) {
    let shrunk = false;
    for (let from = 0; from < left.length && runs < MOST_RUNS; ) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      runs += 1;
      if (await stillFails(without)) {
        left = without;
        shrunk = true;
      } else {
        from += size;
      }
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!shrunk) break;
  }
  return left;
}
