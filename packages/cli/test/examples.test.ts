import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand, runProcess } from '@gatehouse/testing';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');

test('the plain skill holds every step of its check, under gatehouse exec', async () => {
  const cwd = join(EXAMPLES, 'plain-skill');
  const { code, stdout, stderr } = await runCommand(['exec', '--', process.execPath, 'check.mjs'], { cwd });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, stdout);
  assert.doesNotMatch(stdout, /^not ok/m);
  assert.ok([...stdout.matchAll(/^ok /gm)].length >= 9, stdout);
});

test('the plain skill says what to do when there is no gateway to check against', async () => {
  const { code, stderr } = await runProcess({ script: join(EXAMPLES, 'plain-skill', 'check.mjs') });
  assert.equal(code, 2);
  assert.match(stderr, /run: gatehouse exec -- node check\.mjs/);
});

test('the plain skill starts as a program, and says which variables it lacks', async () => {
  const { code, stderr } = await runProcess({ script: join(EXAMPLES, 'plain-skill', 'main.mjs') });
  assert.equal(code, 2);
  assert.match(stderr, /Set SKILL_CLIENT_ID and SKILL_CLIENT_SECRET/);
});

test('the example of vitest passes', async () => {
  const cwd = join(EXAMPLES, 'vitest');
  const manifest = createRequire(join(cwd, 'package.json')).resolve('vitest/package.json');
  const script = join(manifest, '..', 'vitest.mjs');
  const { code, stdout, stderr } = await runProcess({ script, args: ['run'], cwd, env: { NO_COLOR: '1', CI: '1' } });
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /Tests +\d+ passed/);
});

test('every example has a page', () => {
  for (const example of readdirSync(EXAMPLES)) {
    assert.ok(readdirSync(join(EXAMPLES, example)).includes('README.md'), example);
  }
});
