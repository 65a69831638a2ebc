import { createSeededRandom } from '@gatehouse/client/platform';

/** A stream of chance of its own: what one part of a simulation draws moves nothing that another part draws. */
export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** One of some things, of which there must be one. */
  pick<const Things extends readonly unknown[]>(things: Things): Things[number];
}

/** The stream of a seed for one purpose. */
export function createChance(seed: number, purpose: string): Chance {
  let mixed = seed >>> 0;
  for (const letter of purpose) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const { next } = createSeededRandom(mixed ^ Math.imul(seed, 0x9e3779b1));
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    happens: probability => next() < probability,
    between,
    pick: things => things[between(0, things.length - 1)],
  };
}
