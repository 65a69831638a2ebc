import type { FormFault } from '../form/form-fault.ts';
import type { RuleId } from '../rule/rules.ts';

const renamed: Readonly<Partial<Record<RuleId, RuleId>>> = {
  'member-length': 'notice-member-length',
  'member-missing': 'notice-member-missing',
  'member-type': 'notice-member-type',
  'member-unknown': 'notice-member-unknown',
  'member-value': 'notice-member-value',
};

/** The rule of notices that a fault of their form breaks. */
export function renameNoticeFault(fault: FormFault): RuleId {
  return renamed[fault.rule] ?? fault.rule;
}
