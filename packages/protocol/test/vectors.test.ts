import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capabilities } from '../capability/capabilities.ts';
import { kindOf, type MessageKind, noticeNames, rules, textAt } from '../index.ts';
import { type Expected, judgeVector, readVectors, type Vector } from './read-vectors.ts';

const files = readVectors();
const all: readonly Vector[] = [...files.values()].flat();

/** Every kind of message. The compiler sees to it that none is left out. */
const kinds: Readonly<Record<MessageKind, true>> = {
  AcceptGrant: true,
  'AcceptGrant.ErrorResponse': true,
  'AcceptGrant.Response': true,
  ActivationStarted: true,
  AddOrUpdateReport: true,
  AnswerGeneratedForSession: true,
  'Arm.Response': true,
  ChangeReport: true,
  DataReport: true,
  DeactivationStarted: true,
  DeferredResponse: true,
  DeleteReport: true,
  Directive: true,
  Discover: true,
  'Discover.Response': true,
  DoorbellPress: true,
  ErrorResponse: true,
  Event: true,
  GetAlexaAutomationStatus: true,
  'GetMediaMetadata.Response': true,
  InventoryConsumed: true,
  InventoryReplaced: true,
  MeasurementsReport: true,
  MediaCreatedOrUpdated: true,
  MediaDeleted: true,
  ObjectDetection: true,
  ReportState: true,
  Response: true,
  SessionConnected: true,
  SessionDisconnected: true,
  SimpleEvent: true,
  StateReport: true,
  WakeUp: true,
};

function encodeProblems(problems: readonly Expected[]): string[] {
  return problems.map(({ rule, pointer, severity }) => `${severity} ${rule} ${pointer}`).sort();
}

/** The property that a vector of state states, as interface, slash and name. */
function propertyOf(vector: Vector): string {
  const [first]: unknown[] = vector.kind === 'state' && Array.isArray(vector.value) ? vector.value : [];
  const { namespace, name } = Object(first);
  return `${namespace}/${name}`;
}

/** Whether a vector of a mode breaks this rule and no other. */
function breaksOnly(rule: string, mode: 'strict' | 'observed'): boolean {
  return all.some(({ mode: own = 'strict', expect }) => {
    const [only, ...others] = expect.problems;
    return own === mode && only?.rule === rule && others.length === 0;
  });
}

/** Every word of every enumeration in a schema. */
function wordsOf(schema: unknown): readonly unknown[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, member]) =>
    key === 'enum' && Array.isArray(member) ? member : wordsOf(member),
  );
}

describe('the vectors', () => {
  for (const [name, vectors] of files) {
    it(`of ${name} are judged as they foretell`, () => {
      for (const vector of vectors) {
        const found = judgeVector(vector);
        const label = `${vector.place} ${vector.name}`;
        assert.deepEqual(encodeProblems(found), encodeProblems(vector.expect.problems), label);
        assert.equal(
          found.every(({ severity }) => severity !== 'error'),
          vector.expect.valid,
          label,
        );
      }
    });
  }

  it('show no token and no code in what is said about them', () => {
    for (const vector of all) {
      assert.doesNotMatch(JSON.stringify(judgeVector(vector)), /gatehouse-secret/, vector.place);
    }
  });

  for (const kind of Object.keys(kinds)) {
    it(`have a valid and an invalid ${kind}`, () => {
      const own = all.filter(({ value }) => kindOf(value) === kind);
      assert.ok(
        own.some(({ expect }) => expect.valid),
        'none is valid',
      );
      assert.ok(
        own.some(({ expect }) => !expect.valid),
        'none is invalid',
      );
    });
  }

  for (const name of noticeNames) {
    it(`have a valid and an invalid ${name}`, () => {
      const own = all.filter(({ kind, value }) => kind === 'notice' && textAt(value, ['event', 'name']) === name);
      assert.ok(own.some(({ expect }) => expect.valid));
      assert.ok(own.some(({ expect }) => !expect.valid));
    });
  }

  for (const rule of Object.values(rules)) {
    it(`break ${rule.id} and no other rule`, () => {
      assert.ok(breaksOnly(rule.id, 'strict'), 'never in strict mode');
      assert.ok(rule.strict === rule.observed || breaksOnly(rule.id, 'observed'), 'never in observed mode');
    });
  }

  it('name only rules that exist', () => {
    const known = new Set<string>(Object.keys(rules));
    const named = new Set(all.flatMap(({ expect }) => expect.problems.map(({ rule }) => rule)));
    assert.deepEqual(
      [...named].filter(rule => !known.has(rule)),
      [],
    );
  });

  it('have valid and invalid values of each property with a known shape', () => {
    const stated = Map.groupBy(all, propertyOf);
    const bare = capabilities.flatMap(capability =>
      Object.entries(capability.properties)
        .filter(([, property]) => property.opaque !== true)
        .map(([name]) => `${capability.interface}/${name}`)
        .filter(name => {
          const own = stated.get(name) ?? [];
          return !own.some(({ expect }) => expect.valid) || !own.some(({ expect }) => !expect.valid);
        }),
    );
    assert.deepEqual(bare, []);
  });

  it('have each word that a property may say', () => {
    const stated = Map.groupBy(
      all.filter(({ expect }) => expect.valid),
      propertyOf,
    );
    const unsaid = capabilities.flatMap(capability =>
      Object.entries(capability.properties).flatMap(([name, { schema }]) => {
        const key = `${capability.interface}/${name}`;
        const said = JSON.stringify(stated.get(key) ?? []);
        return wordsOf(schema)
          .filter(word => !said.includes(JSON.stringify(word)))
          .map(word => `${key} ${word}`);
      }),
    );
    assert.deepEqual(unsaid, []);
  });
});
