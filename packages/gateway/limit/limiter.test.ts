import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import type { StateRecord } from '../record/state-record.ts';
import { Limiter } from './limiter.ts';
import { defaultLimits, type LimitChange } from './limits.ts';

const ann = { skillId: 'skill-1', userId: 'ann' };
const bob = { skillId: 'skill-1', userId: 'bob' };

function open(change: LimitChange): { limits: Limiter; clock: ReturnType<typeof createVirtualClock> } {
  const clock = createVirtualClock();
  const limits = new Limiter(clock);
  limits.change({ skill: null, customer: null, notice: null, ...change });
  return { limits, clock };
}

describe('Limiter.claimEvent()', () => {
  it('throttles one customer and no other, and says which limit and until when', async () => {
    const { limits, clock } = open({ customer: { perSecond: 2, burst: 1 } });
    assert.equal(limits.claimEvent(ann), undefined);
    const reason = limits.claimEvent(ann);
    assert.deepEqual([reason?.code, reason?.rule, reason?.basis], ['limit-customer', 'limit/customer', 'chosen']);
    assert.equal(reason?.retryAfterMs, 500);
    assert.match(reason.message, /2026-01-01T00:00:00.500Z, in 500 ms$/);
    assert.equal(limits.claimEvent(bob), undefined);
    assert.equal(limits.claimEvent({ ...ann, skillId: 'skill-2' }), undefined);
    await clock.advance(499);
    assert.notEqual(limits.claimEvent(ann), undefined);
    await clock.advance(1);
    assert.equal(limits.claimEvent(ann), undefined);
  });

  it('throttles a skill for all its customers', () => {
    const { limits } = open({ skill: { perSecond: 1, burst: 2 } });
    assert.deepEqual([limits.claimEvent(ann), limits.claimEvent(bob)], [undefined, undefined]);
    assert.equal(limits.claimEvent({ ...ann, userId: 'eve' })?.rule, 'limit/skill');
  });

  it('takes nothing of the skill for an event that the customer’s limit refuses', () => {
    const { limits } = open({ skill: { perSecond: 1, burst: 2 }, customer: { perSecond: 1, burst: 1 } });
    limits.claimEvent(ann);
    for (let count = 0; count < 5; count++) assert.equal(limits.claimEvent(ann)?.rule, 'limit/customer');
    assert.equal(limits.claimEvent(bob), undefined);
  });

  it('asks nothing where limits are lifted', () => {
    const { limits } = open({});
    for (let count = 0; count < 1_000; count++) assert.equal(limits.claimEvent(ann), undefined);
  });

  it('starts anew with each change', () => {
    const { limits } = open({ customer: { perSecond: 1, burst: 1 } });
    limits.claimEvent(ann);
    limits.change({});
    assert.equal(limits.claimEvent(ann), undefined);
  });
});

describe('Limiter for notices', () => {
  it('throttles the notices of a skill', () => {
    const { limits } = open({ notice: { perSecond: 1, burst: 1 } });
    assert.equal(limits.claimNotice('skill-1'), undefined);
    assert.equal(limits.claimNotice('skill-1')?.rule, 'limit/notice');
    assert.equal(limits.claimNotice('skill-2'), undefined);
  });

  it('lets a customer be sent a day’s notices at once, then as the day goes by', async () => {
    const { limits, clock } = open({ notice: { customerPerDay: 4 } });
    for (let count = 0; count < 4; count++) assert.equal(limits.claimCustomerNotice(ann), undefined);
    assert.equal(limits.claimCustomerNotice(ann)?.rule, 'limit/notice-customer');
    assert.equal(limits.claimCustomerNotice(bob), undefined);
    await clock.advance(6 * 3_600_000);
    assert.equal(limits.claimCustomerNotice(ann), undefined);
    assert.notEqual(limits.claimCustomerNotice(ann), undefined);
  });
});

describe('Limiter as a room', () => {
  it('gives back its limits after a restart, and nothing when they are the defaults', () => {
    const kept: StateRecord[] = [];
    const limits = new Limiter(createVirtualClock(), (kind, key, value) => {
      if (typeof value === 'object') kept.push({ kind, key, value });
    });
    assert.deepEqual([...limits.records()], []);
    limits.change({ skill: null, customer: { perSecond: 3 } });
    assert.deepEqual(kept, [...limits.records()]);
    const restored = new Limiter(createVirtualClock());
    for (const record of kept) restored.restore(JSON.parse(JSON.stringify(record)));
    assert.deepEqual(restored.read(), limits.read());
    limits.reset();
    assert.deepEqual([limits.read(), [...limits.records()]], [defaultLimits, []]);
  });
});
