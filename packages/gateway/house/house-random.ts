import { createSeededRandom, type Random } from '@gatehouse/client/platform';

/** The randomness of one gateway: the machine's, or that of its seed. */
export interface HouseRandom extends Random {
  /**
   * With a seed: goes on from a place that the text and everything drawn before decide. A gateway that takes up a state
   * stirs it in; else it would draw again what the state was made of, and hand out one token twice. Without a seed, nothing.
   */
  stir(text: string): void;
}

/** @param seed absent, the machine's randomness is handed through */
export function createHouseRandom(machine: Random, seed?: number): HouseRandom {
  if (seed === undefined) {
    return {
      next: () => machine.next(),
      uuid: () => machine.uuid(),
      bytes: length => machine.bytes(length),
      stir: () => {},
    };
  }
  let random = createSeededRandom(seed);
  return {
    next: () => random.next(),
    uuid: () => random.uuid(),
    bytes: length => random.bytes(length),
    stir: text => {
      random = createSeededRandom(mix(random.next() * 2 ** 32, text));
    },
  };
}

/** FNV-1a with 32 bits. */
function mix(start: number, text: string): number {
  let hash = start >>> 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619) >>> 0;
  return hash;
}
