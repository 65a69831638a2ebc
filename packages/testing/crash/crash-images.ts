import { createSeededRandom } from '@gatehouse/client/platform';
import { type ChangesReport, type ImageOptions, judgeChanges } from './judge-changes.ts';
import { recordLives } from './record-lives.ts';
import { planLives, type Synchronous } from './recorded-life.ts';

/** What one level of `synchronous` came to. */
export interface LevelReport extends ChangesReport {
  readonly synchronous: Synchronous;
  readonly processes: number;
}

/** What a level is judged with; `directory` is empty. */
export interface LevelOptions extends Omit<ImageOptions, 'random'> {
  readonly synchronous: Synchronous;
  readonly seed: number;
  /** How many acknowledgements each process gives, about. */
  readonly acknowledgements: number;
}

/** The report of a level, or why there is none: no strace, or it may not watch. */
export type LevelResult =
  | { readonly type: 'judged'; readonly report: LevelReport }
  | { readonly type: 'impossible'; readonly why: string };

/** Records the store at one level of `synchronous`, builds the images that power cuts could leave, and judges each. */
export async function judgeLevel(options: LevelOptions): Promise<LevelResult> {
  const { synchronous, directory, seed, acknowledgements } = options;
  const random = createSeededRandom(seed);
  const lives = planLives(synchronous, { random, acknowledgements });
  const recording = await recordLives(directory, lives);
  if (recording.type === 'impossible') return recording;
  const judged = await judgeChanges(recording.changes, { ...options, random });
  return { type: 'judged', report: { synchronous, processes: lives.length, ...judged } };
}
