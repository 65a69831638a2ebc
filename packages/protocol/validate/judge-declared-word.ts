import { describeName, describeValue } from '../form/describe.ts';
import { memberOf } from '../json/json-object.ts';
import type { RuleId } from '../rule/rules.ts';
import type { Findings, Path } from './findings.ts';

/** A value, where it stands, the words that discovery declares, and the rule that it breaks when it is none of them. */
export interface DeclaredWord {
  readonly value: unknown;
  readonly path: Path;
  readonly words: readonly string[];
  readonly rule: RuleId;
}

/** Judges a text against words that discovery declares. None declared, or a value that is no text: nothing is judged. */
export function judgeDeclaredWord(findings: Findings, at: DeclaredWord): void {
  const { value, path, words, rule } = at;
  if (typeof value === 'string' && words.length > 0 && !words.includes(value)) {
    findings.report(rule, path, `is ${describeValue(value)}; discovery declares ${describeWords(words)}`);
  }
}

/** Some of the words of a declaration, in words. */
export function describeWords(words: readonly string[]): string {
  const shown = words.slice(0, 20).map(describeName).join(', ');
  return words.length > 20 ? `${shown} and ${words.length - 20} more` : shown;
}

/** The words of a list in discovery, whose items are texts or objects with the text under `key`. */
export function wordsOf(holder: unknown, list: string, key: string): readonly string[] {
  const items = memberOf(holder, list);
  if (!Array.isArray(items)) {
    return [];
  }
  return items.map((item: unknown) => memberOf(item, key) ?? item).filter(word => typeof word === 'string');
}
