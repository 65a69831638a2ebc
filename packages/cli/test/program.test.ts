import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

const COMMANDS = ['dev', 'gateway', 'relay', 'exec'];

test('gatehouse --help tells every command on stdout and exits 0', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['--help'], host), 0);
  for (const command of COMMANDS) assert.match(host.written.out, new RegExp(`^  ${command} `, 'm'));
  assert.equal(host.written.err, '');
});

for (const command of COMMANDS) {
  test(`gatehouse ${command} --help tells its options on stdout and exits 0`, async () => {
    const host = createRecordingHost();
    assert.equal(await runProgram([command, '--help'], host), 0);
    assert.match(host.written.out, new RegExp(`Usage: gatehouse ${command} `));
    assert.match(host.written.out, /--log-level/);
    assert.equal(host.written.err, '');
  });
}

test('gatehouse dev --help tells where the relay is, and that nothing is configured', async () => {
  const host = createRecordingHost();
  await runProgram(['dev', '--help'], host);
  assert.match(host.written.out, /relay listens on port 4500, or on a free one/);
  assert.match(host.written.out, /reads\s+no configuration/);
});

test('gatehouse help COMMAND is the same as COMMAND --help', async () => {
  const [asked, option] = [createRecordingHost(), createRecordingHost()];
  assert.equal(await runProgram(['help', 'relay'], asked), 0);
  assert.equal(await runProgram(['relay', '--help'], option), 0);
  assert.equal(await runProgram(['help', 'keys', 'api'], createRecordingHost()), 0);
  assert.equal(asked.written.out, option.written.out);
});

const misuses: readonly (readonly string[])[] = [
  [],
  ['fly'],
  ['fly', '--help'],
  ['fly', '-h'],
  ['help', 'fly'],
  ['keys', 'fly', '--help'],
  ['keys', 'help', 'fly'],
  ['gateway', '--fly'],
  ['gateway', 'extra'],
  ['gateway', '--port', 'high'],
  ['gateway', '--port', '65536'],
  ['gateway', '--port', '-1'],
  ['gateway', '--seed', '4294967296'],
  ['gateway', '--seed', 'lucky'],
  ['relay', '--log-level', 'loud'],
  ['exec'],
];

for (const words of misuses) {
  test(`gatehouse ${words.join(' ')} is wrong usage: told on stderr, exit 2`, async () => {
    const host = createRecordingHost();
    assert.equal(await runProgram(words, host), 2);
    assert.equal(host.written.out, '');
    assert.notEqual(host.written.err, '');
  });
}

test('gatehouse names a command that it does not have, though help on it is asked for', async () => {
  const host = createRecordingHost();
  await runProgram(['traigger', '--help'], host);
  assert.match(host.written.err, /unknown command 'traigger'\n\(Did you mean trigger\?\)\n/);
});

test('gatehouse relay names the code, the place and the remedy when the configuration cannot be used', async () => {
  const host = createRecordingHost({ files: { 'mine.json': '{"relay":{"prot":1}}' } });
  assert.equal(await runProgram(['relay', '--config', 'mine.json'], host), 2);
  assert.match(host.written.err, /prot.*\[config-unknown-key\]\n {2}\S/s);
});

test('gatehouse gateway refuses a port that leaves no room for the other two regions', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['gateway', '--port', '65534'], host), 2);
  assert.match(host.written.err, /\[config-invalid\]/);
});

test('gatehouse gateway refuses to listen beyond loopback without an API key', async () => {
  const host = createRecordingHost({ env: { GATEHOUSE_GATEWAY_HOST: '0.0.0.0' } });
  assert.equal(await runProgram(['gateway', '--port', '0'], host), 2);
  assert.match(host.written.err, /\[config-unsafe-binding\]/);
});

test('gatehouse gateway --json prints the ready line, and stops when told to', async () => {
  const stop = new AbortController();
  const host = createRecordingHost({ stop: stop.signal });
  const ended = runProgram(['gateway', '--port', '0', '--json'], host);
  const { urls, ready } = await readyLine(host);
  assert.equal(ready, true);
  assert.deepEqual(Object.keys(urls), ['na', 'eu', 'fe', 'token', 'control']);
  for (const region of ['na', 'eu', 'fe'] as const) assert.match(urls[region] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.match(urls.token ?? '', /\/auth\/o2\/token$/i);
  assert.match(urls.control ?? '', /\/_gatehouse$/);
  assert.equal((await fetch(`${urls.control}/health`)).status, 200);
  stop.abort();
  assert.equal(await ended, 0);
  await assert.rejects(fetch(`${urls.control}/health`));
});

test('gatehouse gateway --seed makes the same tokens again, and without it never', async () => {
  const runs: (readonly string[])[] = [['--seed', '7'], ['--seed', '7'], ['--seed', '8'], [], []];
  const [one, again, ...others] = await Promise.all(runs.map(words => firstToken(words)));
  assert.equal(one, again);
  assert.equal(new Set([one, ...others]).size, 4);
});

/** The first access token that a gateway started with these options makes. */
async function firstToken(words: readonly string[]): Promise<string> {
  const stop = new AbortController();
  const host = createRecordingHost({ stop: stop.signal });
  const ended = runProgram(['gateway', '--port', '0', '--json', ...words], host);
  const { urls } = await readyLine(host);
  const send = async (method: string, path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(urls.control + path, { method, headers, body: JSON.stringify(body) })).json();
  };
  await send('PUT', '/skills/s', { clientId: 'c', clientSecret: 'gatehouse-secret-client' });
  await send('PUT', '/customers/u', { region: 'NA' });
  const pair = (await send('POST', '/tokens', { skillId: 's', userId: 'u' })) as { access_token: string };
  stop.abort();
  assert.equal(await ended, 0);
  return pair.access_token;
}

test('gatehouse relay --json prints the ready line, and stops when told to', async () => {
  const stop = new AbortController();
  const host = createRecordingHost({ stop: stop.signal, env: { GATEHOUSE_RELAY_STORE: 'memory:' } });
  const ended = runProgram(['relay', '--port', '0', '--json'], host);
  const { url, ready } = await readyLine(host);
  assert.equal(ready, true);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  stop.abort();
  assert.equal(await ended, 0);
});

test('gatehouse gateway says address-in-use when the port is taken', async () => {
  const stop = new AbortController();
  const first = createRecordingHost({ stop: stop.signal });
  const ended = runProgram(['gateway', '--port', '0', '--json'], first);
  const { urls } = await readyLine(first);
  const second = createRecordingHost();
  assert.equal(await runProgram(['gateway', '--port', new URL(urls.na ?? '').port], second), 2);
  assert.match(second.written.err, /\[address-in-use\]/);
  stop.abort();
  await ended;
});

test('gatehouse exec gives the command the addresses of a gateway and passes its exit code on', async () => {
  const host = createRecordingHost({ child: { type: 'ended', code: 7 }, env: { KEEP: 'me' } });
  assert.equal(await runProgram(['exec', '--', 'node', '--version'], host), 7);
  const [child] = host.children;
  assert.deepEqual(child?.command, ['node', '--version']);
  assert.equal(child?.env.KEEP, 'me');
  for (const name of ['NA_URL', 'EU_URL', 'FE_URL', 'TOKEN_URL', 'CONTROL_URL']) {
    assert.match(child?.env[`GATEHOUSE_${name}`] ?? '', /^http:\/\/127\.0\.0\.1:\d+/);
  }
});

test('gatehouse exec --json tells the addresses before the output of the command', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['exec', '--json', '--', 'node', '--json'], host), 0);
  const [child] = host.children;
  assert.deepEqual(child?.command, ['node', '--json'], 'what stands behind the dashes belongs to the command');
  const { ready, urls } = await readyLine(host);
  assert.deepEqual([ready, urls.control], [true, child?.env.GATEHOUSE_CONTROL_URL]);
});

test('gatehouse --version tells the version of the package on stdout and exits 0', async () => {
  const host = createRecordingHost();
  assert.equal(await runProgram(['--version'], host), 0);
  assert.match(host.written.out, /^\d+\.\d+\.\d+\n$/);
});

test('gatehouse exec says so and exits 2 when the command cannot be started', async () => {
  const host = createRecordingHost({ child: { type: 'not-started', why: 'no such program' } });
  assert.equal(await runProgram(['exec', '--', 'nothing-of-that-name'], host), 2);
  assert.match(host.written.err, /nothing-of-that-name.*no such program.*\[wrong-usage\]/);
});

async function readyLine(
  host: ReturnType<typeof createRecordingHost>,
): Promise<{ ready: boolean; url: string; urls: Record<string, string> }> {
  while (!host.written.out.includes('\n')) await new Promise(resolve => setTimeout(resolve, 5));
  return JSON.parse(host.written.out.split('\n')[0] ?? '');
}
