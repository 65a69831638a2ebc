import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimerQueue } from './timer-queue.ts';

const nothing = (): void => {};

describe('TimerQueue', () => {
  it('first() is undefined when nothing waits, and else the earliest, of equals the one set first', () => {
    const queue = new TimerQueue();
    assert.equal(queue.first(), undefined);
    const callbacks = [5, 3, 3].map(dueAt => {
      const callback = (): void => {};
      queue.add({ dueAt, callback }, nothing);
      return callback;
    });
    assert.equal(queue.first()?.callback, callbacks[1]);
  });

  it('listDue() lists by due time, then by setting, and leaves them waiting', () => {
    const queue = new TimerQueue();
    for (const dueAt of [5, 3, 9, 3]) queue.add({ dueAt, callback: nothing }, nothing);
    assert.deepEqual(
      queue.listDue(5).map(({ dueAt }) => dueAt),
      [3, 3, 5],
    );
    assert.equal(queue.size, 4);
  });

  it('cancel() forgets a timer once, and tells of that once', () => {
    const queue = new TimerQueue();
    let told = 0;
    const timer = queue.add({ dueAt: 1, callback: nothing }, () => {
      told += 1;
    });
    timer.cancel();
    timer.cancel();
    assert.deepEqual([queue.size, told, queue.first()], [0, 1, undefined]);
  });

  it('take() says whether the timer was still waiting; cancelling it afterwards tells nobody', () => {
    const queue = new TimerQueue();
    const timer = queue.add({ dueAt: 1, callback: nothing }, () => assert.fail('told of a timer that had run'));
    const [queued] = queue.listDue(1);
    assert.ok(queued);
    assert.deepEqual([queue.take(queued), queue.take(queued)], [true, false]);
    timer.cancel();
  });
});
