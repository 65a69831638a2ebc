import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSkillEvent } from '../builder/create-skill-event.ts';
import { noticeNames } from '../notice/notice-name.ts';
import { edit } from '../test/edit.ts';
import { mutationsOf } from '../test/mutations.ts';
import { parseSkillEvent } from './parse-skill-event.ts';
import { skillEventNames } from './skill-event.ts';
import { isSkillEvent, validateSkillEvent } from './validate-skill-event.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const parts = { skillId: 'amzn1.ask.skill.1', userId: 'amzn1.ask.account.1', requestId: 'r-1', timestamp: at };
const apiEndpoint = 'https://api.eu.amazonalexa.com';
const subscribed = createSkillEvent({
  ...parts,
  name: 'AlexaSkillEvent.ProactiveSubscriptionChanged',
  apiEndpoint,
  accessToken: 'gatehouse-secret-token',
  body: {
    subscriptions: [{ eventName: 'AMAZON.OrderStatus.Updated' }, { eventName: 'AMAZON.WeatherAlert.Activated' }],
  },
});

describe('createSkillEvent()', () => {
  it('writes an event of each name without session and without body, and each is understood', () => {
    for (const name of skillEventNames) {
      const event = createSkillEvent({ ...parts, name });
      assert.deepEqual(Object.keys(event), ['version', 'context', 'request']);
      assert.equal(Object.hasOwn(event.request, 'body'), false);
      assert.equal(event.request.timestamp, '2026-01-02T03:04:05.000Z');
      assert.ok(validateSkillEvent(event).every(({ severity }) => severity === 'note'));
      assert.equal(parseSkillEvent(event)?.name, name);
    }
  });
});

describe('parseSkillEvent()', () => {
  it('reads who is told what, where and since when, and no token', () => {
    assert.deepEqual(parseSkillEvent(subscribed), {
      ...{ name: 'AlexaSkillEvent.ProactiveSubscriptionChanged', skillId: parts.skillId, userId: parts.userId },
      ...{ requestId: 'r-1', at, apiEndpoint },
      subscriptions: ['AMAZON.OrderStatus.Updated', 'AMAZON.WeatherAlert.Activated'],
    });
  });

  it('reads an event without a body as one that lists nothing', () => {
    assert.deepEqual(parseSkillEvent(edit(subscribed, '/request/body', undefined))?.subscriptions, []);
    assert.deepEqual(parseSkillEvent(edit(subscribed, '/request/body', {}))?.subscriptions, []);
    const accepted = createSkillEvent({ ...parts, name: 'AlexaSkillEvent.SkillPermissionChanged' });
    assert.deepEqual(parseSkillEvent(accepted)?.permissions, []);
  });

  it('reads permissions, and whether the userId comes again', () => {
    const scope = 'alexa::devices:all:notifications:write';
    const name = 'AlexaSkillEvent.SkillPermissionAccepted';
    const accepted = createSkillEvent({ ...parts, name, body: { acceptedPermissions: [{ scope }] } });
    assert.deepEqual(parseSkillEvent(accepted)?.permissions, [scope]);
    for (const status of ['PERSISTED', 'NOT_PERSISTED'] as const) {
      const body = { userInformationPersistenceStatus: status };
      const disabled = createSkillEvent({ ...parts, name: 'AlexaSkillEvent.SkillDisabled', body });
      assert.equal(parseSkillEvent(disabled)?.persists, status === 'PERSISTED');
    }
  });

  it('passes over events outside the catalogue, and events that come twice', () => {
    const subscriptions = ['AMAZON.Other', 'AMAZON.OrderStatus.Updated', 'AMAZON.OrderStatus.Updated'];
    const body = { subscriptions: subscriptions.map(eventName => ({ eventName })) };
    const parsed = parseSkillEvent(edit(subscribed, '/request/body', body));
    assert.deepEqual(parsed?.subscriptions, ['AMAZON.OrderStatus.Updated']);
  });

  it('is undefined for what does not say which skill, which customer or when', () => {
    for (const pointer of [
      '/context/System/application/applicationId',
      '/context/System/user/userId',
      '/request/timestamp',
      '/request/type',
    ]) {
      assert.equal(parseSkillEvent(edit(subscribed, pointer, undefined)), undefined, pointer);
      assert.equal(parseSkillEvent(edit(subscribed, pointer, '')), undefined, pointer);
    }
  });

  it('understands all that was made and whatever validateSkillEvent() finds no error in, and never throws', () => {
    const made = fc
      .subarray([...noticeNames])
      .map(names => edit(subscribed, '/request/body', { subscriptions: names.map(eventName => ({ eventName })) }));
    fc.assert(
      fc.property(fc.oneof(made, mutationsOf(subscribed), fc.jsonValue()), value => {
        const problems = validateSkillEvent(value);
        const isGood = problems.every(({ severity }) => severity !== 'error');
        assert.ok(!isGood || parseSkillEvent(value) !== undefined, JSON.stringify(value));
        assert.doesNotMatch(JSON.stringify([problems, parseSkillEvent(value)]), /gatehouse-secret/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('validateSkillEvent()', () => {
  it('finds nothing in a good event, and lets further members pass', () => {
    assert.deepEqual(validateSkillEvent(subscribed), []);
    assert.deepEqual(validateSkillEvent(edit(subscribed, '/context/System/person', { personId: 'p' })), []);
  });

  it('shows no token in what it says', () => {
    const secret = ['gatehouse-secret-token'];
    for (const member of [{ accessToken: secret }, { permissions: { consentToken: secret } }]) {
      const problems = validateSkillEvent(edit(subscribed, '/context/System/user', { userId: 'u', ...member }));
      assert.equal(problems.length, 1);
      assert.doesNotMatch(JSON.stringify(problems), /gatehouse-secret/);
    }
  });

  it('refuses a nest too deep to walk', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = { deep };
    assert.deepEqual(
      validateSkillEvent(edit(subscribed, '/request/body', deep)).map(({ rule }) => rule),
      ['message-depth'],
    );
  });
});

describe('isSkillEvent()', () => {
  it('tells skill events from other requests', () => {
    assert.equal(isSkillEvent(subscribed), true);
    assert.equal(isSkillEvent({ request: { type: 'AlexaSkillEvent.Other' } }), true);
    assert.equal(isSkillEvent({ request: { type: 'LaunchRequest' } }), false);
    assert.equal(isSkillEvent(null), false);
  });
});
