import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '@gatehouse/client/platform';
import { createVirtualClock } from '@gatehouse/testing';
import type { DeferredDirective, DirectiveStore } from './directive-store.ts';
import { digestToken, ReplyDeadlines } from './reply-deadlines.ts';

function createStore(): DirectiveStore & { readonly stored: Map<string, DeferredDirective> } {
  const stored = new Map<string, DeferredDirective>();
  return {
    stored,
    putDirective: async directive => void stored.set(directive.token, directive),
    readDirective: async token => stored.get(token),
  };
}

function open(clock: Clock, options: { limit?: number; store?: DirectiveStore } = {}): ReplyDeadlines {
  return new ReplyDeadlines({ clock, store: createStore(), ...options });
}

const subject = { customer: 'c-1', endpointId: 'lamp-1', kind: 'TurnOn' };

test('ReplyDeadlines gives each directive 8 s from when it came', async () => {
  const clock = createVirtualClock();
  const deadlines = open(clock);
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
  const deadlines = open(clock);
  const start = clock.now();
  deadlines.addDirective('a');
  deadlines.extendDeadline('a', 2);
  assert.equal(deadlines.deadlineOf('a'), start + 8_000);
  await clock.advance(1_000);
  deadlines.extendDeadline('a', 20);
  assert.equal(deadlines.deadlineOf('a'), start + 21_000);
});

test('ReplyDeadlines forgets the oldest directive when there are too many', () => {
  const deadlines = open(createVirtualClock(), { limit: 2 });
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
    const deadlines = open(clock);
    deadlines.addDirective('a');
    deadlines.extendDeadline('a', seconds);
    assert.equal(deadlines.deadlineOf('a'), clock.now() + kept);
  });
}

test('keep() stores a hash of the token, and recall() gives another process the same deadline', async () => {
  const [clock, store] = [createVirtualClock(), createStore()];
  const first = open(clock, { store });
  first.addDirective('token-1');
  first.describeDirective('token-1', subject);
  first.extendDeadline('token-1', 20);
  await first.keep('token-1');
  assert.deepEqual([...store.stored.keys()], [digestToken('token-1')]);
  assert.ok(!JSON.stringify([...store.stored.values()]).includes('token-1'));
  await clock.advance(5_000);
  const second = open(clock, { store });
  assert.equal(second.find('token-1'), undefined);
  await second.recall('token-1');
  assert.deepEqual(second.find('token-1'), { ...subject, deadline: first.deadlineOf('token-1'), answered: false });
});

test('keep() stores nothing of a directive that nobody could answer', async () => {
  const store = createStore();
  const deadlines = open(createVirtualClock(), { store });
  await deadlines.keep('unknown');
  deadlines.addDirective('token-1');
  await deadlines.keep('token-1');
  assert.equal(store.stored.size, 0);
});

test('recall() leaves what is remembered as it is and asks for it no more', async () => {
  const store = { ...createStore(), readDirective: () => assert.fail('it is remembered') };
  const deadlines = open(createVirtualClock(), { store });
  deadlines.addDirective('token-1');
  deadlines.markAnswered('token-1');
  await deadlines.recall('token-1');
  assert.equal(deadlines.find('token-1')?.answered, true);
});
