/**
 * The seams between Gatehouse and the machine: time, chance, log and secrets, which everything above takes as arguments,
 * and what both ends need of Node's server. Only the folders named `platform` touch the machine itself.
 */
export { answerBrokenRequest } from './answer-broken-request.ts';
export { type Clock, sleep, type Timer } from './clock.ts';
export { type Log, type LogFields, silentLog } from './log.ts';
export { passRound } from './pass-round.ts';
export type { Random } from './random.ts';
export { encodeReadFailure } from './read-failure.ts';
export { SECRET_PLACEHOLDER, Secret } from './secret.ts';
export { createSeededRandom } from './seeded-random.ts';
export { createSystemClock } from './system-clock.ts';
export { createSystemRandom } from './system-random.ts';
