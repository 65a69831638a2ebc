import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventRecord } from '../outbox/outbox-store.ts';
import { encodeEvent } from './encode-event.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const pending: EventRecord = {
  id: 'evt_001_00000000-0000-4000-8000-000000000000',
  customer: 'c-1',
  class: 'catalogue',
  kind: 'DeleteReport',
  messageId: 'm-1',
  status: 'pending',
  acceptedAt: at,
  attempts: [],
  decisions: [],
};

test('encodeEvent() leaves out what is not there yet', () => {
  const view = encodeEvent(pending);
  assert.deepEqual(Object.keys(view).sort(), [
    'acceptedAt',
    'attempts',
    'class',
    'customer',
    'decisions',
    'id',
    'kind',
    'messageId',
    'status',
  ]);
  assert.equal(view.acceptedAt, '2026-01-02T03:04:05.678Z');
});

test('encodeEvent() begins the decisions with that of the intake, once', () => {
  const accepted = { at, what: 'accepted', why: 'by the store' };
  const decided = { at: at + 1, what: 'delivered', why: 'Alexa accepted it' };
  const { decisions } = encodeEvent({ ...pending, decisions: [accepted, decided] });
  assert.deepEqual(
    decisions.map(decision => decision.what),
    ['accepted', 'delivered'],
  );
  assert.match(decisions[0]?.why ?? '', /^catalogue: /);
  assert.equal(decisions[1]?.at, '2026-01-02T03:04:05.679Z');
});

test('encodeEvent() writes every time as ISO 8601', () => {
  const attempt = { at, messageId: 'm-1', region: 'EU', status: 202, tookMs: 12, outcome: 'accepted' };
  const view = encodeEvent({
    ...pending,
    endpointId: 'e-1',
    status: 'delivered',
    settledAt: at,
    expiresAt: at,
    attempts: [attempt],
  });
  assert.equal(view.settledAt, view.acceptedAt);
  assert.equal(view.expiresAt, view.acceptedAt);
  assert.deepEqual(view.attempts, [{ ...attempt, at: view.acceptedAt }]);
});
