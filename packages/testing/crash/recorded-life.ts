import type { Random } from '@gatehouse/client/platform';

/** How SQLite syncs: `FULL` at each commit, as the relay always has it; `NORMAL` only when it folds the log. */
export type Synchronous = 'FULL' | 'NORMAL';

/** Where an altered store lies, and what is altered: how it syncs, and after how many pages it folds the log. */
export interface AlteredPlace {
  readonly directory: string;
  readonly synchronous: Synchronous;
  readonly fold: number;
}

/** After how many pages the relay's own store folds the log: `wal_autocheckpoint` of `@gatehouse/sqlite`. */
export const SHIPPED_FOLD = 10_000;

/** One process of a recording, from the opening of the store to its end. */
export interface RecordedLife {
  readonly synchronous: Synchronous;
  /** Folds the write-ahead log into the file each so many pages. Absent: as the relay has it. */
  readonly fold?: number;
  /** A number that no process before has used. */
  readonly first: number;
  /** It ends after so many acknowledgements. */
  readonly acknowledgements: number;
  /** `closed`: it closes the store, which folds the log and removes it. `killed`: by SIGKILL, in the middle of its work. */
  readonly end: 'closed' | 'killed';
}

/** So often, in pages, the log is folded where that is to be seen often. */
const OFTEN = 40;

/**
 * The processes of one recording: a new store, a store after a good end, after a kill, after a kill while the log was
 * being folded, and again after that.
 */
export function planLives(
  synchronous: Synchronous,
  { random, acknowledgements }: { random: Random; acknowledgements: number },
): readonly RecordedLife[] {
  const kinds: readonly Pick<RecordedLife, 'fold' | 'end'>[] = [
    { end: 'closed' },
    { end: 'killed' },
    { fold: OFTEN, end: 'killed' },
    { fold: OFTEN, end: 'closed' },
    { end: 'killed' },
    { end: 'closed' },
  ];
  return kinds.map((kind, index) => ({
    ...kind,
    synchronous,
    first: (index + 1) * 1_000_000,
    acknowledgements: Math.ceil(acknowledgements * (0.5 + random.next())),
  }));
}
