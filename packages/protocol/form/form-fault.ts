import type { RuleId } from '../rule/rules.ts';

/**
 * One place where a value does not have its form. `path` leads to the member, `missing` and `unknown` tell apart what
 * should be there and what should not, `found` and `allowed` are words for a message; `found` holds no secret.
 */
export interface FormFault {
  readonly path: readonly (string | number)[];
  readonly type: 'missing' | 'unknown' | 'wrong-type' | 'not-allowed' | 'out-of-range' | 'wrong-length';
  readonly rule: RuleId;
  readonly found: string;
  readonly allowed: string;
}
