import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseOptions, USAGE } from './parse-options.ts';

const defaults = {
  seeds: 100,
  from: 1,
  seed: undefined,
  progress: undefined,
  lyingDisk: false,
  json: false,
  help: false,
};

it('parseOptions() reads every option, and has a default for each', () => {
  assert.deepEqual(parseOptions([]), defaults);
  const args = ['--seeds', '7', '--from', '1001', '--progress', '0', '--lying-disk', '--json'];
  const read = { ...defaults, seeds: 7, from: 1_001, progress: 0, lyingDisk: true, json: true };
  assert.deepEqual(parseOptions(args), read);
  assert.deepEqual(parseOptions(['--seed', '12']), { ...defaults, seed: 12 });
  assert.deepEqual(parseOptions(['--help']), { ...defaults, help: true });
});

for (const [args, message] of [
  [['--seeds', '0'], '--seeds is 0; allowed are whole numbers from 1 to 999999999'],
  [['--from', 'x'], '--from is x; allowed are whole numbers from 1 to 999999999'],
  [['--seed', '1.5'], '--seed is 1.5; allowed are whole numbers from 1 to 999999999'],
  [['--progress', 'soon'], '--progress is soon; allowed are whole numbers of seconds from 0 to 999999999'],
  [['--seed', '1', '--from', '2'], '--seed runs one seed alone; allowed beside it are --lying-disk and --json'],
] as const) {
  it(`parseOptions() says what is wrong with ${args.join(' ')}`, () => assert.equal(parseOptions(args), message));
}

it('parseOptions() names an option that there is not, and a value that nobody asked for', () => {
  assert.match(String(parseOptions(['--sedes', '1'])), /--sedes/);
  assert.match(String(parseOptions(['12'])), /12/);
});

it('USAGE names every option', () => {
  for (const name of ['seeds', 'from', 'seed', 'progress', 'lying-disk', 'json'])
    assert.ok(USAGE.includes(`--${name}`));
});
