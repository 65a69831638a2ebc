import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { GatehouseError } from '@gatehouse/protocol';
import { createSeededRandom } from '@gatehouse/testing';
import { parseSkill, type SkillContext } from './parse-skill.ts';
import { matchesSecret } from './secret-fingerprint.ts';
import { viewSkill } from './skill.ts';
import { SkillRegistry } from './skill-registry.ts';

const random = createSeededRandom(2);
const context: SkillContext = { skillId: 'skill-1', before: undefined, random, checkDirectiveUrl: () => {} };
const body = { clientId: 'client-1', clientSecret: 'gatehouse-secret-skill' };

function pointerOf(make: () => unknown): string | undefined {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof GatehouseError);
    assert.equal(error.code, 'invalid-request');
    assert.doesNotMatch(error.message, /gatehouse-secret-/);
    return error.pointer;
  }
  return assert.fail('Expected a refusal');
}

describe('parseSkill()', () => {
  it('gives every member left out its default', () => {
    const skill = parseSkill(body, context);
    assert.deepEqual(viewSkill(skill), {
      skillId: 'skill-1',
      name: 'skill-1',
      clientId: 'client-1',
      stage: 'development',
      permissions: ['alexa::async_event:write'],
      invoke: 'http',
      publications: [],
    });
    assert.equal(matchesSecret(skill.clientSecret, 'gatehouse-secret-skill'), true);
    assert.equal(matchesSecret(skill.clientSecret, 'gatehouse-secret-other'), false);
    assert.doesNotMatch(inspect(skill), /gatehouse-secret-/);
  });

  it('takes publications as names and as the manifest has them', () => {
    const publications = ['AMAZON.WeatherAlert.Activated', { eventName: 'AMAZON.OrderStatus.Updated' }];
    assert.deepEqual(parseSkill({ ...body, publications }, context).publications, publications);
  });

  it('keeps the secret of a skill that is replaced without one', () => {
    const before = parseSkill(body, context);
    const skill = parseSkill({ clientId: 'client-1', stage: 'live' }, { ...context, before });
    assert.equal(skill.clientSecret, before.clientSecret);
  });

  const wrong: readonly [string, object, string][] = [
    ['an unknown member', { ...body, colour: 'red' }, '/colour'],
    ['a stage that does not exist', { ...body, stage: 'beta' }, '/stage'],
    ['a secret that is no text', { ...body, clientSecret: 5 }, '/clientSecret'],
    ['a new skill without a secret', { clientId: 'client-1' }, '/clientSecret'],
    ['no client id', { clientSecret: 'gatehouse-secret-skill' }, '/clientId'],
    ['another id than the path', { ...body, skillId: 'skill-2' }, '/skillId'],
  ];
  for (const [name, value, pointer] of wrong) {
    it(`refuses ${name}`, () =>
      assert.equal(
        pointerOf(() => parseSkill(value, context)),
        pointer,
      ));
  }

  it('refuses a directive URL that the check refuses', () => {
    const checkDirectiveUrl = (): never => {
      throw new GatehouseError('directive-url-refused', 'Refused');
    };
    assert.throws(
      () => parseSkill({ ...body, directiveUrl: 'http://x' }, { ...context, checkDirectiveUrl }),
      /Refused/,
    );
  });
});

describe('SkillRegistry', () => {
  it('put() replaces a skill together with its client id', () => {
    const registry = new SkillRegistry();
    registry.put(parseSkill(body, context));
    registry.put(parseSkill({ ...body, clientId: 'client-2' }, context));
    assert.equal(registry.readByClient('client-1'), undefined);
    assert.equal(registry.readByClient('client-2')?.skillId, 'skill-1');
    assert.equal(registry.list().length, 1);
  });

  it('put() refuses a client id that another skill has', () => {
    const registry = new SkillRegistry();
    registry.put(parseSkill(body, context));
    assert.equal(
      pointerOf(() => registry.put(parseSkill(body, { ...context, skillId: 'skill-2' }))),
      '/clientId',
    );
  });

  it('remove() and reset() forget', () => {
    const registry = new SkillRegistry();
    registry.put(parseSkill(body, context));
    assert.deepEqual([registry.remove('skill-1'), registry.remove('skill-1')], [true, false]);
    registry.put(parseSkill(body, context));
    registry.reset();
    assert.deepEqual([registry.list(), registry.readByClient('client-1')], [[], undefined]);
  });
});
