import { type Rule, rules } from '@gatehouse/protocol';
import { discoveryRules } from '../../packages/protocol/rule/discovery-rules.ts';
import { envelopeRules } from '../../packages/protocol/rule/envelope-rules.ts';
import { messageRules } from '../../packages/protocol/rule/message-rules.ts';
import { noticeRules } from '../../packages/protocol/rule/notice-rules.ts';
import { propertyRules } from '../../packages/protocol/rule/property-rules.ts';
import { registrationRules } from '../../packages/protocol/rule/registration-rules.ts';
import { skillEventRules } from '../../packages/protocol/rule/skill-event-rules.ts';
import { encodeCode, encodeTable } from './markdown.ts';

const HEAD = `# Rules

Generated from the rules of \`packages/protocol/rule\` by \`npx node tools/generate-reference.ts\`; change the rules, not this page.
\`npm run check -- --only reference\` compares the two.

A problem names the rule that a message breaks. In strict mode the first severity holds, in observed mode the second: an error
makes a message invalid, a warning is worth mending, a note is good to know. The basis says how a rule is founded: documented in a page or in
the official schema, observed at the live gateway or in production code, or chosen by us where both are silent.
[sources.md](sources.md) says what the names of sources stand for, [disagreements.md](disagreements.md) what we chose where sources
contradict each other.
`;

/** The text of docs/rules.md: every rule with severities, source, basis and remedy. */
export function encodeRulesPage(): string {
  const groups: readonly (readonly [string, readonly Rule[]])[] = [
    ['Envelope', Object.values(envelopeRules)],
    ['Messages', Object.values(messageRules)],
    ['Properties', Object.values(propertyRules)],
    ['Discovery', Object.values(discoveryRules)],
    ['Registration', Object.values(registrationRules)],
    ['Notices', Object.values(noticeRules)],
    ['Skill events', Object.values(skillEventRules)],
  ];
  const known = new Set(groups.flatMap(([, group]) => group.map(rule => rule.id)));
  const others = Object.values<Rule>(rules).filter(rule => !known.has(rule.id));
  const shown = others.length === 0 ? groups : [...groups, ['Others', others] as const];
  return [HEAD, ...shown.map(([title, group]) => encodeSection(title, group))].join('\n');
}

function encodeSection(title: string, group: readonly Rule[]): string {
  const rows = group.map(rule => [
    encodeCode(rule.id),
    encodeCode(rule.code),
    rule.strict,
    rule.observed,
    rule.basis,
    rule.source,
    rule.remedy,
  ]);
  const sorted = rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const titles = ['Rule', 'Code', 'Strict', 'Observed', 'Basis', 'Source', 'Remedy'];
  return `## ${title}\n\n${encodeTable(titles, sorted)}\n`;
}
