import type { Severity } from '../problem/problem.ts';

/**
 * Where a rule comes from: `documented` in a page or the official schema, `observed` at the live gateway or in
 * production code, `chosen` by us where both are silent.
 */
export type Basis = 'documented' | 'observed' | 'chosen';

/**
 * One rule. `code` is the kind of fault that it reports, `strict` and `observed` how bad breaking it is in each mode,
 * `remedy` what to do about it.
 */
export interface Rule {
  readonly id: string;
  readonly code: string;
  readonly strict: Severity | 'off';
  readonly observed: Severity | 'off';
  readonly source: string;
  readonly basis: Basis;
  readonly remedy: string;
}

/**
 * How strictly a message is judged. `strict` refuses whatever the documents forbid; `observed` refuses only what the
 * live gateway was seen to refuse (fact sheet 10) and reports the rest as warnings.
 */
export type Mode = 'strict' | 'observed';
