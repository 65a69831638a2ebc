import { setImmediate as nextRound } from 'node:timers/promises';

/**
 * Lets the event loop go round once: promise chains that can go on do so to their end, and callbacks of sockets and
 * files that are due run, before it resolves. It takes no time on any clock.
 */
export function passRound(): Promise<void> {
  return nextRound();
}
