import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from './start-command.ts';

test('runCommand() runs gatehouse to its end', async () => {
  const { code, stdout } = await runCommand(['--help']);
  assert.equal(code, 0);
  assert.match(stdout, /gatehouse/);
});

test('runCommand() answers the exit code of wrong usage', async () => {
  const { code, stderr } = await runCommand(['no-such-command']);
  assert.equal(code, 2);
  assert.notEqual(stderr, '');
});
