import type { Contestant, Sample } from './sample.ts';

/** How often to play. Rounds to warm up are not counted. */
export interface ContestOptions {
  readonly warmUps: number;
  readonly rounds: number;
}

/** The samples of each contestant by its name; the samples at one index were taken in the same round. */
export type ContestResult = ReadonlyMap<string, readonly Sample[]>;

/**
 * Lets contestants play in turns, A B A B, so that whatever else the machine does meets all of them alike. Answers the
 * samples of the rounds after the warm-up.
 */
export async function playContest(contestants: readonly Contestant[], options: ContestOptions): Promise<ContestResult> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -options.warmUps; round < options.rounds; round += 1) {
    for (const contestant of contestants) {
      const sample = await contestant.play();
      if (round >= 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}
