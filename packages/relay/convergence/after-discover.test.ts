import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import type { ForgetOrder } from '../shadow/shadow-store.ts';
import { AfterDiscover } from './after-discover.ts';

/** `failures`: how many of the next calls of the store fail. */
function open(failures = 0) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const told: string[] = [];
  const notes = new Map<string, number>();
  let left = failures;
  const at = (): string => `${clock.monotonic() / 1000} s`;
  const store = {
    forgetReported: async ({ customer, againAt, doneAt }: ForgetOrder): Promise<void> => {
      left -= 1;
      if (left >= 0) throw new TypeError('The disk is gone');
      if (notes.get(customer) === doneAt) notes.delete(customer);
      if (againAt !== undefined) notes.set(customer, againAt);
      told.push(`${at()}: ${customer} forgotten`);
    },
  };
  const converge = (customer: string): void => void told.push(`${at()}: ${customer} converges`);
  const after = new AfterDiscover({ store, config: { afterDiscoverMs: 5_000 }, clock, log, converge });
  return { after, clock, log, told, notes };
}

test('expect() forgets before the answer, and forgets and converges once Alexa has taken it', async () => {
  const { after, clock, told } = open();
  await after.expect('c-1');
  assert.deepEqual(told, ['0 s: c-1 forgotten']);
  await clock.advance(4_999);
  assert.equal(told.length, 1);
  await clock.advance(1);
  assert.deepEqual(told.slice(1), ['5 s: c-1 forgotten', '5 s: c-1 converges']);
  await clock.advance(60_000);
  assert.equal(told.length, 3);
  await after.stop();
});

test('expect() has the second time noted until it has come, for a process that dies before', async () => {
  const { after, clock, notes } = open();
  const began = clock.now();
  await after.expect('c-1');
  assert.deepEqual([...notes], [['c-1', began + 5_000]]);
  await clock.advance(3_000);
  await after.expect('c-1');
  await after.expect('c-2');
  assert.deepEqual(
    [...notes],
    [
      ['c-1', began + 8_000],
      ['c-2', began + 8_000],
    ],
  );
  await clock.advance(5_000);
  assert.deepEqual([...notes], []);
  await after.expect('c-1');
  await after.stop();
  assert.deepEqual([...notes], []);
  await after.expect('c-1');
  assert.equal(notes.size, 1, 'the end of a relay that answers one more');
});

test('expect() waits for the last of several Discovers, for each customer alone', async () => {
  const { after, clock, told } = open();
  await after.expect('c-1');
  await clock.advance(3_000);
  await Promise.all([after.expect('c-1'), after.expect('c-2')]);
  await clock.advance(4_000);
  assert.deepEqual(
    told.filter(line => line.endsWith('converges')),
    [],
  );
  await clock.advance(1_000);
  assert.deepEqual(
    told.filter(line => line.endsWith('converges')),
    ['8 s: c-1 converges', '8 s: c-2 converges'],
  );
  await after.stop();
});

test('expect() does not reject when the store fails, and tries until it does not', async () => {
  const { after, clock, log, told } = open(3);
  await after.expect('c-1');
  await clock.advance(10_000);
  assert.deepEqual(told, []);
  await clock.advance(5_000);
  assert.deepEqual(told, ['15 s: c-1 forgotten', '15 s: c-1 converges']);
  assert.equal(log.lines.filter(({ level }) => level === 'error').length, 3);
  await after.stop();
});

test('stop() forgets at once what it would have forgotten later, and nothing waits any more', async () => {
  const { after, clock, told } = open();
  await after.expect('c-1');
  await after.stop();
  assert.deepEqual(told, ['0 s: c-1 forgotten', '0 s: c-1 forgotten']);
  assert.deepEqual(clock.pending(), []);
  await after.expect('c-2');
  assert.deepEqual(told.slice(2), ['0 s: c-2 forgotten']);
  assert.deepEqual(clock.pending(), []);
});
