import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../process.ts';
import type { NoticeReport } from './run-notices.ts';

const script = fileURLToPath(new URL('./main.ts', import.meta.url));

it('the command tells what was done and what became of it', async () => {
  const { code, stdout } = await runProcess({ script, args: ['--days', '2', '--customers', '20', '--seed', '5'] });
  assert.equal(code, 0);
  assert.match(stdout, /^Seed 5: 2 days, 20 customers, \d+ looks at what one is shown\n\nWhat was done\n/);
  assert.match(stdout, /\n {2}heard +\d+\n(?:.*\n)+\nNo promise was broken\n$/);
});

it('the command tells it as JSON, and what it takes, and what is wrong with an option', async () => {
  const run = (...args: readonly string[]) => runProcess({ script, args });
  const [json, help, wrong] = await Promise.all([
    run('--days', '1', '--customers', '9', '--json'),
    run('--help'),
    run('--days', '0'),
  ]);
  assert.equal((JSON.parse(json.stdout) as NoticeReport).customers, 9);
  assert.deepEqual([help.code, help.stderr], [0, '']);
  assert.match(help.stdout, /--customers N/);
  assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /^--days is 0; allowed are whole numbers from 1/);
});
