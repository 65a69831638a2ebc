import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from '@gatehouse/gateway/testing';
import { runCommand, runProcess, startCommand } from '@gatehouse/testing';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'device-cloud');
const MAIN = join(EXAMPLE, 'main.mjs');
const API_KEY = 'gatehouse-secret-relay-of-the-example';
/** Where `gatehouse` is found, and the Node.js that it runs on. */
const PATH = [join(ROOT, 'node_modules', '.bin'), dirname(process.execPath), process.env.PATH].join(delimiter);

for (const [where, env] of [
  ['as it is', {}],
  ['with an API key on the relay, for customers of Europe', { GATEHOUSE_RELAY_API_KEY: API_KEY, CLOUD_REGION: 'EU' }],
] as const) {
  test(`the device cloud holds every step of its check under gatehouse exec, ${where}`, async () => {
    const words = ['exec', '--', process.execPath, 'check.mjs'];
    const { code, stdout, stderr } = await runCommand(words, { cwd: EXAMPLE, env: { ...env, PATH } });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, stdout);
    assert.doesNotMatch(stdout, /^not ok/m);
    assert.equal([...stdout.matchAll(/^ok \d+ /gm)].length, 19, stdout);
    assert.match(stdout, /^1\.\.19$/m);
  });
}

test('the device cloud says what to do when there is no gateway to check against', async () => {
  const { code, stderr } = await runProcess({ script: join(EXAMPLE, 'check.mjs') });
  assert.equal(code, 2);
  assert.match(stderr, /run: gatehouse exec -- node check\.mjs/);
});

for (const [what, env, message] of [
  ['is not told where the relay is', {}, /^Set RELAY_URL to the relay's address, such as http:\/\/127\.0\.0\.1:4500$/m],
  ['is told an address that is none', { RELAY_URL: 'localhost' }, /^RELAY_URL is localhost; allowed is an address/],
  ['is told a password', { RELAY_URL: 'http://me:gatehouse-secret@host' }, /^RELAY_URL has an @ in it; allowed is/],
  ['is told no key', { RELAY_URL: 'http://127.0.0.1:1', HANDLER_KEY: 'a b' }, /^HANDLER_KEY has a character that/],
  ['is told no port', { RELAY_URL: 'http://127.0.0.1:1', CLOUD_PORT: '80a' }, /^CLOUD_PORT is 80a; allowed are 0 to/],
  ['is told no region', { RELAY_URL: 'http://127.0.0.1:1', CLOUD_REGION: 'US' }, /^CLOUD_REGION is US; allowed are NA/],
] as const) {
  test(`the device cloud ends with 2 and says why when it ${what}`, async () => {
    const { code, stdout, stderr } = await runProcess({ script: MAIN, env });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  });
}

test('the device cloud ends with 2 when the relay does not take its key', async () => {
  await using relay = await startRelay({ GATEHOUSE_RELAY_API_KEY: API_KEY });
  const env = { RELAY_URL: String(relay.ready.url), RELAY_API_KEY: 'gatehouse-secret-other', CLOUD_PORT: '0' };
  const { code, stderr } = await runProcess({ script: MAIN, env });
  assert.equal(code, 2);
  assert.match(stderr, /does not take the key; set RELAY_API_KEY/);
});

test('the device cloud runs as a program, and ends with 0 on SIGTERM', async () => {
  await using gateway = await startGateway({ realTime: true });
  const { clientId, clientSecret, skillId } = await gateway.addSkill();
  await gateway.addCustomer();
  const skill = { GATEHOUSE_SKILL_ID: skillId, GATEHOUSE_CLIENT_ID: clientId, GATEHOUSE_CLIENT_SECRET: clientSecret };
  await using relay = await startRelay({ ...gateway.env, ...skill });
  await using cloud = await startCloud({ RELAY_URL: String(relay.ready.url) });
  const { token } = await cloud.ask('/accounts', { id: 'ann' });
  await gateway.addSkill({ skillId, clientId, clientSecret, directiveUrl: `${cloud.url}/alexa` });
  const off = { id: 'ann', endpointId: 'lamp-1', namespace: 'Alexa.PowerController', value: 'OFF' };
  // The answer comes behind the registration, so that the link discovers the lamp.
  assert.deepEqual(await cloud.ask('/switch', off), { outcome: 'taken' });
  assert.equal((await gateway.link({ granteeToken: String(token) })).linked, true);
  assert.deepEqual(await cloud.ask('/switch', { ...off, value: 'ON' }), { outcome: 'taken' });
  // The relay leaves Alexa two seconds to take in what she has discovered.
  const report = { kind: 'ChangeReport', endpointId: 'lamp-1' } as const;
  const [entry] = await gateway.until(report, { timeoutMs: 20_000 });
  assert.equal(entry?.verdict, 'accepted');
  assert.equal((await cloud.ask('/link', { id: 'ann' })).state, 'active');
  assert.equal(await cloud.end('SIGTERM'), 0);
});

test('the device cloud ends with 0 on SIGINT, also when the relay never answered and somebody is leaving', async () => {
  await using cloud = await startCloud({ RELAY_URL: 'http://127.0.0.1:1' });
  const { token } = await cloud.ask('/accounts', { id: 'ann' });
  const leaving = cloud.ask('/leave', { id: 'ann' }).catch(() => undefined);
  // Who has begun to leave is nobody's account any more: then the token opens nothing.
  const userinfo = { headers: { authorization: `Bearer ${token}` } };
  while ((await fetch(`${cloud.url}/userinfo`, userinfo)).status !== 401) await sleep(20);
  const toldAt = performance.now();
  assert.equal(await cloud.end('SIGINT'), 0);
  assert.ok(performance.now() - toldAt < 15_000, 'a leave waits for Alexa for 20 s, a stop does not');
  await leaving;
  assert.match(cloud.said(), /does not answer yet; what is to be told waits for it/);
});

test('the device cloud refuses what its doors do not take, and tells a token once', async () => {
  await using cloud = await startCloud({ RELAY_URL: 'http://127.0.0.1:1' });
  const statusOf = async (body: unknown, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(`${cloud.url}/accounts`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  for (const id of ['..', '.', '-a', '', 'a/b', 7]) assert.equal(await statusOf({ id }), 400, String(id));
  assert.equal(await statusOf(null), 400);
  assert.equal(await statusOf({ id: 'ann' }, { origin: 'http://example.com' }), 403);
  assert.equal(await statusOf({ id: 'ann' }), 200);
  assert.equal(await statusOf({ id: 'ann' }), 409);
});

function startRelay(env: Readonly<Record<string, string>>): ReturnType<typeof startCommand> {
  const words = ['relay', '--port', '0', '--json'];
  return startCommand(words, { env: { GATEHOUSE_RELAY_STORE: 'memory:', ...env } });
}

interface RunningCloud extends AsyncDisposable {
  readonly url: string;
  ask(path: string, body: object): Promise<Record<string, unknown>>;
  end(signal: NodeJS.Signals): Promise<number | null>;
  said(): string;
}

async function startCloud(env: Readonly<Record<string, string>>): Promise<RunningCloud> {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, [MAIN], {
    env: { ...env, CLOUD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    exited.then(([code]) => assert.fail(`ended with ${code}: ${said}`)),
  ]);
  const [, url = assert.fail(String(line))] = /(http:\S+)\/alexa/.exec(String(line)) ?? [];
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };
  const ask = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, unknown>;
  };
  const dispose = async (): Promise<void> => void (await end('SIGKILL'));
  return { url, ask, end, said: () => said, [Symbol.asyncDispose]: dispose };
}
