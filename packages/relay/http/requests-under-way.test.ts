import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { RequestsUnderWay } from './requests-under-way.ts';

describe('RequestsUnderWay', () => {
  it('counts a request until it is answered or its caller gone, once', async () => {
    const requests = new RequestsUnderWay();
    await requests.over();
    const [answered, gone] = [new EventEmitter(), new EventEmitter()];
    for (const response of [answered, gone]) requests.enter(response);
    assert.equal(requests.size, 2);
    let over = 0;
    const waiting = [requests.over(), requests.over()].map(one => one.then(() => void over++));
    answered.emit('finish');
    answered.emit('close');
    await Promise.resolve();
    assert.deepEqual([requests.size, over], [1, 0]);
    gone.emit('close');
    await Promise.all(waiting);
    assert.deepEqual([requests.size, over], [0, 2]);
  });
});
