import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LaneChange, LaneWaiting } from './lane-store.ts';
import { mergeLaneChange } from './merge-lane-change.ts';

const goOn: LaneChange = { type: 'go-on' };
const short: LaneWaiting = { type: 'wait', dueAt: 10, failures: 1, reason: 'Short' };
const long: LaneWaiting = { type: 'wait', dueAt: 20, failures: 2, reason: 'Long' };
const park: LaneChange = { type: 'park', generation: 1, link: 'lost', reason: 'Lost', remedy: 'Link' };

describe('mergeLaneChange()', () => {
  it('parks whatever else happens', () => {
    for (const other of [goOn, short, park]) {
      assert.equal(mergeLaneChange(park, other).type, 'park');
      assert.equal(mergeLaneChange(other, park).type, 'park');
    }
  });

  it('keeps the longest wait for a park that is overtaken', () => {
    const overtaken = { ...park, overtaken: short };
    assert.deepEqual(mergeLaneChange(park, long), { ...park, overtaken: long });
    assert.deepEqual(mergeLaneChange(long, overtaken), { ...park, overtaken: long });
    assert.deepEqual(mergeLaneChange(overtaken, { ...park, overtaken: long }), { ...park, overtaken: long });
    assert.equal(mergeLaneChange(overtaken, goOn), overtaken);
  });

  it('waits the longer of two waits', () => {
    assert.equal(mergeLaneChange(short, long), long);
    assert.equal(mergeLaneChange(long, short), long);
  });

  it('counts the failures of the shorter wait, too', () => {
    const unsent: LaneChange = { type: 'wait', dueAt: 30, failures: 0, reason: 'Not sent' };
    assert.deepEqual(mergeLaneChange(long, unsent), { ...unsent, failures: 2 });
    assert.deepEqual(mergeLaneChange(unsent, long), { ...unsent, failures: 2 });
  });

  it('keeps waiting when another event was accepted, but counts no failures', () => {
    assert.deepEqual(mergeLaneChange(long, goOn), { ...long, failures: 0 });
    assert.equal(mergeLaneChange(goOn, long), long);
  });

  it('goes on when nothing stands against it', () => {
    assert.equal(mergeLaneChange(goOn, goOn), goOn);
  });
});
