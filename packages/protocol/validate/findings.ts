import { describeAllowed } from '../form/describe.ts';
import type { Form } from '../form/form.ts';
import type { FormFault } from '../form/form-fault.ts';
import { encodePointer } from '../problem/pointer.ts';
import type { Problem, Severity } from '../problem/problem.ts';
import type { Mode } from '../rule/rule.ts';
import { type RuleId, ruleOf } from '../rule/rules.ts';

/** A path of member names and array indexes from the judged value to one of its members. */
export type Path = readonly (string | number)[];

/** Of each severity, no more problems than this are kept: a hostile message must not fill memory and logs. */
const problemLimit = 100;

/**
 * The problems found so far in one message. Every judge of this folder reports to it; the mode decides how bad each
 * broken rule is, and `subjectOf` puts a path into words for messages.
 */
export class Findings {
  readonly #mode: Mode;
  readonly #subjectOf: (path: Path) => string;
  readonly #problems: Problem[] = [];
  // Made when they are needed: most messages are good.
  #seen: Set<string> | undefined;
  #counts: Map<Severity, number> | undefined;

  constructor(mode: Mode, subjectOf: (path: Path) => string) {
    this.#mode = mode;
    this.#subjectOf = subjectOf;
  }

  /** The problems in the order in which they were found. */
  get problems(): Problem[] {
    return this.#problems;
  }

  /** The member at a path in words: `brightness of endpoint lamp-1`. */
  subjectOf(path: Path): string {
    return this.#subjectOf(path);
  }

  /** Reports a broken rule at a path. `says` follows the member's words: `is 101; allowed 0 to 100`. */
  report(id: RuleId, path: Path, says: string): void {
    const rule = ruleOf(id);
    const severity = rule[this.#mode];
    if (severity === 'off') {
      return;
    }
    const pointer = encodePointer(path);
    const key = `${id} ${pointer}`;
    this.#seen ??= new Set();
    this.#counts ??= new Map();
    const count = this.#counts.get(severity) ?? 0;
    if (count >= problemLimit || this.#seen.has(key)) {
      return;
    }
    this.#seen.add(key);
    this.#counts.set(severity, count + 1);
    const message = `${this.#subjectOf(path)} ${says}`;
    this.#problems.push({ code: rule.code, pointer, message, rule: id, source: rule.source, severity });
  }

  /** Checks a member against a form and reports each fault; answers whether there was none. `rename` replaces rules. */
  judgeForm(form: Form, at: { readonly value: unknown; readonly path: Path; readonly rename?: Rename }): boolean {
    return form.judge(at.value, fault => {
      this.report(at.rename?.(fault) ?? fault.rule, [...at.path, ...fault.path], describeFault(fault));
    });
  }
}

/** Gives the rule that a fault breaks where the form is part of something larger. */
export type Rename = (fault: FormFault) => RuleId;

function describeFault(fault: FormFault): string {
  switch (fault.type) {
    case 'missing':
      return fault.allowed === describeAllowed({}) ? 'is missing' : `is missing; expected ${fault.allowed}`;
    case 'unknown':
      return fault.allowed === ''
        ? 'is not known; nothing is allowed here'
        : `is not known; known are ${fault.allowed}`;
    default:
      return `is ${fault.found}; allowed ${fault.allowed}`;
  }
}
