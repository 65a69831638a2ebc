import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeFigure } from './judge-figure.ts';

const plan = { name: 'relay/memory', unit: 'MB', against: 'nothing queued', atMost: 250 };

describe('judgeFigure()', () => {
  it('holds the median of ours against the bar, and says how it compares', () => {
    const row = judgeFigure({ ours: [240, 250, 900], theirs: [120, 125, 450] }, plan);
    assert.deepEqual(
      [row.value, row.unit, row.againstValue, row.ratio, row.goal, row.ok, row.cpu],
      [250, 'MB', 125, 2, '≤ 250 MB', true, null],
    );
    assert.equal(judgeFigure({ ours: [251], theirs: [10] }, plan).ok, false);
  });

  it('without a bar is content with anything, and with one not with nothing', () => {
    const row = judgeFigure({ ours: [251], theirs: [10] }, { ...plan, atMost: undefined });
    assert.deepEqual([row.goal, row.ok], [null, true]);
    assert.equal(judgeFigure({ ours: [], theirs: [] }, plan).ok, false);
  });
});
