import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawnNode } from '../platform/spawn-node.ts';
import { runProcess } from '../process.ts';
import { describeFailure } from './encode-report.ts';
import { runSeed } from './run-seed.ts';
import type { SimulationReport } from './simulate.ts';

const script = fileURLToPath(new URL('./main.ts', import.meta.url));

function run(...args: readonly string[]): ReturnType<typeof runProcess> {
  return runProcess({ script, args });
}

it('--help tells every option and ends with 0; a wrong option ends with 2 and says what is allowed', async () => {
  const [help, wrong] = await Promise.all([run('--help'), run('--seeds', 'many')]);
  assert.deepEqual([help.code, help.stderr], [0, '']);
  assert.match(help.stdout, /--lying-disk/);
  assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /^--seeds is many; allowed are whole numbers from 1/);
});

it('--seeds and --from run these seeds and tell faults by kind and states reached', async () => {
  const { code, stdout, stderr } = await run('--from', '41', '--seeds', '3');
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^3 seeds from 41 on, on commit \w+\n\nFaults injected, by kind\n {2}\w.* +\d+\n/);
  assert.match(stdout, /\nStates reached\n(?: {2}.*\n)+\nNo invariant was broken\n$/);
  assert.match(stdout, /\n {2}an event is delivered +\d+\n/);
});

it('--seed tells a seed line by line, the same at each run', async () => {
  const [first, second] = await Promise.all([run('--seed', '2'), run('--seed', '2')]);
  assert.equal(first.code, 0);
  assert.match(first.stdout, /> faults cease\n/);
  assert.equal(second.stdout, first.stdout);
});

it('--lying-disk is noticed: a failing seed at once on stderr, at the end with its commands, exit code 1', async () => {
  const seed = await findBroken();
  const { code, stdout, stderr } = await run('--lying-disk', '--from', String(seed), '--seeds', '1', '--json');
  assert.equal(code, 1);
  const [failure] = (JSON.parse(stdout) as SimulationReport).failures;
  assert.ok(failure && failure.commands.length > 0);
  assert.equal(stderr, `${describeFailure(failure)}\n`);
  const again = await run('--lying-disk', '--seed', String(seed));
  assert.deepEqual([again.code, again.stderr], [1, stderr]);
});

async function findBroken(): Promise<number> {
  for (let seed = 1; seed < 40; seed++) {
    if ((await runSeed(seed, { syncEvery: 50 })).violation !== undefined) return seed;
  }
  return assert.fail('None of 40 seeds notices a lying disk');
}

it('SIGINT ends a run that tells its progress, with what was reached so far and exit code 130', async () => {
  const { child, output, exited } = spawnNode({ script, args: ['--seeds', '1000000', '--progress', '1', '--json'] });
  await new Promise<void>(resolve => {
    child.stderr.on('data', () => {
      if (/^[1-9]\d* of 1000000 seeds/m.test(output.stderr)) resolve();
    });
    void exited.then(() => resolve());
  });
  child.kill('SIGINT');
  const { code, stdout } = await exited;
  assert.equal(code, 130);
  const report = JSON.parse(stdout) as SimulationReport;
  assert.ok(report.interrupted);
  assert.ok(report.seeds > 0 && report.seeds < 1_000_000);
  assert.ok((report.states['an event is delivered'] ?? 0) > 0);
});
