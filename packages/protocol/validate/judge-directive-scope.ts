import { isJsonObject, memberOf, textAt } from '../json/json-object.ts';
import type { Findings } from './findings.ts';

/** What each type of scope names the customer with. Source: fact sheet 1.3. */
const needs: Readonly<Record<string, readonly string[]>> = {
  BearerToken: ['token'],
  BearerTokenWithPartition: ['token', 'partition', 'userId'],
  DirectedUserId: ['directedUserId'],
};

/** Judges that the scope of a directive has what its type needs; that it is one of the types, the form has judged. */
export function judgeDirectiveScope(findings: Findings, value: unknown): void {
  const path = ['directive', 'endpoint', 'scope'];
  const scope = path.reduce<unknown>(memberOf, value);
  const type = textAt(scope, ['type']) ?? '';
  if (!isJsonObject(scope) || !Object.hasOwn(needs, type)) {
    return;
  }
  for (const name of needs[type] ?? []) {
    if (!Object.hasOwn(scope, name)) {
      findings.report('member-missing', [...path, name], `is missing; a scope of type ${type} has it`);
    }
  }
}
