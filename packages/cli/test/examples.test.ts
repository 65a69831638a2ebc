import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertState, startGateway } from '@gatehouse/gateway/testing';
import { runCommand, runProcess } from '@gatehouse/testing';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples');

for (const [where, env] of [
  ['as it is', {}],
  ['with the profile of 2019, for customers of Europe', { GATEHOUSE_GATEWAY_PROFILE: '2019', SKILL_REGION: 'EU' }],
  ['with a key for the control API', { GATEHOUSE_GATEWAY_API_KEY: 'gatehouse-secret-examples-key' }],
] as const) {
  test(`the plain skill holds every step of its check under gatehouse exec, ${where}`, async () => {
    const cwd = join(EXAMPLES, 'plain-skill');
    const { code, stdout, stderr } = await runCommand(['exec', '--', process.execPath, 'check.mjs'], { cwd, env });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, stdout);
    assert.doesNotMatch(stdout, /^not ok/m);
    assert.ok([...stdout.matchAll(/^ok /gm)].length >= 9, stdout);
  });
}

test('the plain skill runs as a program of its own, and ends when it is told to', async () => {
  await using gateway = await startGateway();
  const { skillId, clientId, clientSecret } = await gateway.addSkill();
  await gateway.addCustomer();
  const child = spawn(process.execPath, [join(EXAMPLES, 'plain-skill', 'main.mjs')], {
    env: { ...gateway.env, SKILL_PORT: '0', SKILL_CLIENT_ID: clientId, SKILL_CLIENT_SECRET: clientSecret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(child.stdout, 'data');
    const [, url = assert.fail(String(line))] = /(http:\S+)\/alexa/.exec(String(line)) ?? [];
    const ask = async (path: string, body: object): Promise<Record<string, string>> =>
      (await (await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
        string,
        string
      >;
    const { token = '' } = await ask('/accounts', { id: 'ann' });
    await gateway.addSkill({ skillId, clientId, clientSecret, directiveUrl: `${url}/alexa` });
    assert.equal((await gateway.link({ granteeToken: token })).linked, true);
    const switched = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', value: 'OFF' };
    assert.deepEqual(await ask('/switch', { id: 'ann', ...switched }), { outcome: 'accepted' });
    await assertState(gateway, { ...switched, name: 'powerState' });
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
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

test('the custom skill holds every step of its check under gatehouse exec, by other modes and profiles, too', async () => {
  const cwd = join(EXAMPLES, 'custom-skill');
  const observed = { GATEHOUSE_GATEWAY_MODE: 'observed', SKILL_REGION: 'FE' };
  for (const env of [{}, observed, { GATEHOUSE_GATEWAY_PROFILE: '2019', SKILL_REGION: 'EU' }]) {
    const { code, stdout, stderr } = await runCommand(['exec', '--', process.execPath, 'check.mjs'], { cwd, env });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, stdout);
    assert.doesNotMatch(stdout, /^not ok/m);
    assert.equal([...stdout.matchAll(/^ok /gm)].length, 11, stdout);
  }
});

test('the custom skill runs as a program: subscribers come by skill events, notices go at its word', async () => {
  await using gateway = await startGateway({ realTime: true });
  const permissions = ['alexa::devices:all:notifications:write'];
  const publications = ['AMAZON.OrderStatus.Updated'];
  const { skillId, clientId, clientSecret } = await gateway.addSkill({ permissions, publications });
  const child = spawn(process.execPath, [join(EXAMPLES, 'custom-skill', 'main.mjs')], {
    env: { ...gateway.env, SKILL_PORT: '0', SKILL_CLIENT_ID: clientId, SKILL_CLIENT_SECRET: clientSecret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(child.stdout, 'data');
    const [, url = assert.fail(String(line))] = /(http:\S+)\/skill-events/.exec(String(line)) ?? [];
    await gateway.addSkill({
      skillId,
      clientId,
      clientSecret,
      permissions,
      publications,
      eventsUrl: `${url}/skill-events`,
    });
    await gateway.addCustomer({ userId: 'ann', locale: 'en-US' });
    await gateway.subscribe();
    const body = JSON.stringify({ userId: 'ann', order: 1, status: 'ORDER_DELIVERED' });
    const answer = await fetch(`${url}/orders`, { method: 'POST', body });
    assert.deepEqual(await answer.json(), { outcome: 'accepted' });
    const { text, stage } = await gateway.untilNotice({ state: 'delivered' });
    assert.deepEqual([text, stage], ['Your order from Any Shop has been delivered.', 'development']);
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('the custom skill says what it lacks', async () => {
  const check = await runProcess({ script: join(EXAMPLES, 'custom-skill', 'check.mjs') });
  assert.equal(check.code, 2);
  assert.match(check.stderr, /run: gatehouse exec -- node check\.mjs/);
  const main = await runProcess({ script: join(EXAMPLES, 'custom-skill', 'main.mjs') });
  assert.equal(main.code, 2);
  assert.match(main.stderr, /Set SKILL_CLIENT_ID and SKILL_CLIENT_SECRET/);
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
