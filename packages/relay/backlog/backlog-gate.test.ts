import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { createVirtualClock } from '@gatehouse/testing';
import { BacklogGate } from './backlog-gate.ts';
import { retrySecondsOf } from './too-many.ts';

/** A gate in front of a store in which so much is pending as the test says. */
function openGate() {
  const pending = { all: 0, own: 0, asks: 0, fails: false };
  const clock = createVirtualClock();
  const gate = new BacklogGate({
    clock,
    limits: { customer: 10, total: 100 },
    store: {
      readBacklog: async () => {
        if (pending.fails) throw new TypeError('the disk is gone');
        pending.asks += 1;
        const rest = { oldestAcceptedAt: {}, lanes: { idle: 0, due: 0, held: 0, parked: 0 } };
        const links = { none: 0, active: 0, lost: 0, disabled: 0, 'stage-changed': 0, 'account-not-found': 0 };
        return {
          ...rest,
          pending: { level: pending.all, edge: 0, reply: 0, catalogue: 0, notice: 0 },
          customers: links,
        };
      },
      countPending: async () => pending.own,
    },
  });
  return { gate, clock, pending };
}

function isTooMany(error: unknown): boolean {
  return error instanceof GatehouseError && error.code === 'too-many-requests' && (retrySecondsOf(error) ?? 0) > 0;
}

test('enter() lets in as many events as a customer may have pending, and refuses one more', async () => {
  const { gate } = openGate();
  await gate.enter('c-1', 9);
  await assert.rejects(gate.enter('c-1', 2), isTooMany);
  await gate.enter('c-1', 1);
  await assert.rejects(gate.enter('c-1', 1), isTooMany);
  await gate.enter('c-2', 10);
});

test('enter() refuses everybody when the whole store has as much pending as is allowed', async () => {
  const { gate, pending } = openGate();
  pending.all = 99;
  await gate.enter('c-1', 1);
  await assert.rejects(gate.enter('c-2', 1), isTooMany);
});

test('enter() believes a count for a second, and lets in again once the backlog has shrunk', async () => {
  const { gate, clock, pending } = openGate();
  pending.own = 10;
  await assert.rejects(gate.enter('c-1', 1), isTooMany);
  pending.own = 0;
  await assert.rejects(gate.enter('c-1', 1), isTooMany);
  assert.equal(pending.asks, 1);
  await clock.advance(1_000);
  await gate.enter('c-1', 1);
  assert.equal(pending.asks, 2);
});

test('enter() asks the store again after it failed', async () => {
  const { gate, pending } = openGate();
  pending.fails = true;
  await assert.rejects(gate.enter('c-1', 1), /the disk is gone/);
  pending.fails = false;
  await gate.enter('c-1', 1);
});
