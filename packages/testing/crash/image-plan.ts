import type { Random } from '@gatehouse/client/platform';
import { type PendingChange, touchedNode } from './disk-change.ts';
import type { Stretch } from './stretch.ts';
import { cutSectors, TEAR_COUNT, tearWrite, type WriteChange } from './torn-write.ts';

/**
 * What is left of the pending changes. `prefix`: the first so many; `missing`: all but one; `alone`: one; `torn tail`:
 * the first so many and sectors of the next one; `torn amid`: all, but of one only sectors; `length`: the first so many,
 * of files that have the length of all, with zeros or noise in between; `names`: some changes of names, with the
 * content of all files or of none; `random`: any, some torn, as the seed has it.
 */
export type ImageKind = 'prefix' | 'missing' | 'alone' | 'torn tail' | 'torn amid' | 'length' | 'names' | 'random';

/** One way in which a stretch may end: what of its pending changes has reached the disk. */
export interface PlannedImage {
  readonly kind: ImageKind;
  readonly left: readonly PendingChange[];
}

/** The images of one stretch. `possible` is how many the kinds give; those beyond the bound are left out by chance. */
export interface ImagePlan {
  readonly images: readonly PlannedImage[];
  readonly possible: number;
}

/** What bounds a plan. */
export interface PlanOptions {
  readonly random: Random;
  /** How many images there may be. */
  readonly most: number;
}

interface Candidate {
  readonly kind: ImageKind;
  readonly create: () => readonly PendingChange[];
}

/** How many random images each stretch has. */
export const RANDOM_IMAGES = 12;
/** So many changes of names are left in every combination; of more, only prefixes and single ones count. */
export const MOST_NAMES = 5;

/** Plans the images of a stretch: nothing, everything and the names first, then whatever else the bound has room for. */
export function planImages(stretch: Stretch, { random, most }: PlanOptions): ImagePlan {
  const { pending } = stretch;
  if (pending.length === 0) return { images: [{ kind: 'prefix', left: [] }], possible: 1 };
  const first: Candidate[] = [
    { kind: 'prefix', create: () => [] },
    { kind: 'prefix', create: () => pending },
    ...listNames(pending),
  ];
  const others = [...listOrdered(pending), ...listTorn(pending), ...listLengths(stretch, random)];
  for (let count = 0; count < RANDOM_IMAGES; count++) {
    others.push({ kind: 'random', create: () => keepSome(pending, random) });
  }
  const room = Math.max(0, most - first.length);
  const images = [...first, ...pickSome(others, { random, most: room })].map(({ kind, create }) => ({
    kind,
    left: create(),
  }));
  return { images, possible: first.length + others.length };
}

function listOrdered(pending: readonly PendingChange[]): Candidate[] {
  return pending.flatMap((change, index): Candidate[] => [
    ...(index === 0 ? [] : [{ kind: 'prefix' as const, create: () => pending.slice(0, index) }]),
    { kind: 'missing', create: () => pending.toSpliced(index, 1) },
    { kind: 'alone', create: () => [change] },
  ]);
}

function listTorn(pending: readonly PendingChange[]): Candidate[] {
  return pending.flatMap((change, index) => {
    if (change.type !== 'write' || cutSectors(change).length < 2) return [];
    const ways = Array.from({ length: TEAR_COUNT }, (_, way) => tearWrite(change, way) ?? []);
    return ways.flatMap((pieces): Candidate[] => [
      { kind: 'torn tail', create: () => [...pending.slice(0, index), ...pieces] },
      { kind: 'torn amid', create: () => pending.toSpliced(index, 1, ...pieces) },
    ]);
  });
}

/** A file may have its new length before the content: what was never written there is zeros, or whatever lay there. */
function listLengths({ base, pending }: Stretch, random: Random): Candidate[] {
  const nodes = new Set(pending.filter(change => change.type === 'write').map(touchedNode));
  const after = base.copy().apply(pending);
  const grown = [...nodes].filter(node => after.read(node).length > base.read(node).length);
  if (grown.length === 0) return [];
  const fill = (content: (length: number) => Uint8Array): PendingChange[] =>
    grown.map(node => {
      const offset = base.read(node).length;
      return { type: 'write', node, offset, bytes: content(after.read(node).length - offset) };
    });
  const zeros = (): PendingChange[] => fill(length => new Uint8Array(length));
  const noise = (): PendingChange[] => fill(length => random.bytes(length));
  return pending.flatMap((_, index): Candidate[] => [
    { kind: 'length', create: () => [...zeros(), ...pending.slice(0, index)] },
    { kind: 'length', create: () => [...noise(), ...pending.slice(0, index)] },
  ]);
}

function listNames(pending: readonly PendingChange[]): Candidate[] {
  const names = pending.filter(change => 'in' in change);
  const contents = pending.filter(change => !('in' in change));
  if (names.length === 0 || contents.length === 0) return [];
  const count = 2 ** Math.min(names.length, MOST_NAMES);
  return Array.from({ length: count }, (_, mask) =>
    names.filter((_name, index) => (mask & (1 << index)) !== 0),
  ).flatMap((some): Candidate[] => [
    { kind: 'names', create: () => some },
    { kind: 'names', create: () => pending.filter(change => !('in' in change) || some.includes(change)) },
  ]);
}

function keepSome(pending: readonly PendingChange[], random: Random): readonly PendingChange[] {
  const share = random.next();
  return pending.flatMap((change): readonly PendingChange[] => {
    if (random.next() >= share) return [];
    return change.type === 'write' && random.next() < 0.2 ? keepSectors(change, random) : [change];
  });
}

function keepSectors(write: WriteChange, random: Random): readonly WriteChange[] {
  return cutSectors(write).filter(() => random.next() < 0.5);
}

/** Some of many, each as likely as any other, in their order. */
function pickSome(candidates: readonly Candidate[], { random, most }: PlanOptions): readonly Candidate[] {
  let wanted = Math.min(most, candidates.length);
  return candidates.filter((_, index) => {
    const taken = random.next() * (candidates.length - index) < wanted;
    if (taken) wanted -= 1;
    return taken;
  });
}
