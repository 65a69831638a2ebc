import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validateEvent } from '@gatehouse/protocol';
import { claimedEvent, claimedPut, sampleOf, shadowProperty } from '../test/claimed-event.ts';
import type { Delivery } from './delivery.ts';
import { planDeliveries, splitDelivery } from './plan-deliveries.ts';

const NOW = Date.UTC(2026, 0, 1);
const power = shadowProperty('powerState', { namespace: 'Alexa.PowerController', current: sampleOf('ON', NOW) });

function onlyDelivery(deliveries: readonly Delivery[]): Delivery {
  assert.equal(deliveries.length, 1);
  assert.ok(deliveries[0] !== undefined);
  return deliveries[0];
}

describe('planDeliveries()', () => {
  it('makes one message of each report and one of all endpoints', () => {
    const report = claimedEvent({ shadow: [power] });
    const puts = [claimedPut('a'), claimedPut('b')];
    const removal = claimedPut('c', { draft: { type: 'delete' } });
    const { deliveries, settled } = planDeliveries([report, ...puts, removal], NOW);
    assert.deepEqual(settled, []);
    assert.deepEqual(
      deliveries.map(({ events }) => events),
      [[report], puts, [removal]],
    );
    assert.deepEqual(
      deliveries.map(({ message }) => message.event.header.name),
      ['ChangeReport', 'AddOrUpdateReport', 'DeleteReport'],
    );
    assert.deepEqual(deliveries[1]?.message.event.payload, {
      endpoints: [
        { endpointId: 'a', friendlyName: 'a' },
        { endpointId: 'b', friendlyName: 'b' },
      ],
    });
    assert.deepEqual(validateEvent(deliveries[2]?.message, { posted: false }), []);
  });

  it('sends a merged message again under its own messageId and with its own count', () => {
    const puts = [
      claimedPut('a', { messageId: 'shared', tries: 2 }),
      claimedPut('b', { messageId: 'shared', tries: 0 }),
    ];
    const delivery = onlyDelivery(planDeliveries(puts, NOW).deliveries);
    assert.deepEqual([delivery.messageId, delivery.tries], ['shared', 2]);
  });

  it('settles what is over, said already, or cannot be said', () => {
    const { description, ...gone } = claimedPut('b');
    assert.ok(description !== undefined);
    const events = [
      claimedEvent({ id: 'old', shadow: [power], expiresAt: NOW }),
      claimedEvent({ id: 'same', shadow: [] }),
      { ...gone, id: 'gone' },
      claimedPut('c', { id: 'broken', description: '[' }),
      claimedPut('d', { id: 'no-object', description: '[]' }),
      claimedEvent({ id: 'no-message', draft: { type: 'message', message: {} } }),
    ];
    const { deliveries, settled } = planDeliveries(events, NOW);
    assert.deepEqual(deliveries, []);
    assert.deepEqual(
      settled.map(({ id, result }) => [id, result]),
      [
        ['old', 'expired'],
        ['same', 'coalesced'],
        ['gone', 'coalesced'],
        ['broken', 'dead'],
        ['no-object', 'dead'],
        ['no-message', 'dead'],
      ],
    );
    for (const { decisions } of settled) assert.match(decisions[0]?.why ?? '', /^[A-Z].*[^.]$/);
  });

  it('sends an event until the millisecond in which its time ends', () => {
    const event = claimedEvent({ shadow: [power], expiresAt: NOW + 1 });
    assert.equal(planDeliveries([event], NOW).deliveries.length, 1);
  });
});

describe('splitDelivery()', () => {
  it('gives each half a messageId of its own and the history of the whole', () => {
    const puts = ['a', 'b', 'c'].map(id => claimedPut(id, { messageId: 'shared', tries: 3 }));
    const decisions = [{ at: NOW, what: 'split', why: 'Because' }];
    const whole = { ...onlyDelivery(planDeliveries(puts, NOW).deliveries), decisions };
    const halves = splitDelivery(whole, ['left', 'right']);
    assert.deepEqual(
      halves?.map(half => [
        half.messageId,
        half.message.event.header.messageId,
        half.tries,
        half.halved,
        half.events.length,
      ]),
      [
        ['left', 'left', 0, true, 2],
        ['right', 'right', 0, true, 1],
      ],
    );
    assert.deepEqual(
      halves?.map(half => half.decisions),
      [decisions, decisions],
    );
  });

  it('does not divide a message of one event', () => {
    const delivery = onlyDelivery(planDeliveries([claimedPut('a')], NOW).deliveries);
    assert.equal(splitDelivery(delivery, ['left', 'right']), undefined);
  });
});
