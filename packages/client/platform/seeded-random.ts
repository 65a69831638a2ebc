import type { Random } from './random.ts';

/**
 * Randomness that a seed reproduces: the same seed, the same numbers, identifiers and bytes in the same order.
 * The generator is SplitMix32, good enough for jitter and choice: whoever knows the seed, or a few of its numbers, knows
 * the rest, so codes and tokens made of it are secret from nobody. For tests and for runs that must be repeatable.
 *
 * @param seed any number; its lower 32 bits count. Default 1
 */
export function createSeededRandom(seed: number = 1): Random {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => word() >>> 24);
  return { next: () => word() / 2 ** 32, uuid: () => encodeUuid(bytes(16)), bytes };
}

/** RFC 9562 section 5.4: version 4 in the seventh byte, variant 10 in the ninth. */
function encodeUuid(bytes: Uint8Array): string {
  const marked = bytes.map((byte, i) => {
    if (i === 6) return (byte & 0x0f) | 0x40;
    return i === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  return Buffer.from(marked)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
