import { type Problem, type Rule, rules } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';

/** A problem as the journal words it, with the basis of its rule. */
export function reasonOfProblem(problem: Problem): Reason {
  const { code, pointer, message, rule, source } = problem;
  const rows: Readonly<Record<string, Rule>> = rules;
  return { code, message, pointer, rule, source, basis: rows[rule]?.basis ?? 'documented' };
}
