import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { it } from 'node:test';
import { whenAnswered } from './when-answered.ts';

for (const ends of [['finish'], ['close'], ['finish', 'close'], ['close', 'finish']] as const) {
  it(`whenAnswered() calls back once on ${ends.join(', ')}`, () => {
    const answer = new EventEmitter();
    let calls = 0;
    whenAnswered(answer, () => void calls++);
    assert.equal(calls, 0);
    for (const end of ends) answer.emit(end);
    assert.equal(calls, 1);
  });
}
