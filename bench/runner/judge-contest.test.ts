import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeContest, type RowPlan } from './judge-contest.ts';
import type { Goal, Row } from './row.ts';
import type { Sample } from './sample.ts';

/** Ours takes 100 ns an operation, the other 300, and one round was disturbed for both. */
const result: ReadonlyMap<string, readonly Sample[]> = new Map([
  ['ours', [100, 900, 100].map(sampleOf)],
  ['other', [300, 2700, 300].map(sampleOf)],
]);

function sampleOf(ns: number): Sample {
  return { operations: 10, wallNs: ns * 10, cpuNs: ns * 8 };
}

function judge(goal: Goal | undefined): Row {
  const plan: RowPlan = { name: 'row', operation: 'message', ours: 'ours', against: 'other', goal };
  return judgeContest(result, plan);
}

describe('judgeContest()', () => {
  it('says how many times faster ours is', () => {
    const { name, value, unit, against, againstValue, ratio, goal, ok, cpu, againstCpu } = judge({
      type: 'times-faster',
      bar: 2,
    });
    assert.deepEqual(
      { name, value, unit, against, againstValue, ratio, goal, ok, cpu, againstCpu },
      {
        name: 'row',
        value: 100,
        unit: 'ns/message',
        against: 'other',
        againstValue: 300,
        ratio: 3,
        goal: '≥ 2',
        ok: true,
        cpu: 80,
        againstCpu: 240,
      },
    );
    assert.equal(judge({ type: 'times-faster', bar: 3 }).ok, true);
    assert.equal(judge({ type: 'times-faster', bar: 3.1 }).ok, false);
  });

  it("says which share of the other's cost ours is", () => {
    const row = judge({ type: 'share', bar: 0.25 });
    assert.equal(row.ratio, 1 / 3);
    assert.equal(row.goal, '≤ 0.25');
    assert.equal(row.ok, false);
    assert.equal(judge({ type: 'share', bar: 0.5 }).ok, true);
  });

  it('without a goal is content with anything', () => {
    const row = judge(undefined);
    assert.deepEqual([row.goal, row.ok, row.ratio], [null, true, 3]);
  });

  it('of a contestant that did not play is not content', () => {
    const plan: RowPlan = {
      name: 'row',
      operation: 'message',
      ours: 'ours',
      against: 'absent',
      goal: { type: 'share', bar: 1 },
    };
    assert.equal(judgeContest(result, plan).ok, false);
  });
});
