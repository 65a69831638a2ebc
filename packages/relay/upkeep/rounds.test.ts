import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { Rounds } from './rounds.ts';

function openRounds(round: (isOver: () => boolean) => Promise<void>) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const rounds = new Rounds({ name: 'Upkeep', everyMs: 1_000, round, clock, random: createSeededRandom(1), log });
  return { clock, log, rounds };
}

test('Rounds come one after the other, each after a pause of its own length, until they are stopped', async () => {
  const at: number[] = [];
  const { clock, rounds } = openRounds(async () => void at.push(clock.now()));
  const start = clock.now();
  rounds.start();
  await clock.advance(20_000);
  const pauses = at.map((time, index) => time - (at[index - 1] ?? start));
  assert.ok(at.length >= 13 && at.length <= 40);
  assert.ok(pauses.every(pause => pause >= 500 && pause <= 1_500));
  assert.ok(new Set(pauses).size > 5);
  await rounds.stop();
  assert.deepEqual(clock.pending(), []);
});

test('hurry() brings the next round at once, and one more behind the one under way', async () => {
  let played = 0;
  let finish = (): void => {};
  const { clock, rounds } = openRounds(async () => {
    played += 1;
    await new Promise<void>(resolve => {
      finish = resolve;
    });
  });
  rounds.hurry();
  await clock.advance(0);
  assert.equal(played, 0);
  rounds.start();
  rounds.hurry();
  await clock.advance(0);
  assert.equal(played, 1);
  rounds.hurry();
  rounds.hurry();
  await clock.advance(0);
  assert.equal(played, 1);
  finish();
  await clock.advance(0);
  assert.equal(played, 2);
  finish();
  await rounds.stop();
});

test('Rounds go on after one that failed', async () => {
  let played = 0;
  const { clock, log, rounds } = openRounds(async () => {
    played += 1;
    throw new TypeError('the disk is gone');
  });
  rounds.start();
  await clock.advance(5_000);
  assert.ok(played > 1);
  assert.match(log.text(), /Upkeep failed; the next round tries again/);
  await rounds.stop();
});

test('stop() tells the round under way that it is over, waits for it, and nothing comes after', async () => {
  const seen: boolean[] = [];
  let go = (): void => {};
  const { clock, rounds } = openRounds(async isOver => {
    seen.push(isOver());
    await new Promise<void>(resolve => {
      go = resolve;
    });
    seen.push(isOver());
  });
  rounds.start();
  rounds.hurry();
  await clock.advance(0);
  const stopped = rounds.stop();
  go();
  await stopped;
  rounds.hurry();
  await clock.advance(10_000);
  assert.deepEqual([seen, clock.pending()], [[false, true], []]);
});
