import { describeRange } from '../form/describe.ts';
import { memberOf } from '../json/json-object.ts';
import type { RuleId } from '../rule/rules.ts';
import type { Findings, Path } from './findings.ts';

/** A value, where it stands, the bounds that discovery declares, and the rule that it breaks when it is beyond them. */
export interface DeclaredRange {
  readonly value: number;
  readonly path: Path;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly rule: RuleId;
}

/**
 * Judges a number against bounds that discovery declares; answers whether it is within them. A bound that is not
 * declared does not bound, and bounds the wrong way round, which are a fault of discovery, are not judged by.
 */
export function judgeDeclaredRange(findings: Findings, at: DeclaredRange): boolean {
  const { value, path, rule } = at;
  const { minimum = -Infinity, maximum = Infinity } = at;
  if (minimum > maximum || (value >= minimum && value <= maximum)) {
    return true;
  }
  const bounds = describeRange({
    ...(at.minimum === undefined ? {} : { minimum }),
    ...(at.maximum === undefined ? {} : { maximum }),
  });
  findings.report(rule, path, `is ${value}; discovery declares ${bounds}`);
  return false;
}

/** The finite number under a name. */
export function numberAt(holder: unknown, name: string): number | undefined {
  const value = memberOf(holder, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
