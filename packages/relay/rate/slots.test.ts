import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import { deliveryDefaults } from '../config/delivery-config.ts';
import { type Slot, type SlotAsk, Slots, type SlotWait } from './slots.ts';

interface Asked {
  readonly lane: { slow: number };
  result: Slot | SlotWait | undefined;
}

class World {
  readonly clock: VirtualClock = createVirtualClock();
  slowed = 0;
  readonly slots: Slots;

  constructor(config: { connections?: number; slow?: number } = {}) {
    this.slots = new Slots({
      clock: this.clock,
      config: { ...deliveryDefaults, connections: 2, slow: 2, slowAfterMs: 1_000, ...config },
      onSlow: () => {
        this.slowed += 1;
      },
    });
  }

  async ask(customer: string, more: Partial<SlotAsk> = {}): Promise<Asked> {
    const lane = { slow: 0 };
    const asked: Asked = { lane, result: undefined };
    const ask = { customer, region: 'NA' as const, lane, trusted: false, suspect: false, urgent: false, ...more };
    void this.slots.enter(ask).then(result => {
      asked.result = result;
    });
    await this.clock.settle();
    return asked;
  }

  async leave({ result }: Asked, end: Parameters<Slots['leave']>[1] = 'next'): Promise<void> {
    assert.ok(result !== undefined && !('type' in result), 'Expected a place');
    this.slots.leave(result, end);
    await this.clock.settle();
  }
}

function has({ result }: Asked): boolean {
  return result !== undefined && !('type' in result);
}

describe('Slots', () => {
  it('gives so many places, and each that is left to whoever waits longest', async () => {
    const world = new World();
    const [first, , third, fourth] = [
      await world.ask('a'),
      await world.ask('b'),
      await world.ask('c'),
      await world.ask('d'),
    ];
    assert.deepEqual([has(first), has(third), has(fourth)], [true, false, false]);
    await world.leave(first);
    assert.deepEqual([has(third), has(fourth)], [true, false]);
  });

  it('counts each region for itself', async () => {
    const world = new World({ connections: 1 });
    assert.ok(has(await world.ask('a')));
    assert.ok(has(await world.ask('b', { region: 'EU' })));
  });

  it('takes the place from a send that is slow, as long as there is room for slow ones', async () => {
    const world = new World({ connections: 1, slow: 1 });
    const slow = await world.ask('a');
    const next = await world.ask('b');
    await world.clock.advance(999);
    assert.deepEqual([has(next), slow.lane.slow], [false, 0]);
    await world.clock.advance(1);
    assert.deepEqual([has(next), slow.lane.slow, world.slowed], [true, 1, 1]);
    const third = await world.ask('c');
    await world.clock.advance(10_000);
    assert.deepEqual([has(third), next.lane.slow], [false, 0]);
    await world.leave(slow);
    assert.equal(slow.lane.slow, 0);
    await world.clock.advance(1_000);
    assert.deepEqual([has(third), next.lane.slow], [true, 1]);
  });

  it('gives a suspect a place among the slow ones, or none', async () => {
    const world = new World({ connections: 1, slow: 1 });
    const suspect = await world.ask('a', { suspect: true });
    assert.deepEqual([has(suspect), suspect.lane.slow], [true, 1]);
    assert.ok(has(await world.ask('b')));
    const { result } = await world.ask('c', { suspect: true });
    assert.ok(result !== undefined && 'type' in result && result.waitMs === 1_000);
  });

  it('lets one message of a customer go first, and all others when it is accepted', async () => {
    const world = new World({ connections: 10 });
    const first = await world.ask('a');
    const others = [await world.ask('a'), await world.ask('a')];
    assert.deepEqual(others.map(has), [false, false]);
    await world.leave(first, 'all');
    assert.deepEqual(others.map(has), [true, true]);
  });

  it('lets the next one go when the first was answered but not accepted', async () => {
    const world = new World({ connections: 10 });
    const first = await world.ask('a');
    const others = [await world.ask('a'), await world.ask('a')];
    await world.leave(first, 'next');
    assert.deepEqual(others.map(has), [true, false]);
  });

  it('sends the others away when the lane has to wait', async () => {
    const world = new World({ connections: 10 });
    const first = await world.ask('a');
    const others = [await world.ask('a'), await world.ask('a')];
    const wait: SlotWait = { type: 'wait', waitMs: 5, reason: 'Busy' };
    await world.leave(first, wait);
    assert.deepEqual(
      others.map(({ result }) => result),
      [wait, wait],
    );
  });

  it('lets a trusted customer and an urgent message go beside others', async () => {
    const world = new World({ connections: 10 });
    await world.ask('a');
    assert.ok(has(await world.ask('a', { urgent: true })));
    assert.ok(has(await world.ask('a', { trusted: true })));
  });

  it('keeps no timer once all is left', async () => {
    const world = new World();
    const all = [await world.ask('a'), await world.ask('b')];
    for (const asked of all) await world.leave(asked);
    assert.deepEqual(world.clock.pending(), []);
  });
});
