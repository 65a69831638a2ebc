import { isRuleId, rules } from './rules.ts';

/** What to do about a problem that breaks this rule, in a sentence; undefined for an id that the table of rules does not have. */
export function remedyOf(rule: string): string | undefined {
  return isRuleId(rule) ? rules[rule].remedy : undefined;
}
