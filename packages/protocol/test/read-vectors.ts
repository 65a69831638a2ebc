import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Problem,
  type RegisteredEndpoints,
  textAt,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
  validateNotice,
  validateSkillEvent,
  validateState,
} from '../index.ts';

/** One line of a vector file, and where it stands; vectors/README.md describes its members. */
export interface Vector {
  readonly place: string;
  readonly name: string;
  readonly kind: 'event' | 'directive' | 'endpoint' | 'state' | 'notice' | 'skill-event';
  readonly value: unknown;
  readonly mode?: 'observed';
  readonly posted?: false;
  readonly description?: unknown;
  readonly now?: number;
  readonly expect: { readonly valid: boolean; readonly problems: readonly Expected[] };
}

/** What of a problem a vector foretells. */
export type Expected = Pick<Problem, 'rule' | 'pointer' | 'severity'>;

const folder = join(import.meta.dirname, '..', '..', '..', 'vectors');

/** Every vector, by its file. */
export function readVectors(): ReadonlyMap<string, readonly Vector[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter(name => name.endsWith('.jsonl'))
      .sort()
      .map(name => [name, readVectorFile(name)]),
  );
}

/** The vectors of one file, by its path in the folder. */
export function readVectorFile(name: string): readonly Vector[] {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  return lines.map((line, index) => ({ place: `vectors/${name}:${index + 1}`, ...JSON.parse(line) }));
}

/** What the validators find in a vector. */
export function judgeVector(vector: Vector): Problem[] {
  const { value } = vector;
  const options = { mode: vector.mode };
  switch (vector.kind) {
    case 'event':
      return validateEvent(value, { ...options, posted: vector.posted ?? true, registered: registeredOf(vector) });
    case 'directive':
      return validateDirective(value, { ...options, registered: registeredOf(vector) });
    case 'endpoint':
      return validateDiscoveryEndpoint(value, options);
    case 'notice':
      return validateNotice(value, { ...options, now: vector.now });
    case 'skill-event':
      return validateSkillEvent(value, options);
    case 'state':
      return validateState(value, Object.hasOwn(vector, 'description') ? { description: vector.description } : {});
  }
}

function registeredOf({ description }: Vector): RegisteredEndpoints | undefined {
  const registered = textAt(description, ['endpointId']);
  return registered === undefined ? undefined : endpointId => (endpointId === registered ? description : undefined);
}
