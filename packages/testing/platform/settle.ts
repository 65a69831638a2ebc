import assert from 'node:assert/strict';
import { setImmediate as nextRound } from 'node:timers/promises';

/** How many rounds of the event loop pass after the last callback, so that a chain through sockets' callbacks ends too. */
const ROUNDS = 3;
/** How long real work outside the process may take before the wait fails, in milliseconds of the machine's clock. */
const LONGEST_WAIT_MS = 10_000;

/** Says whether all work outside the promises is done: worker messages, sockets, files. It is asked until it says yes. */
export type IdleProbe = () => boolean | Promise<boolean>;

/**
 * Lets every promise chain that can go on without time passing go on to its end.
 *
 * @param idle asked between rounds of the event loop until it says yes; without one only promises and callbacks that
 *   are already due settle. Rejects when it has not said yes after 10 seconds of real time
 */
export async function settle(idle?: IdleProbe): Promise<void> {
  await passRounds();
  if (idle === undefined) return;
  const startedAt = performance.now();
  while (!(await idle())) {
    assert.ok(performance.now() - startedAt < LONGEST_WAIT_MS, 'Waited 10 s for idle(), which never said yes');
    await nextRound();
  }
  await passRounds();
}

async function passRounds(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await nextRound();
}
