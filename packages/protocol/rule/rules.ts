import { discoveryRules } from './discovery-rules.ts';
import { envelopeRules } from './envelope-rules.ts';
import { messageRules } from './message-rules.ts';
import { noticeRules } from './notice-rules.ts';
import { propertyRules } from './property-rules.ts';
import { registrationRules } from './registration-rules.ts';
import type { Rule } from './rule.ts';
import { skillEventRules } from './skill-event-rules.ts';

/** The id of a rule. */
export type RuleId =
  | keyof typeof discoveryRules
  | keyof typeof envelopeRules
  | keyof typeof messageRules
  | keyof typeof noticeRules
  | keyof typeof propertyRules
  | keyof typeof registrationRules
  | keyof typeof skillEventRules;

/** Every rule that messages are judged by, by id. */
export const rules: Readonly<Record<RuleId, Rule>> = {
  ...envelopeRules,
  ...messageRules,
  ...propertyRules,
  ...discoveryRules,
  ...registrationRules,
  ...noticeRules,
  ...skillEventRules,
};

/** The rule with this id. */
export function ruleOf(id: RuleId): Rule {
  return rules[id];
}

/** Whether a text is the id of a rule. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(rules, id);
}
