import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSeededRandom } from '@gatehouse/testing';
import { claimedEvent, claimedPut, sampleOf, shadowProperty } from '../test/claimed-event.ts';
import type { Delivery } from './delivery.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { type DeliveryEnd, type FinalVerdict, settleDelivery } from './settle-delivery.ts';

const NOW = Date.UTC(2026, 0, 1);

function deliveryOf(events: Parameters<typeof planDeliveries>[0]): Delivery {
  const [delivery] = planDeliveries(events, NOW).deliveries;
  assert.ok(delivery !== undefined);
  return delivery;
}

function settle(delivery: Delivery, verdict: FinalVerdict): DeliveryEnd {
  const random = createSeededRandom(1);
  const config = { probeMs: 60_000, firstDelayMs: 1_000 };
  return settleDelivery(delivery, verdict, { now: NOW, generation: 7, failures: 2, config, random });
}

const report = deliveryOf([claimedEvent({ shadow: [shadowProperty('x', { current: sampleOf(1, NOW) })] })]);
const pair = deliveryOf([claimedPut('a'), claimedPut('b')]);
const wait = { dueAt: NOW + 1_000, failures: 3 };

describe('settleDelivery()', () => {
  it('settles an accepted report with what Alexa has by it', () => {
    const { events, lane } = settle(report, { type: 'delivered', why: 'Because' });
    assert.deepEqual(lane, { type: 'go-on' });
    assert.equal(events[0]?.result, 'delivered');
    assert.deepEqual(events[0]?.reported, report.reported);
    assert.deepEqual(events[0]?.decisions, [{ at: NOW, what: 'delivered', why: 'Because' }]);
  });

  it('keeps the messageId of a merged message for all its events while it may be sent again', () => {
    const { events, lane } = settle(pair, { type: 'again', wait, fresh: false, why: 'Because' });
    assert.deepEqual(
      events.map(event => [event.result, event.messageId]),
      [
        ['pending', 'message-of-a'],
        ['pending', 'message-of-a'],
      ],
    );
    assert.deepEqual(lane, { type: 'wait', ...wait, reason: 'Because' });
    assert.equal(events[0]?.reported, undefined);
  });

  it('gives each event a fresh messageId once the resends are used up', () => {
    const { events } = settle(pair, { type: 'again', wait, fresh: true, why: 'Because' });
    assert.equal(new Set([...events.map(event => event.messageId), 'message-of-a', 'message-of-b']).size, 4);
  });

  for (const type of ['dead', 'expired'] as const) {
    it(`ends a ${type} event and lets the lane go on`, () => {
      const { events, lane } = settle(report, { type, why: 'Because' });
      assert.deepEqual([events[0]?.result, lane.type], [type, 'go-on']);
    });
  }

  it('tells the store what was refused, and of an event that expired nothing', () => {
    const [dead] = settle(report, { type: 'dead', why: 'Because' }).events;
    assert.deepEqual([dead?.refused, dead?.reported], [report.reported, undefined]);
    const [expired] = settle(report, { type: 'expired', why: 'Because' }).events;
    assert.deepEqual([expired?.refused, expired?.reported], [undefined, undefined]);
  });

  it('lets the lane wait when an event has expired because the gateway was busy', () => {
    assert.equal(settle(report, { type: 'expired', wait, why: 'Because' }).lane.type, 'wait');
  });

  it('parks the lane under the generation of the grant, with reason and remedy, and keeps the event', () => {
    const { events, lane } = settle(report, { type: 'park', reason: 'link-lost', why: 'Because' });
    assert.equal(events[0]?.result, 'pending');
    assert.ok(lane.type === 'park' && lane.generation === 7 && lane.link === 'lost');
    assert.ok(lane.reason.length > 0 && lane.remedy.length > 0);
  });

  it('lets a lane whose park is overtaken by a newer grant wait as long as before any resend', () => {
    const { lane } = settle(report, { type: 'park', reason: 'stage-changed', why: 'Because' });
    assert.ok(lane.type === 'park' && lane.overtaken?.dueAt === NOW + 1_000 && lane.overtaken.failures === 2);
  });

  it('lets the lane wait for the probe and names the hold when the skill is held', () => {
    const { events, lane, hold } = settle(report, { type: 'hold', reason: 'invalid-client', why: 'Because' });
    assert.equal(hold, 'invalid-client');
    assert.equal(events[0]?.result, 'pending');
    assert.ok(lane.type === 'wait' && lane.dueAt === NOW + 60_000 && lane.failures === 2);
  });
});
