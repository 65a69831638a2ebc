import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '@gatehouse/client/platform';
import type { PendingChange } from './disk-change.ts';
import { DiskState } from './disk-state.ts';
import { type ImageKind, planImages, RANDOM_IMAGES } from './image-plan.ts';
import type { Stretch } from './stretch.ts';
import { cutSectors, TEAR_COUNT, tearWrite, type WriteChange } from './torn-write.ts';

const named = new DiskState().apply([{ type: 'make', in: 0, name: 'a', node: 1, kind: 'file' }]);
const write = (offset: number, text: string): WriteChange => ({
  type: 'write',
  node: 1,
  offset,
  bytes: Buffer.from(text),
});

function contentsOf(pending: readonly PendingChange[], kind: ImageKind, base = named): string[] {
  const stretch: Stretch = { base, pending, acknowledged: [] };
  const { images } = planImages(stretch, { random: createSeededRandom(1), most: 10_000 });
  return images
    .filter(image => image.kind === kind)
    .map(({ left }) => Buffer.from(base.copy().apply(left).toImage().get('a') ?? []).toString());
}

test('planImages() leaves every prefix, all but one, and one alone', () => {
  const pending = [write(0, 'a'), write(1, 'b'), write(2, 'c')];
  assert.deepEqual(contentsOf(pending, 'prefix').sort(), ['', 'a', 'ab', 'abc']);
  assert.deepEqual(contentsOf(pending, 'missing').sort(), ['\0bc', 'a\0c', 'ab']);
  assert.deepEqual(contentsOf(pending, 'alone').sort(), ['\0\0c', '\0b', 'a']);
});

test('planImages() tears each write that spans sectors, at the end of a prefix and amid the rest', () => {
  const pending = [write(0, 'x'.repeat(700)), write(700, 'y')];
  const tails = contentsOf(pending, 'torn tail');
  const amid = contentsOf(pending, 'torn amid');
  assert.equal(tails.length, TEAR_COUNT);
  assert.ok(tails.includes('x'.repeat(512)));
  assert.ok(tails.includes('\0'.repeat(512) + 'x'.repeat(188)));
  assert.ok(amid.includes(`${'x'.repeat(512)}${'\0'.repeat(188)}y`));
  assert.ok(amid.every(content => content.endsWith('y')));
});

test('planImages() gives files the length of all with the content of some', () => {
  const lengths = contentsOf([write(0, 'ab'), write(2, 'cd')], 'length');
  assert.ok(lengths.every(content => Buffer.byteLength(content) >= 4));
  assert.ok(lengths.includes('\0\0\0\0'));
  assert.ok(lengths.includes('ab\0\0'));
  const noisy = lengths.filter(content => !content.includes('\0\0'));
  assert.ok(noisy.length > 0);
});

test('planImages() leaves names in every combination, with and without content', () => {
  const make: PendingChange = { type: 'make', in: 0, name: 'a', node: 1, kind: 'file' };
  const also: PendingChange = { type: 'make', in: 0, name: 'b', node: 2, kind: 'file' };
  const base = new DiskState();
  const { images } = planImages(
    { base, pending: [make, write(0, 'x'), also], acknowledged: [] },
    { random: createSeededRandom(1), most: 12 },
  );
  const told = images
    .filter(({ kind }) => kind === 'names')
    .map(({ left }) => [...base.copy().apply(left).toImage()].map(([path, bytes]) => `${path}${bytes.length}`).join());
  assert.deepEqual(told.sort(), ['', '', 'a0', 'a0,b0', 'a1', 'a1,b0', 'b0', 'b0']);
});

test('planImages() keeps to its bound, always with nothing and everything, and says how many there are', () => {
  const pending = Array.from({ length: 50 }, (_, index) => write(index, 'x'));
  const stretch: Stretch = { base: named, pending, acknowledged: [] };
  const few = planImages(stretch, { random: createSeededRandom(7), most: 20 });
  const all = planImages(stretch, { random: createSeededRandom(7), most: 10_000 });
  assert.equal(few.images.length, 20);
  assert.deepEqual(
    few.images.slice(0, 2).map(({ left }) => left.length),
    [0, 50],
  );
  assert.equal(all.images.length, all.possible);
  assert.equal(few.possible, all.possible);
  assert.equal(all.images.filter(({ kind }) => kind === 'random').length, RANDOM_IMAGES);
});

test('planImages() draws the same images of the same seed', () => {
  const pending = Array.from({ length: 30 }, (_, index) => write(index * 600, 'x'.repeat(600)));
  const draw = (seed: number) =>
    planImages({ base: named, pending, acknowledged: [] }, { random: createSeededRandom(seed), most: 40 }).images;
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
});

test('planImages() has one image of a stretch in which everything is synced', () => {
  const plan = planImages({ base: named, pending: [], acknowledged: [] }, { random: createSeededRandom(1), most: 5 });
  assert.deepEqual(plan, { images: [{ kind: 'prefix', left: [] }], possible: 1 });
});

test('cutSectors() cuts where sectors of the file end, and nothing is lost by it', () => {
  const pieces = cutSectors(write(500, 'x'.repeat(1_000)));
  assert.deepEqual(
    pieces.map(({ offset, bytes }) => [offset, bytes.length]),
    [
      [500, 12],
      [512, 512],
      [1024, 476],
    ],
  );
});

test('tearWrite() leaves a part of the sectors, never all, and cannot tear what lies in one', () => {
  for (let way = 0; way < TEAR_COUNT; way++) {
    const left = tearWrite(write(0, 'x'.repeat(4_096)), way);
    assert.ok(left !== undefined && left.length > 0 && left.length < 8, `way ${way}`);
    assert.equal(tearWrite(write(0, 'x'), way), undefined);
  }
});
