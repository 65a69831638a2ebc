import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { createReplyDesk, type ExpectedReply, type ReplyDesk, type ReplyMatch } from './reply-desk.ts';

const home = { userId: 'u1', skillId: 's1' };

function open(limit?: number): { clock: VirtualClock; desk: ReplyDesk } {
  const clock = createVirtualClock();
  return { clock, desk: createReplyDesk(clock, limit) };
}

const expected = (correlationToken: string, limitMs: number = 8_000): ExpectedReply => ({
  ...home,
  correlationToken,
  directiveMessageId: `directive of ${correlationToken}`,
  namespace: 'Alexa.PowerController',
  name: 'TurnOn',
  depth: 0,
  limitMs,
});

const match = (desk: ReplyDesk, correlationToken: string): ReplyMatch =>
  desk.match({ ...home, correlationToken, reply: `reply to ${correlationToken}` });

describe('match()', () => {
  it('hands the answer over until the limit, not after it, and whatever the wall clock does', async () => {
    const { clock, desk } = open();
    const inTime = desk.expect(expected('a', 8_000));
    const late = desk.expect(expected('b', 7_999));
    await clock.advance(7_999);
    clock.jump(3_600_000);
    assert.deepEqual(match(desk, 'a'), { type: 'in-time', expected: expected('a'), tookMs: 7_999 });
    assert.equal(await inTime.arrived, 'reply to a');
    await clock.advance(1);
    assert.deepEqual(match(desk, 'b'), { type: 'late', expected: expected('b', 7_999), lateByMs: 1 });
    assert.equal(await late.arrived, undefined);
  });

  it('takes the limit seriously although the timer has not run yet', async () => {
    const clock = createVirtualClock();
    let skippedMs = 0;
    const desk = createReplyDesk({
      ...clock,
      now: clock.now,
      setTimer: clock.setTimer.bind(clock),
      monotonic: () => skippedMs,
    });
    const ticket = desk.expect(expected('a'));
    skippedMs = 8_300;
    assert.equal(ticket.lateByMs(), 300);
    const found = match(desk, 'a');
    assert.equal(found.type === 'late' && found.lateByMs, 300);
    assert.equal(await ticket.arrived, undefined);
    assert.equal(clock.pending().length, 0);
  });

  it('gives one answer to a directive', () => {
    const { clock, desk } = open();
    desk.expect(expected('a'));
    assert.deepEqual([match(desk, 'a').type, match(desk, 'a').type], ['in-time', 'over']);
    assert.equal(clock.pending().length, 0);
  });

  it('forgets the oldest directives that are over, never one that waits', () => {
    const { desk } = open(1);
    for (const token of ['a', 'b', 'c']) desk.expect(expected(token));
    assert.equal(match(desk, 'a').type, 'in-time');
    assert.equal(match(desk, 'b').type, 'in-time');
    assert.deepEqual(
      [match(desk, 'a').type, match(desk, 'b').type, match(desk, 'c').type],
      ['unknown', 'over', 'in-time'],
    );
  });

  it('brings each answer to its own directive, in whatever order', () => {
    const tokens = ['a', 'b', 'c', 'd'];
    const orders = fc.shuffledSubarray(tokens, { minLength: tokens.length });
    return fc.assert(
      fc.asyncProperty(orders, async order => {
        const { clock, desk } = open();
        const tickets = tokens.map(token => desk.expect(expected(token)));
        for (const token of order) assert.equal(match(desk, token).type, 'in-time');
        assert.deepEqual(
          await Promise.all(tickets.map(({ arrived }) => arrived)),
          tokens.map(token => `reply to ${token}`),
        );
        assert.equal(clock.pending().length, 0);
      }),
    );
  });
});

describe('extend()', () => {
  it('moves the limit, counted from the beginning', async () => {
    const { clock, desk } = open();
    const ticket = desk.expect(expected('a'));
    await clock.advance(5_000);
    ticket.extend(20_000);
    await clock.advance(14_999);
    assert.equal(match(desk, 'a').type, 'in-time');
    assert.equal(await ticket.arrived, 'reply to a');
  });

  it('ends the wait at the new limit', async () => {
    const { clock, desk } = open();
    const ticket = desk.expect(expected('a'));
    await clock.advance(5_000);
    ticket.extend(20_000);
    assert.deepEqual(
      clock.pending().map(({ delayMs }) => delayMs),
      [15_000],
    );
    await clock.advance(15_000);
    assert.equal(await ticket.arrived, undefined);
  });

  it('does nothing once the wait is over', async () => {
    const { clock, desk } = open();
    const ticket = desk.expect(expected('a'));
    await clock.advance(8_000);
    ticket.extend(20_000);
    const found = match(desk, 'a');
    assert.equal(found.type, 'late');
    assert.equal(clock.pending().length, 0);
  });
});

describe('close() and reset()', () => {
  it('end the wait without an answer', async () => {
    const { clock, desk } = open();
    const [one, two] = [desk.expect(expected('a')), desk.expect(expected('b'))];
    one.close();
    assert.equal(await one.arrived, undefined);
    assert.equal(match(desk, 'a').type, 'over');
    desk.reset();
    assert.equal(await two.arrived, undefined);
    assert.deepEqual([match(desk, 'a').type, match(desk, 'b').type], ['unknown', 'unknown']);
    assert.equal(clock.pending().length, 0);
  });
});
