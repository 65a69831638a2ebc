import { type RuleId, rules } from '@gatehouse/protocol';

/** What to do about a broken rule; undefined for an id that the table of rules does not have. */
export function remedyOf(rule: string): string | undefined {
  return Object.hasOwn(rules, rule) ? rules[rule as RuleId].remedy : undefined;
}
