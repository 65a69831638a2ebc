import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { retrySecondsOf } from './too-many.ts';
import { WaitingGate } from './waiting-gate.ts';

function isTooMany(error: unknown): boolean {
  return error instanceof GatehouseError && error.code === 'too-many-requests' && retrySecondsOf(error) === 1;
}

test('enter() refuses one request too many, until one has left', () => {
  const gate = new WaitingGate({ requests: 2, requestBytes: 1_000 });
  const leave = gate.enter(1);
  gate.enter(1);
  assert.throws(() => gate.enter(1), isTooMany);
  leave();
  leave();
  assert.equal(gate.size, 1);
  gate.enter(1);
  assert.throws(() => gate.enter(1), isTooMany);
});

test('enter() refuses a request whose bytes are too many beside the others', () => {
  const gate = new WaitingGate({ requests: 100, requestBytes: 1_000 });
  const leave = gate.enter(600);
  assert.throws(() => gate.enter(401), isTooMany);
  gate.enter(400);
  leave();
  gate.enter(600);
});
