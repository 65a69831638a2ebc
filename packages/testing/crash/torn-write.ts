import type { PendingChange } from './disk-change.ts';

/** A write of bytes to a file. */
export type WriteChange = Extract<PendingChange, { readonly type: 'write' }>;

/** What a disk writes whole or not at all, in bytes. */
export const SECTOR_BYTES = 512;

/** Cuts a write where sectors of the file end. A write within one sector is one piece: it cannot be torn. */
export function cutSectors({ node, offset, bytes }: WriteChange): readonly WriteChange[] {
  const pieces: WriteChange[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + SECTOR_BYTES - ((offset + from) % SECTOR_BYTES));
    pieces.push({ type: 'write', node, offset: offset + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return pieces;
}

/** Which of its sectors of a torn write are there. */
type Tear = (index: number, count: number) => boolean;

/** The ways in which a write is torn here: the bounds of what is tried. */
const TEARS: readonly Tear[] = [
  index => index === 0,
  (index, count) => index < count / 2,
  (index, count) => index < count - 1,
  index => index > 0,
  (index, count) => index === count - 1,
  index => index % 2 === 0,
];

/** How many ways there are to tear a write. */
export const TEAR_COUNT: number = TEARS.length;

/** One of the ways to tear a write, from 0; undefined for a write that cannot be torn. */
export function tearWrite(write: WriteChange, way: number): readonly WriteChange[] | undefined {
  const pieces = cutSectors(write);
  if (pieces.length < 2) return undefined;
  return pieces.filter((_, index) => TEARS[way % TEARS.length]?.(index, pieces.length));
}
