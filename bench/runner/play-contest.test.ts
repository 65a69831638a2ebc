import assert from 'node:assert/strict';
import { it } from 'node:test';
import { playContest } from './play-contest.ts';
import type { Contestant } from './sample.ts';

it('playContest() plays in turns and counts only what comes after the warm-up', async () => {
  const played: string[] = [];
  const contestantOf = (name: string): Contestant => ({
    name,
    play: () => {
      played.push(name);
      return { operations: 1, wallNs: played.length, cpuNs: 0 };
    },
  });
  const slow: Contestant = { name: 'slow', play: async () => contestantOf('slow').play() };
  const result = await playContest([contestantOf('quick'), slow], { warmUps: 1, rounds: 2 });
  assert.deepEqual(played, ['quick', 'slow', 'quick', 'slow', 'quick', 'slow']);
  const wall = (name: string): number[] | undefined => result.get(name)?.map(({ wallNs }) => wallNs);
  assert.deepEqual(wall('quick'), [3, 5]);
  assert.deepEqual(wall('slow'), [4, 6]);
});

it('playContest() fails when a contestant fails', async () => {
  const broken: Contestant = { name: 'broken', play: () => Promise.reject(new RangeError('broken')) };
  await assert.rejects(playContest([broken], { warmUps: 0, rounds: 1 }), /broken/);
});
