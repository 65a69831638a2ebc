import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPostable, placeOfScope, validateEvent, withScopeToken } from '../index.ts';
import { edit } from './edit.ts';
import { assertValid, errorsOf } from './expect-problems.ts';
import { sampleEndpoint, sampleEvents, sampleProperty, sampleTime } from './sample-events.ts';

/** A member set to a value, or removed by undefined, and the errors that follow: all of them, as `rule pointer`. */
type Case = readonly [pointer: string, member: unknown, ...errors: string[]];

const scope = { type: 'BearerToken', token: 'gatehouse-secret-token' };
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');

/** The sample of a kind as it is said: posted with its scope, or as a direct answer. */
function errorsAfter(kind: string, pointer: string, member: unknown): string[] {
  const sample = sampleEvents[kind];
  assert.ok(sample);
  const posted = isPostable(kind);
  return errorsOf(
    validateEvent(edit(posted ? withScopeToken(sample, scope.token) : sample, pointer, member), { posted }),
  );
}

const kinds = Object.keys(sampleEvents);
const kindsWithEndpoint = kinds.filter(kind => sampleEvents[kind]?.event.endpoint !== undefined);
const kindsWithStrictContext = ['ChangeReport', 'Response', 'StateReport'];

/** What holds of the header of every kind. Source: fact sheet 1.1. */
const headerCases: readonly Case[] = [
  ['messageId', 'a'],
  ['messageId', 'Z-9'],
  ['messageId', '-'],
  ['messageId', 'a'.repeat(127)],
  ['messageId', 'a'.repeat(128), 'message-id messageId'],
  ['messageId', '', 'message-id messageId'],
  ['messageId', 'a_b', 'message-id messageId'],
  ['messageId', 'a.b', 'message-id messageId'],
  ['messageId', 'a b', 'message-id messageId'],
  ['messageId', 'ü', 'message-id messageId'],
  ['messageId', 'a\n', 'message-id messageId'],
  ['messageId', null, 'message-id messageId'],
  ['messageId', 7, 'message-id messageId'],
  ['messageId', undefined, 'member-missing messageId'],
  ['namespace', undefined, 'member-missing namespace'],
  ['name', undefined, 'member-missing name'],
  ['payloadVersion', undefined, 'member-missing payloadVersion'],
  ['payloadVersion', '2', 'payload-version payloadVersion'],
  ['payloadVersion', '03', 'payload-version payloadVersion'],
  ['payloadVersion', '', 'member-length payloadVersion', 'payload-version payloadVersion'],
  ['payloadVersion', 3, 'member-type payloadVersion'],
  ['correlationToken', 'anything at all: ü 😀'],
  ['correlationToken', 'c'.repeat(10_000)],
  ['correlationToken', '', 'member-length correlationToken'],
  ['MessageId', 'a', 'member-unknown MessageId'],
  ['extra', null, 'member-unknown extra'],
];

/** What holds of every event's endpoint. Source: fact sheet 1.2 and 1.3. */
const endpointCases: readonly Case[] = [
  ['endpointId', 'a'],
  ['endpointId', ' '],
  ['endpointId', 'aZ09 _-=#;:?@&'],
  ['endpointId', 'a'.repeat(256)],
  ['endpointId', 'a'.repeat(257), 'endpoint-id endpointId'],
  ['endpointId', '', 'endpoint-id endpointId'],
  ['endpointId', 'a/b', 'endpoint-id endpointId'],
  ['endpointId', 'a.b', 'endpoint-id endpointId'],
  ['endpointId', 'a\\b', 'endpoint-id endpointId'],
  ['endpointId', 'a"b', 'endpoint-id endpointId'],
  ['endpointId', 'a\tb', 'endpoint-id endpointId'],
  ['endpointId', 'ä', 'endpoint-id endpointId'],
  ['endpointId', null, 'endpoint-id endpointId'],
  ['endpointId', 1, 'endpoint-id endpointId'],
  ['endpointId', undefined, 'member-missing endpointId'],
  ['cookie', {}],
  ['cookie', { room: 'hall' }],
  ['unheardOf', 1],
  ['scope', undefined, 'scope-missing scope'],
  ['scope', null, 'member-type scope'],
  ['scope', 'token', 'member-type scope'],
  ['scope/token', undefined, 'scope-missing scope/token'],
  ['scope/token', '', 'scope-token scope/token'],
  ['scope/token', ' \t', 'scope-token scope/token'],
  ['scope/token', null, 'scope-token scope/token'],
  ['scope/token', 7, 'scope-token scope/token'],
  ['scope/type', undefined, 'member-missing scope/type'],
  ['scope/type', 'bearertoken', 'scope-type scope/type'],
  ['scope/type', 'BearerTokenWithPartition', 'scope-type scope/type'],
  ['scope/type', 'DirectedUserId', 'scope-type scope/type'],
  ['scope/type', null, 'scope-type scope/type'],
];

const scopeInPayload: readonly Case[] = endpointCases
  .filter(([member]) => member.startsWith('scope'))
  .map(([member, value, ...errors]) => [
    `/event/payload/${member}`,
    value,
    ...errors.map(error => error.replace(' ', ' /event/payload/')),
  ]);

const PROPERTY = '/event/payload/change/properties/0';

/** What holds of one kind. Source: fact sheet 2, 2.1 and 8.1. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  ChangeReport: [
    ['/context', undefined],
    ['/context', {}],
    ['/context/properties', []],
    ['/context/properties', null, 'member-type /context/properties'],
    ['/event/payload/change', undefined, 'member-missing /event/payload/change'],
    ['/event/payload/change', [], 'member-type /event/payload/change'],
    ['/event/payload/extra', 1, 'member-unknown /event/payload/extra'],
    ['/event/payload/change/extra', 1, 'member-unknown /event/payload/change/extra'],
    ['/event/payload/change/cause', undefined, 'member-missing /event/payload/change/cause'],
    ['/event/payload/change/cause', 'RULE_TRIGGER', 'member-type /event/payload/change/cause'],
    ['/event/payload/change/cause/extra', 1, 'member-unknown /event/payload/change/cause/extra'],
    ['/event/payload/change/cause/type', undefined, 'member-missing /event/payload/change/cause/type'],
    ...['APP_INTERACTION', 'PERIODIC_POLL', 'PHYSICAL_INTERACTION', 'RULE_TRIGGER', 'VOICE_INTERACTION'].map(
      (type): Case => ['/event/payload/change/cause/type', type],
    ),
    ...['ALEXA_INTERACTION', 'INVALID_CREDENTIALS', 'SUBSCRIPTION_EXPIRED'].map(
      (type): Case => ['/event/payload/change/cause/type', type],
    ),
    ['/event/payload/change/cause/type', 'app_interaction', 'cause /event/payload/change/cause/type'],
    ['/event/payload/change/properties', undefined, 'member-missing /event/payload/change/properties'],
    ['/event/payload/change/properties', {}, 'member-type /event/payload/change/properties'],
    ['/event/payload/change/properties', []],
    ['/event/payload/change/properties/1', 1, 'member-type /event/payload/change/properties/1'],
    [`${PROPERTY}/value`, undefined, `value-missing ${PROPERTY}/value`],
    [`${PROPERTY}/timeOfSample`, undefined, `member-missing ${PROPERTY}/timeOfSample`],
    [`${PROPERTY}/uncertaintyInMilliseconds`, undefined, `member-missing ${PROPERTY}/uncertaintyInMilliseconds`],
    [`${PROPERTY}/uncertaintyInMilliseconds`, 0.5],
    [`${PROPERTY}/uncertaintyInMilliseconds`, -1, `member-range ${PROPERTY}/uncertaintyInMilliseconds`],
    [`${PROPERTY}/uncertaintyInMilliseconds`, '0', `member-type ${PROPERTY}/uncertaintyInMilliseconds`],
    [`${PROPERTY}/extra`, 1, `member-unknown ${PROPERTY}/extra`],
    [`${PROPERTY}/namespace`, undefined, `member-missing ${PROPERTY}/namespace`],
    [`${PROPERTY}/namespace`, 'BrightnessController', `interface-unknown ${PROPERTY}/namespace`],
    [`${PROPERTY}/name`, undefined, `member-missing ${PROPERTY}/name`],
    [`${PROPERTY}/name`, 'Brightness', `property-unknown ${PROPERTY}/name`],
    [`${PROPERTY}/instance`, '', `member-length ${PROPERTY}/instance`],
    ['/context/properties/1', power, 'property-duplicate /context/properties/1'],
    ['/event/header/instance', 'Lamp.1', 'header-member /event/header/instance'],
  ],
  Response: [
    ['/context', undefined],
    ['/event/payload/anything', { at: ['all'] }],
    ['/event/header/instance', 'Lamp.1'],
    ['/event/header/correlationToken', undefined, 'correlation-token /event/header/correlationToken'],
    ['/context/properties/0/timeOfSample', 'now', 'timestamp /context/properties/0/timeOfSample'],
    ['/context/properties/0/value', 'DIM', 'property-value /context/properties/0/value'],
  ],
  StateReport: [
    ['/context', undefined],
    ['/event/payload/anything', 1, 'member-unknown /event/payload/anything'],
    ['/event/header/correlationToken', undefined, 'correlation-token /event/header/correlationToken'],
    ['/context/properties/1/value', 101, 'property-range /context/properties/1/value'],
  ],
  ErrorResponse: [
    ['/context', {}],
    ['/event/payload/type', undefined, 'member-missing /event/payload/type'],
    ['/event/payload/type', '', 'error-type /event/payload/type', 'member-length /event/payload/type'],
    ['/event/payload/type', 'ENDPOINT_GONE', 'error-type /event/payload/type'],
    ['/event/payload/message', undefined, 'error-payload /event/payload/message'],
    ['/event/payload/message', ''],
    ['/event/payload/message', 1, 'member-type /event/payload/message'],
    ['/event/payload/extra', 1, 'member-unknown /event/payload/extra'],
    ['/event/header/correlationToken', undefined, 'correlation-token /event/header/correlationToken'],
  ],
  DeferredResponse: [
    ['/context', {}, 'member-unknown /context'],
    ['/event/endpoint', { endpointId: 'a' }, 'member-unknown /event/endpoint'],
    ['/event/payload/estimatedDeferralInSeconds', undefined],
    ['/event/payload/estimatedDeferralInSeconds', 0],
    ['/event/payload/estimatedDeferralInSeconds', -1],
    ['/event/payload/estimatedDeferralInSeconds', 1.5, 'member-type /event/payload/estimatedDeferralInSeconds'],
    ['/event/payload/estimatedDeferralInSeconds', '20', 'member-type /event/payload/estimatedDeferralInSeconds'],
    ['/event/payload/extra', 1],
    ['/event/header/correlationToken', undefined, 'correlation-token /event/header/correlationToken'],
  ],
  AddOrUpdateReport: [
    ...scopeInPayload,
    ['/context', {}, 'member-unknown /context'],
    ['/event/endpoint', { endpointId: 'a' }, 'member-unknown /event/endpoint'],
    ['/event/payload/endpoints', undefined, 'member-missing /event/payload/endpoints'],
    ['/event/payload/endpoints', {}, 'member-type /event/payload/endpoints'],
    ['/event/payload/endpoints', []],
    ['/event/payload/endpoints/0', 'lamp-1', 'member-type /event/payload/endpoints/0'],
    ['/event/payload/endpoints/1', sampleEndpoint(), 'discovery-duplicate /event/payload/endpoints/1/endpointId'],
    ['/event/payload/endpoints/0/cookie/big', 'x'.repeat(5001), 'discovery-cookie /event/payload/endpoints/0/cookie'],
    ['/event/payload/endpoints/0/cookie/room', 1, 'member-type /event/payload/endpoints/0/cookie/room'],
    ['/event/payload/endpoints/0/description', undefined, 'member-missing /event/payload/endpoints/0/description'],
    ['/event/header/instance', 'a', 'header-member /event/header/instance'],
  ],
  DeleteReport: [
    ...scopeInPayload,
    ['/event/endpoint', { endpointId: 'a' }, 'member-unknown /event/endpoint'],
    ['/event/payload/endpoints', undefined, 'member-missing /event/payload/endpoints'],
    ['/event/payload/endpoints', []],
    ['/event/payload/endpoints/0/endpointId', undefined, 'member-missing /event/payload/endpoints/0/endpointId'],
    ['/event/payload/endpoints/0/endpointId', 'a/b', 'endpoint-id /event/payload/endpoints/0/endpointId'],
    ['/event/payload/endpoints/0/endpointId', 'a b'],
    [
      '/event/payload/endpoints/1',
      { endpointId: 'lamp-1' },
      'discovery-duplicate /event/payload/endpoints/1/endpointId',
    ],
    ['/event/header/instance', 'a', 'header-member /event/header/instance'],
  ],
  DoorbellPress: [
    ['/context', undefined],
    ['/context', { anything: 1 }],
    ['/context', [], 'member-type /context'],
    ['/event/payload/timestamp', '2026-01-02T03:04:05Z'],
    ['/event/payload/timestamp', sampleTime],
    ['/event/payload/timestamp', '2026-01-02T03:04:05+00:00', 'timestamp /event/payload/timestamp'],
    ['/event/payload/timestamp', undefined, 'member-missing /event/payload/timestamp'],
    ['/event/payload/timestamp', 1_767_322_800, 'timestamp /event/payload/timestamp'],
    ['/event/payload/cause', undefined, 'member-missing /event/payload/cause'],
    ['/event/payload/cause/type', 'ALEXA_INTERACTION', 'cause /event/payload/cause/type'],
    ['/event/payload/extra', 1, 'member-unknown /event/payload/extra'],
    ['/event/header/instance', 'Door.1', 'header-member /event/header/instance'],
  ],
  SimpleEvent: [
    ['/context', {}],
    ['/event/header/instance', undefined, 'header-instance /event/header/instance'],
    ['/event/header/instance', '', 'member-length /event/header/instance'],
    ['/event/header/payloadVersion', '3', 'payload-version /event/header/payloadVersion'],
    ['/event/header/payloadVersion', '1', 'payload-version /event/header/payloadVersion'],
    ['/event/header/name', 'SimpleEvent', 'kind-unknown /event/header/name'],
    ['/event/payload/id', undefined],
    ['/event/payload/id', 1, 'member-type /event/payload/id'],
    ['/event/payload/timestamp', '2021-12-12T16:20:50:52Z', 'timestamp /event/payload/timestamp'],
    ['/event/payload/timestamp', undefined, 'member-missing /event/payload/timestamp'],
    ['/event/payload/extra', 1, 'member-unknown /event/payload/extra'],
  ],
  'AcceptGrant.Response': [
    ['/context', {}, 'member-unknown /context'],
    ['/event/endpoint', { endpointId: 'a' }, 'member-unknown /event/endpoint'],
    ['/event/payload/extra', 1, 'member-unknown /event/payload/extra'],
  ],
  'AcceptGrant.ErrorResponse': [
    ['/event/payload/type', undefined, 'member-missing /event/payload/type'],
    ['/event/payload/type', 'INTERNAL_ERROR', 'error-type /event/payload/type'],
    ['/event/payload/message', undefined, 'member-missing /event/payload/message'],
    ['/event/endpoint', { endpointId: 'a' }, 'member-unknown /event/endpoint'],
  ],
  'Discover.Response': [
    ['/context', {}, 'member-unknown /context'],
    ['/event/payload/endpoints', undefined, 'member-missing /event/payload/endpoints'],
    ['/event/payload/endpoints', []],
    ['/event/payload/endpoints/0/capabilities', [], 'member-length /event/payload/endpoints/0/capabilities'],
    ['/event/payload/endpoints/1', sampleEndpoint(), 'discovery-duplicate /event/payload/endpoints/1/endpointId'],
  ],
};

function describeValue(member: unknown): string {
  return member === undefined ? 'absent' : JSON.stringify(member).slice(0, 40);
}

describe('the table of events', () => {
  it('has a row for every kind that has a builder', () =>
    assert.deepEqual(Object.keys(cases).sort(), kinds.toSorted()));

  for (const kind of kinds) {
    it(`judges the header of ${kind}`, () => {
      for (const [member, value, ...errors] of headerCases) {
        const expected = errors.map(error => error.replace(' ', ' /event/header/'));
        const label = `${member} ${describeValue(value)}`;
        assert.deepEqual(errorsAfter(kind, `/event/header/${member}`, value).sort(), expected.toSorted(), label);
      }
    });

    it(`judges what is special of ${kind}`, () => {
      for (const [pointer, member, ...errors] of cases[kind] ?? []) {
        const label = `${pointer} ${describeValue(member)}`;
        assert.deepEqual(errorsAfter(kind, pointer, member).sort(), errors.toSorted(), label);
      }
    });

    it(`judges the envelope of ${kind}`, () => {
      const envelope: readonly Case[] = [
        ['/extra', 1, 'member-unknown /extra'],
        ['/event/extra', 1, 'member-unknown /event/extra'],
        ['/event/header', undefined, 'member-missing /event/header'],
        ['/event/header', [], 'member-type /event/header'],
        ['/event/payload', undefined, 'member-missing /event/payload'],
        ['/event', undefined, 'event-missing /event'],
        ['/event', 'x', 'event-missing /event'],
      ];
      for (const [pointer, member, ...errors] of envelope) {
        assert.deepEqual(errorsAfter(kind, pointer, member), errors, pointer);
      }
      for (const odd of [null, [], 'x', 1]) {
        assert.deepEqual(errorsAfter(kind, '/event/payload', odd), ['member-type /event/payload']);
      }
    });
  }

  for (const kind of kindsWithEndpoint) {
    it(`judges the endpoint of ${kind}`, () => {
      for (const [member, value, ...errors] of endpointCases) {
        const expected = errors.map(error => error.replace(' ', ' /event/endpoint/'));
        const label = `${member} ${describeValue(value)}`;
        assert.deepEqual(errorsAfter(kind, `/event/endpoint/${member}`, value).sort(), expected.toSorted(), label);
      }
      assert.deepEqual(errorsAfter(kind, '/event/endpoint', undefined), ['endpoint-missing /event/endpoint']);
      for (const odd of [null, 'lamp-1', ['lamp-1']]) {
        assert.deepEqual(errorsAfter(kind, '/event/endpoint', odd), ['endpoint-missing /event/endpoint']);
      }
    });
  }

  for (const kind of kindsWithStrictContext) {
    it(`judges the context of ${kind}`, () => {
      const context: readonly Case[] = [
        ['/context', undefined],
        ['/context', {}],
        ['/context', { properties: [] }],
        ['/context', [], 'member-type /context'],
        ['/context', null, 'member-type /context'],
        ['/context/extra', 1, 'member-unknown /context/extra'],
        ['/context/properties/0/extra', 1, 'member-unknown /context/properties/0/extra'],
        ['/context/properties/0', 1, 'member-type /context/properties/0'],
      ];
      for (const [pointer, member, ...errors] of context) {
        assert.deepEqual(errorsAfter(kind, pointer, member), errors, `${pointer} ${describeValue(member)}`);
      }
    });
  }

  it('takes a scope that is not posted with the message, but none that is wrong', () => {
    for (const kind of kindsWithEndpoint) {
      assert.equal(placeOfScope(kind), 'endpoint');
      const sample = sampleEvents[kind];
      assertValid(validateEvent(edit(sample, '/event/endpoint/scope', scope), { posted: false }), kind);
      const blank = edit(sample, '/event/endpoint/scope', { ...scope, token: '' });
      assert.deepEqual(errorsOf(validateEvent(blank, { posted: false })), ['scope-token /event/endpoint/scope/token']);
    }
  });
});
