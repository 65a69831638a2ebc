import type { Row } from './row.ts';
import { medianOf, spreadOf } from './statistics.ts';

/** A figure that is no cost of an operation: what it is of, in which unit, beside what, and how much it may be, if there is a bar. */
export interface FigurePlan {
  readonly name: string;
  readonly unit: string;
  readonly against: string;
  readonly atMost: number | undefined;
}

/** The values of a figure in the rounds of a contest, ours and the other's, each pair of the same round. */
export interface Figures {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** Makes a row of figures: their medians over the rounds, the median of their ratios, and whether ours is within its bar. */
export function judgeFigure({ ours, theirs }: Figures, { name, unit, against, atMost }: FigurePlan): Row {
  const value = medianOf(ours);
  return {
    ...{ name, value, unit, against },
    againstValue: medianOf(theirs),
    ratio: medianOf(ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN))),
    goal: atMost === undefined ? null : `≤ ${atMost} ${unit}`,
    ok: atMost === undefined || value <= atMost,
    spread: spreadOf(ours),
    againstSpread: spreadOf(theirs),
    cpu: null,
    againstCpu: null,
  };
}
