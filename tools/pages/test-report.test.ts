import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeTestRun } from './test-report.ts';

function summary(tests: number, pass: number): string {
  return `ℹ tests ${tests}\nℹ suites 0\nℹ pass ${pass}\nℹ fail ${tests - pass}\nℹ cancelled 0\n`;
}

test('judgeTestRun() passes a clean run and repeats the count', () => {
  assert.deepEqual(judgeTestRun({ output: summary(3, 3), exitCode: 0 }), {
    ok: true,
    lines: ['✔ the output of the whole run holds no secret (6 lines searched)', '✔ 3 tests, 3 passed'],
  });
});

test('judgeTestRun() fails when a test failed, and reads TAP too', () => {
  const { ok, lines } = judgeTestRun({ output: '# tests 2\n# pass 1\n# fail 1\n', exitCode: 1 });
  assert.equal(ok, false);
  assert.equal(lines.at(-1), '✖ 2 tests, 1 passed: 1 failed');
});

test('judgeTestRun() fails when no test ran, or a file was without one', () => {
  assert.equal(judgeTestRun({ output: summary(0, 0), exitCode: 0 }).lines.at(-1), '✖ 0 tests, 0 passed: no test ran');
  const { ok, lines } = judgeTestRun({ output: `✔ packages/a.test.ts (40.1ms)\n${summary(1, 1)}`, exitCode: 0 });
  assert.equal(ok, false);
  assert.match(lines.at(-1) ?? '', /no test in packages\/a.test.ts/);
});

test('judgeTestRun() fails when the output holds a secret, and does not repeat it', () => {
  const secret = ['gatehouse-', 'secret-', 'abc'].join('');
  const { ok, lines } = judgeTestRun({ output: `log: key ${secret}\n${summary(1, 1)}`, exitCode: 0 });
  assert.equal(ok, false);
  assert.deepEqual(lines, [
    '✖ the output of the whole run holds no secret',
    '    line 1 of the output: secret in: log: key [secret]',
    '✖ 1 tests, 1 passed: 1 secrets in the output',
  ]);
});
