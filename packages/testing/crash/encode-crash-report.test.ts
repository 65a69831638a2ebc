import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LevelReport } from './crash-images.ts';
import { encodeCrashReport, judgeReports } from './encode-crash-report.ts';

const none = { images: 0, kept: 0, lost: 0, malformed: 0 };
const empty: LevelReport = {
  ...{ synchronous: 'FULL', processes: 6, acknowledgements: 300, writes: 900, syncs: 40, stretches: 30 },
  ...none,
  ...{ possible: 100, repeated: 7, kinds: {}, failures: [] },
};
const full: LevelReport = { ...empty, images: 50, kept: 50, kinds: { prefix: { ...none, images: 50, kept: 50 } } };
const normal: LevelReport = { ...empty, synchronous: 'NORMAL', images: 50, kept: 40, lost: 10 };

test('judgeReports() is content when FULL keeps everything and NORMAL does not', () => {
  assert.deepEqual(judgeReports([full, normal]), []);
});

test('judgeReports() finds a loss at FULL, a malformed image at either, and a NORMAL without losses', () => {
  assert.match(judgeReports([{ ...full, lost: 1 }, normal]).join(), /1 images at FULL lose/);
  assert.match(judgeReports([{ ...full, malformed: 2 }, normal]).join(), /2 images at FULL are malformed/);
  assert.match(judgeReports([full, { ...normal, malformed: 2 }]).join(), /2 images at NORMAL are malformed/);
  assert.match(judgeReports([full, { ...normal, lost: 0 }]).join(), /proves nothing/);
});

test('encodeCrashReport() tells counts by kind, what was left out, the bounds and an example', () => {
  const verdict = { type: 'lost', what: ['grant of c-1: written as 3, and is not there'] } as const;
  const failures = [{ kind: 'prefix', stretch: 4, verdict, image: new Map() } as const];
  const text = encodeCrashReport([full, { ...normal, failures }], { commit: 'abc', seed: 5 });
  assert.match(text, /^Commit abc, seed 5\n/);
  assert.match(text, /100 possible, 50 judged, 7 equal to another, 43 left out/);
  assert.match(text, /prefix +50 +50 +0 +0\n/);
  assert.match(text, /for example prefix of stretch 4: 1 lost, as grant of c-1: written as 3, and is not there/);
  assert.match(text, /sectors of 512 bytes/);
  assert.match(text, /FULL keeps everything, and NORMAL shows that losses are found\n$/);
});
