import assert from 'node:assert/strict';
import { it } from 'node:test';
import { judgeNumbers, parseCommandLine } from './command-line.ts';

const options = { seed: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

it('parseCommandLine() hands over what was given, and passes on what is wrong with it', () => {
  const read = ({ seed, json }: { seed?: string; json?: boolean }): string | object =>
    seed === 'x' ? 'No x' : { seed, json };
  assert.deepEqual(parseCommandLine({ args: ['--seed', '7'], options }, read), { seed: '7', json: false });
  assert.equal(parseCommandLine({ args: ['--seed', 'x'], options }, read), 'No x');
  assert.match(String(parseCommandLine({ args: ['--sedes', '7'], options }, read)), /--sedes/);
  assert.match(String(parseCommandLine({ args: ['7'], options }, read)), /7/);
});

it('judgeNumbers() takes whole numbers up to the most, and what was not given', () => {
  assert.equal(judgeNumbers({ seeds: '1', from: '99', seed: undefined }, 99), undefined);
  for (const wrong of ['0', '-1', '1.5', '1e3', '', ' 1', '01', '100', '1'.repeat(20)]) {
    assert.equal(
      judgeNumbers({ seeds: '1', from: wrong }, 99),
      `--from is ${wrong}; allowed are whole numbers from 1 to 99`,
    );
  }
});
