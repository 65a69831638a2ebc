import type { Meter } from './meter.ts';
import type { ContestOptions } from './play-contest.ts';
import type { Row } from './row.ts';

/** What a bench is given: how often to play, how to read time, and how to load a peer. */
export interface BenchContext {
  readonly contest: ContestOptions;
  readonly meter: Meter;
  /** The module of a peer, by the name of its file in `bench/peers`. */
  loadPeer(name: string): Promise<unknown>;
}

/**
 * A group of rows that are measured together. `rows` names them all beforehand, `peers` the packages of `bench/peers`
 * that it needs.
 */
export interface Bench {
  readonly rows: readonly string[];
  readonly peers: readonly string[];
  run(context: BenchContext): Promise<readonly Row[]>;
}
