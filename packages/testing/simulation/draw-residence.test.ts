import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Command } from './command.ts';
import { drawResidence } from './draw-residence.ts';

const BUSY_MS = 60_000;
const commands: readonly Command[] = [
  { atMs: 30_000, deed: { type: 'press', customer: 'ann' } },
  { atMs: 10_000, deed: { type: 'disk down', durationMs: 500 } },
  { atMs: 20_000, deed: { type: 'disk full', durationMs: 500, refused: 1 } },
];

function draw(seed: number, relays = 1): ReturnType<typeof drawResidence> {
  return drawResidence({ seed, relays, customers: ['ann', 'bob'], commands, busyMs: BUSY_MS });
}

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

it('drawResidence() leaves the commands of a plan alone whose regions share a store, as two relays always do', () => {
  for (const seed of seeds) {
    assert.deepEqual(draw(seed, 2), { tellsRegion: false, commands });
    if (draw(seed).residence === undefined) assert.deepEqual(draw(seed), draw(seed, 2));
  }
});

it('drawResidence() keeps what was drawn, says whose disk fails, and adds moves and faults within the busy time', () => {
  const housed = seeds.map(seed => draw(seed)).filter(({ residence }) => residence !== undefined);
  assert.ok(housed.length > 30 && housed.length < 70, `${housed.length} of ${seeds.length}`);
  for (const { residence = [], commands: drawn } of housed) {
    const [press, down, full, ...added] = drawn;
    assert.deepEqual(press, commands[0]);
    for (const placed of [down, full]) {
      assert.ok(
        placed &&
          'region' in placed.deed &&
          residence.some(region => 'region' in placed.deed && region === placed.deed.region),
      );
    }
    assert.ok(added.length > 0);
    assert.ok(added.every(({ atMs }) => atMs >= 0 && atMs <= BUSY_MS + 10_000));
  }
  const kinds = new Set(housed.flatMap(({ commands: drawn }) => drawn.map(({ deed }) => deed.type)));
  for (const kind of ['move', 'storm', 'link', 'crash', 'disk down', 'disk hangs']) {
    assert.ok(
      [...kinds].some(found => found === kind),
      kind,
    );
  }
});
