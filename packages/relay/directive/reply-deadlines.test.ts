import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { ReplyDeadlines } from './reply-deadlines.ts';

test('ReplyDeadlines gives each directive 8 s from when it came', async () => {
  const clock = createVirtualClock();
  const deadlines = new ReplyDeadlines(clock);
  const start = clock.now();
  deadlines.addDirective('a');
  await clock.advance(3_000);
  deadlines.addDirective('b');
  assert.equal(deadlines.deadlineOf('a'), start + 8_000);
  assert.equal(deadlines.deadlineOf('b'), start + 11_000);
  assert.equal(deadlines.deadlineOf('c'), undefined);
});

test('ReplyDeadlines lengthens a deadline and never shortens it', async () => {
  const clock = createVirtualClock();
  const deadlines = new ReplyDeadlines(clock);
  const start = clock.now();
  deadlines.addDirective('a');
  deadlines.extendDeadline('a', 2);
  assert.equal(deadlines.deadlineOf('a'), start + 8_000);
  await clock.advance(1_000);
  deadlines.extendDeadline('a', 20);
  assert.equal(deadlines.deadlineOf('a'), start + 21_000);
});

test('ReplyDeadlines forgets the oldest directive when there are too many', () => {
  const deadlines = new ReplyDeadlines(createVirtualClock(), 2);
  for (const token of ['a', 'b', 'a', 'c']) deadlines.addDirective(token);
  assert.equal(deadlines.deadlineOf('b'), undefined);
  assert.ok(deadlines.deadlineOf('a') !== undefined && deadlines.deadlineOf('c') !== undefined);
});

for (const [seconds, kept] of [
  [20.000_5, 20_000],
  [-1, 8_000],
  [1e300, 86_400_000],
] as const) {
  test(`ReplyDeadlines keeps whole milliseconds when the deferral is said to take ${seconds} s`, () => {
    const clock = createVirtualClock();
    const deadlines = new ReplyDeadlines(clock);
    deadlines.addDirective('a');
    deadlines.extendDeadline('a', seconds);
    assert.equal(deadlines.deadlineOf('a'), clock.now() + kept);
  });
}
