import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AlexaEvent,
  changeReport,
  classOfProperty,
  deleteReport,
  doorbellPress,
  encodeTimestamp,
  response,
  type StateProperty,
} from '@gatehouse/protocol';
import { createSeededRandom } from '@gatehouse/testing';
import type { Shadow } from '../shadow/shadow-store.ts';
import { draftMessage, type MessageRules } from './draft-message.ts';
import { IntakeDraft } from './intake-draft.ts';

const AT = Date.UTC(2026, 0, 1);
const deadlines = new Map([['token-1', AT + 2_000]]);
const rules: MessageRules = { ttlMs: {}, deadlineOf: token => deadlines.get(token) };

function draftOn(shadow?: Shadow): IntakeDraft {
  const shadows = new Map(shadow === undefined ? [] : [['e-1', shadow]]);
  return new IntakeDraft({ customer: 'c-1', at: AT, shadows, random: createSeededRandom(1) });
}

function property(namespace: string, name: string, value: unknown, at: number = AT): StateProperty {
  return { namespace, name, value, timeOfSample: encodeTimestamp(at), uncertaintyInMilliseconds: 0 };
}

function knownAs(one: StateProperty): Shadow['properties'][number] {
  const { namespace, name, value, timeOfSample } = one;
  const current = { value, timeOfSample: Date.parse(timeOfSample), uncertaintyInMilliseconds: 0 };
  return { namespace, name, class: classOfProperty(namespace, name), current, reported: current };
}

function report(changed: StateProperty[], unchanged: StateProperty[] = []): AlexaEvent {
  return changeReport({ endpointId: 'e-1', messageId: 'm-1', cause: 'PERIODIC_POLL', changed, unchanged });
}

const brightness = property('Alexa.BrightnessController', 'brightness', 40);
const power = property('Alexa.PowerController', 'powerState', 'ON');
const contact = property('Alexa.ContactSensor', 'detectionState', 'DETECTED');

test('draftMessage() sends a ChangeReport of level properties through the shadow, its messageId and cause kept', () => {
  const draft = draftOn({ version: 3, properties: [knownAs(brightness)] });
  const event = draftMessage(draft, { message: report([brightness]) }, rules);
  assert.equal(event.class, 'level');
  assert.equal(event.messageId, 'm-1');
  assert.equal(event.orderKey, 'e-1');
  assert.equal(event.expiresAt, undefined);
  assert.deepEqual(event.draft, {
    type: 'level',
    cause: 'PERIODIC_POLL',
    properties: [{ namespace: 'Alexa.BrightnessController', name: 'brightness' }],
  });
  const [shadow] = draft.toIntake().shadows;
  assert.equal(shadow?.expectedVersion, 3);
  assert.equal(shadow?.properties[0]?.forgetReported, true);
});

test('draftMessage() takes what the context of a level report knows better into the shadow', () => {
  const draft = draftOn({ version: 1, properties: [knownAs(brightness)] });
  const event = draftMessage(draft, { message: report([brightness], [power]) }, rules);
  assert.equal(event.draft.type === 'level' && event.draft.properties.length, 2);
  const changes = draft.toIntake().shadows[0]?.properties ?? [];
  assert.deepEqual(
    changes.map(change => [change.name, change.forgetReported]),
    [
      ['powerState', false],
      ['brightness', true],
    ],
  );
});

test('draftMessage() leaves an older sample of a level report out of the shadow and accepts the event', () => {
  const draft = draftOn({ version: 1, properties: [knownAs(brightness)] });
  const older = property('Alexa.BrightnessController', 'brightness', 10, AT - 1);
  assert.equal(draftMessage(draft, { message: report([older]) }, rules).class, 'level');
  assert.deepEqual(draft.toIntake().shadows, []);
});

test('draftMessage() keeps a ChangeReport with an edge property as it is, and the shadow learns from it', () => {
  const draft = draftOn();
  const message = report([contact], [brightness]);
  const event = draftMessage(draft, { message }, rules);
  assert.equal(event.class, 'edge');
  assert.deepEqual(event.draft, { type: 'message', message });
  assert.equal(event.expiresAt, AT + 300_000);
  assert.deepEqual(
    draft.toIntake().shadows[0]?.properties.map(change => [change.name, change.class, change.forgetReported]),
    [
      ['brightness', 'level', true],
      ['detectionState', 'edge', true],
    ],
  );
});

test('draftMessage() lets the level properties of an edge report arrive even when its time is over', () => {
  const draft = draftOn({ version: 1, properties: [knownAs(brightness)] });
  const event = draftMessage(draft, { message: report([contact, brightness]) }, rules);
  const { events, shadows } = draft.toIntake();
  assert.deepEqual(
    events.map(({ id, class: eventClass, orderKey, expiresAt }) => [
      id === event.id,
      eventClass,
      orderKey,
      expiresAt === undefined,
    ]),
    [
      [true, 'edge', 'e-1', false],
      [false, 'level', 'e-1', true],
    ],
  );
  assert.notEqual(events[1]?.messageId, event.messageId);
  assert.ok(shadows[0]?.properties.every(change => change.forgetReported));
});

test('draftMessage() leaves alone what the context of an edge report says that is no news', () => {
  const draft = draftOn({ version: 1, properties: [knownAs(brightness), knownAs(contact)] });
  const lock = property('Alexa.LockController', 'lockState', 'LOCKED');
  draftMessage(draft, { message: report([lock], [brightness, contact]) }, rules);
  const { events, shadows } = draft.toIntake();
  assert.equal(events.length, 1);
  assert.deepEqual(
    shadows[0]?.properties.map(({ name }) => name),
    ['lockState'],
  );
});

test('draftMessage() keeps a level report as it is when its context has an edge value that is news', () => {
  assert.equal(draftMessage(draftOn(), { message: report([brightness], [contact]) }, rules).class, 'edge');
  const known = draftOn({ version: 1, properties: [knownAs(contact)] });
  assert.equal(draftMessage(known, { message: report([brightness], [contact]) }, rules).class, 'level');
});

test('draftMessage() keeps every other message as it is, by class', () => {
  const draft = draftOn();
  const press = doorbellPress({
    endpointId: 'e-1',
    messageId: 'm-2',
    cause: 'PHYSICAL_INTERACTION',
    timestamp: encodeTimestamp(AT),
  });
  const doorbell = draftMessage(draft, { message: press }, rules);
  assert.deepEqual(
    [doorbell.class, doorbell.kind, doorbell.orderKey, doorbell.expiresAt],
    ['edge', 'DoorbellPress', 'e-1', AT + 30_000],
  );
  const removal = draftMessage(draft, { message: deleteReport({ messageId: 'm-3', endpointIds: ['e-9'] }) }, rules);
  assert.deepEqual(
    [removal.class, removal.orderKey, removal.endpointId, removal.expiresAt],
    ['catalogue', 'e-9', 'e-9', undefined],
  );
  const removals = draftMessage(
    draft,
    { message: deleteReport({ messageId: 'm-4', endpointIds: ['e-8', 'e-9'] }) },
    rules,
  );
  assert.deepEqual([removals.orderKey, removals.endpointId], ['*', undefined]);
});

test('draftMessage() lets a reply live until 8 s after its directive, or after its acceptance when that is unknown', () => {
  const parts = { messageId: 'm-5', endpointId: 'e-1', properties: [] };
  const known = draftMessage(draftOn(), { message: response({ ...parts, correlationToken: 'token-1' }) }, rules);
  assert.deepEqual([known.class, known.orderKey, known.expiresAt], ['reply', 'reply:token-1', AT + 2_000]);
  const unknown = draftMessage(draftOn(), { message: response({ ...parts, correlationToken: 'token-2' }) }, rules);
  assert.equal(unknown.expiresAt, AT + 8_000);
});
