import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawProgress } from './draw-progress.ts';

test('drawProgress() draws only what is new, and wipes the line out at the end', () => {
  const written: string[] = [];
  const draw = drawProgress({ isTTY: true, write: text => written.push(text) }, 'Images');
  for (let done = 0; done <= 1_000; done++) draw(done, 1_000);
  draw(0, 0);
  assert.equal(written.length, 102);
  assert.match(written[0] ?? '', /^\rImages \[\.{40}\] 0 %/);
  assert.match(written[100] ?? '', /^\rImages \[#{40}\] 100 %/);
  assert.match(written[101] ?? '', /^\r +\r$/);
});

test('drawProgress() writes nothing where there is no terminal', () => {
  const written: string[] = [];
  drawProgress({ write: text => written.push(text) }, 'Images')(1, 2);
  assert.deepEqual(written, []);
});
