import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeOrder } from './judge-order.ts';

const accepted = new Map([
  ['house-1', ['a', 'b', 'c']],
  ['house-2', ['x', 'y']],
]);

describe('judgeOrder()', () => {
  it('is content when each customer has its own order, whatever there is between', () => {
    assert.equal(judgeOrder(accepted, ['x', 'a', 'b', 'y', 'c']), undefined);
    assert.equal(judgeOrder(new Map(), ['stranger']), undefined);
  });

  it('counts the first arrival of what came twice', () => {
    assert.equal(judgeOrder(accepted, ['a', 'b', 'a', 'c', 'x', 'y', 'x']), undefined);
  });

  it('names what was overtaken', () => {
    assert.equal(judgeOrder(accepted, ['a', 'c', 'x', 'b', 'y']), 'c of house-1 arrived before b');
  });

  it('names what was lost', () => {
    assert.equal(judgeOrder(accepted, ['a', 'b', 'c', 'y']), 'x of house-2 never arrived');
  });
});
