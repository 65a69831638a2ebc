import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertNoSecret } from '../secrets.ts';
import type { Command } from './command.ts';
import { createPlan } from './plan.ts';
import { runSeed, type SeedReport } from './run-seed.ts';
import { shrinkCommands } from './shrink-commands.ts';

/** A disk that acknowledges before it syncs. */
const LYING = { syncEvery: 50 };

/** The first seeds of which a lying disk breaks one. */
const LYING_SEEDS = 40;

it('runSeed() plays a seed the same again, byte for byte', async () => {
  for (const seed of [1, 2, 3]) {
    const [first, second] = [await runSeed(seed), await runSeed(seed)];
    assert.deepEqual(second, first);
    assert.ok(first.trace.length > 10);
    assertNoSecret(first.trace.join('\n'));
  }
});

it('createPlan() draws another plan for another seed, and the same for the same', () => {
  assert.deepEqual(createPlan(7), createPlan(7));
  assert.notDeepEqual(createPlan(7).commands, createPlan(8).commands);
});

it('runSeed() notices a disk that acknowledges what it then loses, and shrinks to what shows it', async () => {
  const found = await findBroken();
  const { name } = found.violation ?? assert.fail(`None of ${LYING_SEEDS} seeds noticed`);
  const breaks = async (commands: readonly Command[]): Promise<boolean> =>
    (await runSeed(found.seed, { ...LYING, commands })).violation?.name === name;
  const { commands } = createPlan(found.seed);
  const left = await shrinkCommands(commands, breaks);
  assert.ok(left.length < commands.length / 2, `${left.length} of ${commands.length} commands are left`);
  assert.ok(left.some(({ deed }) => deed.type === 'crash'));
  assert.equal((await runSeed(found.seed)).violation, undefined, 'an honest disk loses nothing');
});

async function findBroken(): Promise<SeedReport> {
  for (let seed = 1; seed < LYING_SEEDS; seed++) {
    const report = await runSeed(seed, LYING);
    if (report.violation?.name === 'lost') return report;
  }
  return assert.fail(`None of ${LYING_SEEDS} seeds notices a lying disk`);
}
