import type { Vector } from './read-vectors.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A member that is set, or removed when the value is undefined, in the object at the end of a path. */
type Breach = readonly [owner: readonly (string | number)[], name: string, member: unknown];

const headers: readonly (readonly [string, unknown])[] = [
  ...['namespace', 'name', 'messageId', 'payloadVersion'].flatMap(name => [
    [name, undefined] as const,
    [name, ''] as const,
    [name, 3] as const,
    [name, null] as const,
    [name, ['3']] as const,
  ]),
  ['messageId', 'a_b'],
  ['messageId', 'm'.repeat(128)],
  ['payloadVersion', '0'],
  ['namespace', 'Alexa.NoSuchInterface'],
  ['colour', 'red'],
  ['correlationToken', ''],
  ['correlationToken', 1],
];

const properties: readonly (readonly [string, unknown])[] = [
  ['namespace', undefined],
  ['namespace', 'Alexa.NoSuchInterface'],
  ['name', undefined],
  ['name', 1],
  ['value', undefined],
  ['timeOfSample', 'yesterday'],
  ['timeOfSample', 1_767_323_045],
  ['timeOfSample', '2026-02-30T00:00:00Z'],
  ['uncertaintyInMilliseconds', -1],
  ['uncertaintyInMilliseconds', '0'],
  ['colour', 'red'],
];

const endpoints: readonly (readonly [string, unknown])[] = [
  ...['endpointId', 'manufacturerName', 'description', 'friendlyName', 'displayCategories', 'capabilities'].flatMap(
    name => [[name, undefined] as const, [name, 1] as const, [name, []] as const],
  ),
  ['endpointId', 'a/b'],
  ['displayCategories', ['NO_SUCH_CATEGORY']],
  ['description', 'x'.repeat(129)],
  ['cookie', { a: 1 }],
  ['cookie', { a: 'x'.repeat(5001) }],
];

/** Source: proactive events API, Request body properties; notice sheet 1. */
const notices: readonly Breach[] = [
  ...['timestamp', 'referenceId', 'expiryTime', 'event', 'relevantAudience'].flatMap((name): Breach[] => [
    [[], name, undefined],
    [[], name, 1],
    [[], name, ''],
  ]),
  [[], 'referenceId', 'x'.repeat(101)],
  [[], 'timestamp', '2026-02-30T00:00:00Z'],
  [['event'], 'name', 'AMAZON.NoSuch.Event'],
  [['event'], 'payload', undefined],
  [['event'], 'payload', {}],
  [['event', 'payload'], 'colour', 'red'],
  [['relevantAudience'], 'type', 'Broadcast'],
  [['relevantAudience'], 'payload', []],
  [['relevantAudience'], 'type', undefined],
];

/** Source: notice sheet 3, envelope. */
const skillEvents: readonly Breach[] = [
  [[], 'context', undefined],
  [[], 'request', []],
  [['context', 'System', 'user'], 'userId', undefined],
  [['context', 'System', 'application'], 'applicationId', 7],
  [['request'], 'type', 'AlexaSkillEvent.SkillMoved'],
  [['request'], 'timestamp', 'yesterday'],
  [['request'], 'requestId', undefined],
  [['request'], 'body', 'x'],
];

/**
 * Breaks a valid value in place in a way that every document forbids, so that a validator has to find something. Says
 * what it did. Source: fact sheet 1.1, 1.2, 1.4 and 4.
 */
export function breakSurely(random: SeededRandom, vector: Vector, value: unknown): string {
  const breaches = breachesOf(vector, value);
  const [owner, name, member] = breaches[random.below(breaches.length)] ?? [[], 'event', undefined];
  const target = owner.reduce<unknown>((found, step) => Reflect.get(Object(found), step), value);
  if (member === undefined) {
    Reflect.deleteProperty(Object(target), name);
  } else {
    Reflect.set(Object(target), name, member);
  }
  return `/${[...owner, name].join('/')} ${member === undefined ? 'removed' : JSON.stringify(member).slice(0, 60)}`;
}

function breachesOf(vector: Vector, value: unknown): readonly Breach[] {
  if (vector.kind === 'state') {
    return properties.flatMap(([name, member]) => itemsOf(value, []).map((owner): Breach => [owner, name, member]));
  }
  if (vector.kind === 'endpoint') {
    return endpoints.map(([name, member]) => [[], name, member]);
  }
  if (vector.kind === 'notice') {
    return notices;
  }
  if (vector.kind === 'skill-event') {
    return skillEvents;
  }
  const root = vector.kind;
  const lists = [
    ['context', 'properties'],
    ['event', 'payload', 'change', 'properties'],
  ];
  return [
    [[], root, undefined],
    [[], root, 1],
    [[root], 'header', undefined],
    [[root], 'payload', undefined],
    [[root], 'payload', []],
    ...headers.map(([name, member]): Breach => [[root, 'header'], name, member]),
    ...lists
      .flatMap(path => itemsOf(value, path))
      .flatMap(owner => properties.map(([name, member]): Breach => [owner, name, member])),
  ];
}

/** The paths of the items of an array, none when there is no array. */
function itemsOf(value: unknown, path: readonly string[]): (readonly (string | number)[])[] {
  const list = path.reduce<unknown>((found, step) => Reflect.get(Object(found), step), value);
  return Array.isArray(list) ? list.map((_, index) => [...path, index]) : [];
}
