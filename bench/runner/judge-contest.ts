import type { ContestResult } from './play-contest.ts';
import type { Goal, Row } from './row.ts';
import type { Sample } from './sample.ts';
import { medianOf, spreadOf } from './statistics.ts';

/** Which two contestants a row compares, what its operation is called, and what it has to reach, if anything. */
export interface RowPlan {
  readonly name: string;
  readonly operation: string;
  readonly ours: string;
  readonly against: string;
  readonly goal: Goal | undefined;
}

/**
 * Makes a row of what two contestants of a contest took: medians over the rounds, and the median of the ratios of the
 * single rounds, since what disturbs one round disturbs both of its contestants.
 */
export function judgeContest(result: ContestResult, plan: RowPlan): Row {
  const ours = costsOf(result.get(plan.ours) ?? []);
  const theirs = costsOf(result.get(plan.against) ?? []);
  const isShare = plan.goal?.type === 'share';
  const ratios = ours.wall.map((cost, round) => {
    const other = theirs.wall[round] ?? Number.NaN;
    return isShare ? cost / other : other / cost;
  });
  const ratio = medianOf(ratios);
  return {
    name: plan.name,
    value: medianOf(ours.wall),
    unit: `ns/${plan.operation}`,
    against: plan.against,
    againstValue: medianOf(theirs.wall),
    ratio,
    goal: plan.goal === undefined ? null : `${isShare ? '≤' : '≥'} ${plan.goal.bar}`,
    ok: plan.goal === undefined || (isShare ? ratio <= plan.goal.bar : ratio >= plan.goal.bar),
    spread: spreadOf(ours.wall),
    againstSpread: spreadOf(theirs.wall),
    cpu: medianOf(ours.cpu),
    againstCpu: medianOf(theirs.cpu),
  };
}

/** What one operation cost in each round, in nanoseconds. */
function costsOf(samples: readonly Sample[]): { wall: number[]; cpu: number[] } {
  return {
    wall: samples.map(({ wallNs, operations }) => wallNs / operations),
    cpu: samples.map(({ cpuNs, operations }) => cpuNs / operations),
  };
}
