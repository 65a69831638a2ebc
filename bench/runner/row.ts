/**
 * One line of the result. `value` is what one operation of ours costs and `against` whose cost it is compared with;
 * `againstValue` is in the same unit. `ratio` is the median of the ratios of the single rounds, in the direction of
 * `goal` (`≥ 2` is how many times faster, `≤ 0.25` the share of the other's cost); a row without a goal is for
 * information and always `ok`. A figure that is no cost (`≤ 250 MB`) is held against its goal by itself, and has no `cpu`.
 * `spread` is half the distance between the quartiles, as a share of the median.
 */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly againstValue: number;
  readonly ratio: number;
  readonly goal: string | null;
  readonly ok: boolean;
  readonly spread: number;
  readonly againstSpread: number;
  readonly cpu: number | null;
  readonly againstCpu: number | null;
}

/** What a row has to reach: so many times faster than the other, or at most such a share of its cost. */
export type Goal =
  | { readonly type: 'times-faster'; readonly bar: number }
  | { readonly type: 'share'; readonly bar: number };
