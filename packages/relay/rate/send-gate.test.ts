import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, type EventResult, judgeEventAnswer } from '@gatehouse/client';
import type { Region } from '@gatehouse/protocol';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import { deliveryDefaults } from '../config/delivery-config.ts';
import type { EventClass } from '../outbox/outbox-store.ts';
import { SendGate, type SendPermit } from './send-gate.ts';
import type { SlotWait } from './slots.ts';

function answered(status: number): EventResult {
  const answer: Answer = { type: 'answered', status, tookMs: 1 };
  return { answer, outcome: judgeEventAnswer(answer) };
}

class World {
  readonly clock = createVirtualClock();
  readonly log = createRecordingLog();
  readonly gate = new SendGate({ clock: this.clock, log: this.log, config: deliveryDefaults, onSlow: () => {} });

  enter(
    customer: string,
    more: { region?: Region; class?: EventClass; failures?: number } = {},
  ): Promise<SendPermit | SlotWait> {
    const { region = 'NA', failures = 0 } = more;
    return this.gate.enter({ lane: { customer, failures, slow: 0 }, region, class: more.class ?? 'level' });
  }

  /** One send from leave to answer; answers whether there was leave. */
  async send(customer: string, result: EventResult, region: Region = 'NA'): Promise<boolean> {
    const permit = await this.enter(customer, { region });
    if (permit.type === 'wait') return false;
    permit.done({ sent: { ...result, region }, goesOn: result.outcome.type === 'accepted' });
    return true;
  }

  async fail(region: Region): Promise<void> {
    for (let i = 0; i < deliveryDefaults.breakerCustomers; i++) await this.send(`c-${i}`, answered(503), region);
  }
}

describe('SendGate', () => {
  it('makes a throttled customer wait, not one whose message was refused', async () => {
    const world = new World();
    await world.send('busy', answered(429));
    await world.send('wrong', answered(400));
    assert.equal((await world.enter('busy')).type, 'wait');
    assert.equal((await world.enter('wrong')).type, 'send');
  });

  it('stops a region that fails, lets one lane probe it, and opens with its answer, also a refusal', async () => {
    for (const status of [202, 400, 403, 429]) {
      const world = new World();
      await world.fail('EU');
      const stopped = await world.enter('other', { region: 'EU' });
      assert.ok(stopped.type === 'wait' && Number.isInteger(stopped.waitMs));
      assert.equal((await world.enter('elsewhere', { region: 'NA' })).type, 'send');
      await world.clock.advance(deliveryDefaults.breakerPauseMs);
      const probe = await world.enter('probe', { region: 'EU' });
      assert.ok(probe.type === 'send');
      assert.equal((await world.enter('other', { region: 'EU' })).type, 'wait');
      probe.done({ sent: { ...answered(status), region: 'EU' }, goesOn: true });
      assert.equal((await world.enter('other', { region: 'EU' })).type, 'send');
    }
  });

  it('gives the probe on when what should probe was not sent', async () => {
    const world = new World();
    await world.fail('EU');
    await world.clock.advance(deliveryDefaults.breakerPauseMs);
    const probe = await world.enter('probe', { region: 'EU' });
    assert.ok(probe.type === 'send');
    probe.done({ sent: undefined, goesOn: true });
    assert.equal((await world.enter('other', { region: 'EU' })).type, 'send');
  });

  it('counts the answer of another region for that one, and the first one as up', async () => {
    const world = new World();
    await world.fail('EU');
    await world.clock.advance(deliveryDefaults.breakerPauseMs);
    const probe = await world.enter('moved', { region: 'EU' });
    assert.ok(probe.type === 'send');
    probe.done({ sent: { ...answered(503), region: 'FE' }, goesOn: false });
    assert.equal((await world.enter('other', { region: 'EU' })).type, 'send');
  });

  it('is not stopped by customers whose messages are refused for their own reasons', async () => {
    const world = new World();
    for (const status of [400, 401, 403, 404, 413]) {
      for (let i = 0; i < 50; i++) await world.send(`c-${status}-${i}`, answered(status));
    }
    assert.equal((await world.enter('other')).type, 'send');
    assert.deepEqual(world.log.lines, []);
  });

  it('lets a reply go at once beside another message of a throttled customer', async () => {
    const world = new World();
    await world.send('busy', answered(429));
    assert.equal((await world.enter('busy', { class: 'reply', failures: 1 })).type, 'send');
  });

  it('sends the waiting messages of a customer away with the one that failed', async () => {
    const world = new World();
    const first = await world.enter('c');
    const second = world.enter('c');
    assert.ok(first.type === 'send');
    first.done({ sent: { ...answered(503), region: 'NA' }, goesOn: false });
    assert.equal((await second).type, 'wait');
  });
});
