import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** The machine's own randomness. */
export function createSystemRandom(): Random {
  return {
    next: () => Math.random(),
    uuid: () => randomUUID(),
    bytes: length => randomBytes(length),
  };
}
