import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Compile } from 'typebox/schema';
import { isJsonObject, kindOf, textAt } from '../index.ts';
import { readVectors, type Vector } from './read-vectors.ts';

const folder = join(import.meta.dirname, '..', 'schemas');
const vectors = [...readVectors().values()].flat();
const ofKind = (kind: Vector['kind']): Vector[] => vectors.filter(vector => vector.kind === kind);

type Check = (value: unknown) => boolean;

const checks = new Map<string, Check | undefined>();

/** The check of a schema file, or of one of its definitions; undefined where there is none. */
function checkOf(file: string, definition?: string): Check | undefined {
  const key = `${file}#${definition ?? ''}`;
  if (!checks.has(key)) checks.set(key, readCheck(file, definition));
  return checks.get(key);
}

function readCheck(file: string, definition: string | undefined): Check | undefined {
  const whole = readSchema(file);
  const definitions = isJsonObject(whole?.$defs) ? whole.$defs : {};
  const schema = definition === undefined ? whole : definitions[definition];
  if (!isJsonObject(schema)) return undefined;
  const compiled = Compile(schema);
  return value => compiled.Check(value);
}

function readSchema(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

function nameOf(value: unknown, part: 'event' | 'directive'): [namespace: string, name: string] {
  return [textAt(value, [part, 'header', 'namespace']) ?? '', textAt(value, [part, 'header', 'name']) ?? ''];
}

describe('the published schemas and the vectors', () => {
  it('agree on every value of every property', () => {
    let judged = 0;
    for (const { value, description, expect, place } of ofKind('state')) {
      if (!Array.isArray(value) || description !== undefined) continue;
      for (const [index, property] of value.entries()) {
        const check = checkOf(`capability.${property?.namespace}`, `property.${property?.name}`);
        if (check === undefined || property.value === undefined) continue;
        const wrong = expect.problems.some(({ pointer }) => `${pointer}/`.startsWith(`/${index}/value/`));
        assert.equal(check(property.value), !wrong, place);
        judged += 1;
      }
    }
    assert.ok(judged > 1000, `${judged} values`);
  });

  it('agree on every event that is valid in strict mode', () => {
    let judged = 0;
    for (const { value, mode, posted, expect, place } of ofKind('event')) {
      if (mode !== undefined || posted !== undefined || !expect.valid) continue;
      const [namespace, name] = nameOf(value, 'event');
      const file = kindOf(value) === 'ErrorResponse' ? 'event.Alexa.ErrorResponse' : `event.${namespace}.${name}`;
      const check = checkOf(file) ?? checkOf('message.event');
      assert.equal(check?.(value), true, place);
      judged += 1;
    }
    assert.ok(judged > 100, `${judged} events`);
  });

  it('agree on every directive that is valid in strict mode, and on its payload', () => {
    let judged = 0;
    for (const { value, mode, expect, place } of ofKind('directive')) {
      if (mode !== undefined || !expect.valid) continue;
      const [namespace, name] = nameOf(value, 'directive');
      const check = checkOf(`directive.${namespace}.${name}`) ?? checkOf('message.directive');
      assert.equal(check?.(value), true, place);
      const payload = checkOf(`capability.${namespace}`, `directive.${name}`);
      const directive = isJsonObject(value) && isJsonObject(value.directive) ? value.directive : {};
      assert.notEqual(payload?.(directive.payload), false, place);
      judged += 1;
    }
    assert.ok(judged > 50, `${judged} directives`);
  });

  it('agree on every endpoint that is valid in strict mode', () => {
    const valid = ofKind('endpoint').filter(({ mode, expect }) => mode === undefined && expect.valid);
    for (const { value, place } of valid) assert.equal(checkOf('message.discovery-endpoint')?.(value), true, place);
    assert.ok(valid.length > 50, `${valid.length} endpoints`);
  });

  it('agree on every notice that is valid in strict mode, and on every payload that is not', () => {
    let judged = 0;
    for (const { value, mode, expect, place } of ofKind('notice')) {
      const check = checkOf(`notice.${textAt(value, ['event', 'name'])}`);
      if (mode !== undefined || check === undefined) continue;
      const refused = expect.problems.some(
        ({ rule, pointer }) => FORM_RULES.test(rule) && !pointer.startsWith('/relevantAudience/payload/'),
      );
      if (expect.valid || refused) {
        assert.equal(check(value), expect.valid, place);
        judged += 1;
      }
    }
    assert.ok(judged > 200, `${judged} notices`);
  });

  it('agree on every skill event that is valid in strict mode', () => {
    const valid = ofKind('skill-event').filter(({ mode, expect }) => mode === undefined && expect.valid);
    for (const { value, place } of valid) {
      assert.equal(checkOf(`skill-event.${textAt(value, ['request', 'type'])}`)?.(value), true, place);
    }
    assert.ok(valid.length > 20, `${valid.length} skill events`);
  });
});

/** Rules of notices that a schema can state. */
const FORM_RULES = /^notice-member-(?:length|type|unknown|value)$|^notice-reference$/;
