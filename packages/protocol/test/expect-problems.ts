import assert from 'node:assert/strict';
import type { Problem } from '../index.ts';

/** The problems of severity error, as `rule pointer`. */
export function errorsOf(problems: readonly Problem[]): string[] {
  return problems.filter(problem => problem.severity === 'error').map(problem => `${problem.rule} ${problem.pointer}`);
}

/** Asserts that a message may be sent. */
export function assertValid(problems: readonly Problem[], label?: string): void {
  assert.deepEqual(errorsOf(problems), [], label);
}

/** Asserts that a message breaks a rule at a pointer, with an error. */
export function assertError(problems: readonly Problem[], rule: string, pointer: string): void {
  const found = errorsOf(problems);
  assert.ok(found.includes(`${rule} ${pointer}`), `expected ${rule} ${pointer}, found ${found.join(', ') || 'none'}`);
}
