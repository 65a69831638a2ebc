import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '@gatehouse/testing';
import { classByInterface } from '../shadow/class-of.ts';
import type { PropertyValue } from '../shadow/property-value.ts';
import { type DraftRules, draftState } from './draft-state.ts';
import { IntakeDraft } from './intake-draft.ts';

const AT = 1_000_000;
const rules: DraftRules = { ttlMs: {} };

function draftOn(...known: PropertyValue[]): IntakeDraft {
  const properties = known.map(({ value, timeOfSample, uncertaintyInMilliseconds, ...key }) => ({
    ...key,
    class: classByInterface(key),
    current: { value, timeOfSample, uncertaintyInMilliseconds },
  }));
  const shadows = new Map([['lamp-1', { version: 7, properties }]]);
  return new IntakeDraft({ customer: 'c-1', at: AT, shadows, random: createSeededRandom(1) });
}

function sample(namespace: string, name: string, value: unknown): PropertyValue {
  return { namespace, name, value, timeOfSample: AT, uncertaintyInMilliseconds: 0 };
}

const brightness = sample('Alexa.BrightnessController', 'brightness', 40);
const contact = sample('Alexa.ContactSensor', 'detectionState', 'DETECTED');
const change = { endpointId: 'lamp-1', cause: 'APP_INTERACTION', values: [brightness, contact] };

test('draftState() makes one edge and one level event of a change with both, the edge event first', () => {
  const draft = draftOn();
  const answer = draftState(draft, change, rules);
  const { events, shadows } = draft.toIntake();
  assert.deepEqual(
    events.map(({ class: eventClass, kind, orderKey, endpointId, expiresAt }) => [
      eventClass,
      kind,
      orderKey,
      endpointId,
      expiresAt,
    ]),
    [
      ['edge', 'ChangeReport', 'lamp-1', 'lamp-1', AT + 300_000],
      ['level', 'ChangeReport', 'lamp-1', 'lamp-1', undefined],
    ],
  );
  assert.deepEqual(
    events.map(event => event.draft),
    [
      { type: 'changes', cause: 'APP_INTERACTION', properties: [contact] },
      {
        type: 'level',
        cause: 'APP_INTERACTION',
        properties: [{ namespace: 'Alexa.BrightnessController', name: 'brightness' }],
      },
    ],
  );
  assert.deepEqual(
    answer.accepted.map(({ id }) => id),
    events.map(({ id }) => id),
  );
  assert.equal(shadows[0]?.expectedVersion, 7);
  assert.equal(shadows[0]?.properties.length, 2);
});

test('draftState() drafts nothing when everything is unchanged', () => {
  const draft = draftOn(brightness, contact);
  const answer = draftState(draft, change, rules);
  assert.ok(draft.isEmpty);
  assert.deepEqual(answer.accepted, []);
  assert.equal(answer.unchanged.length, 2);
});

test('draftState() decides on the shadow as an earlier change of the same request left it', () => {
  const draft = draftOn();
  draftState(draft, change, rules);
  const again = draftState(draft, change, rules);
  assert.deepEqual(again.accepted, []);
  assert.equal(draft.toIntake().events.length, 2);
});

test('draftState() lets the edge event live as long as is configured', () => {
  const draft = draftOn();
  draftState(draft, { ...change, values: [contact] }, { ...rules, ttlMs: { 'Alexa.ContactSensor': 42 } });
  assert.equal(draft.toIntake().events[0]?.expiresAt, AT + 42);
});

test('IntakeDraft gives ids in the bucket of its customer and fresh message ids', () => {
  const draft = draftOn();
  draftState(draft, change, rules);
  const { events } = draft.toIntake();
  for (const event of events) assert.match(event.id, /^evt_[0-9a-f]{3}_[0-9a-f-]{36}$/);
  assert.equal(new Set(events.flatMap(event => [event.id.slice(8), event.messageId])).size, 4);
});

test('IntakeDraft keeps a forgotten report forgotten when a later change does not forget it', () => {
  const draft = draftOn(brightness);
  draft.addChanges('lamp-1', [{ ...brightness, class: 'level', forgetReported: true }]);
  draft.addChanges('lamp-1', [{ ...brightness, value: 41, class: 'level', forgetReported: false }]);
  assert.deepEqual(draft.toIntake().shadows[0]?.properties, [
    { ...brightness, value: 41, class: 'level', forgetReported: true },
  ]);
});
