import { capabilityVectors } from './capability-vectors.ts';
import { decidedVectors } from './decided-vectors.ts';
import { directiveVectors } from './directive-vectors.ts';
import { endpointVectors } from './endpoint-vectors.ts';
import { errorVectors } from './error-vectors.ts';
import { messageVectors } from './message-vectors.ts';
import { noticeRuleVectors } from './notice-rule-vectors.ts';
import { noticeVectors } from './notice-vectors.ts';
import { propertyVectors } from './property-vectors.ts';
import { registeredDirectiveVectors } from './registered-directive-vectors.ts';
import { registrationVectors } from './registration-vectors.ts';
import { envelopeRuleVectors, messageRuleVectors, propertyRuleVectors } from './rule-vectors.ts';
import { skillEventVectors } from './skill-event-vectors.ts';
import type { Vector } from './vector.ts';

/** The text of every vector file, by its path in the folder vectors. */
export function vectorFiles(): ReadonlyMap<string, string> {
  const files: [string, readonly Vector[]][] = [
    ...[...messageVectors()].map(([kind, vectors]): [string, readonly Vector[]] => [
      `messages/${kind.replaceAll(' ', '.')}.jsonl`,
      vectors,
    ]),
    ...[...propertyVectors()].map(([name, vectors]): [string, readonly Vector[]] => [
      `properties/${name}.jsonl`,
      vectors,
    ]),
    ...[...noticeVectors()].map(([name, vectors]): [string, readonly Vector[]] => [`notices/${name}.jsonl`, vectors]),
    ['messages/directives.jsonl', directiveVectors()],
    ['messages/errors.jsonl', errorVectors()],
    ['messages/skill-events.jsonl', skillEventVectors()],
    ['rules/envelope.jsonl', envelopeRuleVectors()],
    ['rules/message.jsonl', messageRuleVectors()],
    ['rules/property.jsonl', propertyRuleVectors()],
    ['rules/capability.jsonl', capabilityVectors()],
    ['rules/discovery.jsonl', endpointVectors()],
    ['rules/notice.jsonl', noticeRuleVectors()],
    ['rules/registration.jsonl', [...registrationVectors(), ...registeredDirectiveVectors()]],
    ['decided.jsonl', decidedVectors()],
  ];
  return new Map(files.map(([path, vectors]) => [path, encodeLines(vectors)]));
}

function encodeLines(vectors: readonly Vector[]): string {
  return vectors.map(vector => `${JSON.stringify(vector)}\n`).join('');
}
