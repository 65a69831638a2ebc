import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startCommand } from '@gatehouse/testing';
import { runProgram } from '../command/program.ts';
import { callOk } from '../sample/call-json.ts';
import { createRecordingHost } from './recording-host.ts';

interface KeysRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly terminal?: boolean;
  readonly stop?: AbortSignal;
}

/** A folder with a key file and a store, `gatehouse keys` on both, and a relay as often as it is asked for. */
class KeyBench {
  readonly folder: string;
  readonly keyFile: string;
  readonly store: string;
  port = '1';

  constructor(folder: string) {
    this.folder = folder;
    this.keyFile = join(folder, 'keys.json');
    this.store = join(folder, 'store');
  }

  get env(): Record<string, string> {
    return {
      GATEHOUSE_RELAY_STORE: `sqlite:${this.store}`,
      GATEHOUSE_RELAY_KEYS_FILE: this.keyFile,
      GATEHOUSE_RELAY_PORT: this.port,
      GATEHOUSE_RELAY_API_KEY: 'gatehouse-secret-key-bench',
    };
  }

  /** Runs `gatehouse keys …` in this process. */
  async keys(words: readonly string[], setting: Setting & { env?: Record<string, string> } = {}): Promise<KeysRun> {
    const host = {
      ...createRecordingHost({ env: this.env, ...setting }),
      readFile: (path: string) => readFileSync(path, 'utf8'),
    };
    const code = await runProgram(['keys', ...words], host);
    return { code, ...host.written };
  }

  async startRelay(t: TestContext): Promise<() => Promise<void>> {
    const relay = await startCommand(['relay', '--port', '0', '--json'], { env: this.env });
    t.after(() => relay.kill('SIGKILL'));
    this.port = new URL(String(relay.ready.url)).port;
    return () => relay.kill();
  }

  async importGrants(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const url = `http://127.0.0.1:${this.port}/v1/customers/c-${i}/grant`;
      await callOk({ method: 'PUT', url, body: { refreshToken: `Atzr|${i}` }, headers: this.#headers });
    }
  }

  get #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.env.GATEHOUSE_RELAY_API_KEY}` };
  }
}

async function openBench(t: TestContext): Promise<KeyBench> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return new KeyBench(folder);
}

interface Status {
  readonly current: string;
  readonly keys: readonly { readonly id: string; readonly current: boolean; readonly grants: number }[];
  readonly unknown: readonly unknown[];
  readonly unsealed: number;
  readonly total: number;
}

async function statusOf(bench: KeyBench): Promise<Status> {
  const { code, out, err } = await bench.keys(['status', '--json']);
  assert.deepEqual([code, err], [0, '']);
  return JSON.parse(out);
}

describe('gatehouse keys generate', () => {
  it('writes a file that this user alone may read, and never overwrites one', async t => {
    const bench = await openBench(t);
    const { code, out } = await bench.keys(['generate', '--file', bench.keyFile, '--json']);
    assert.equal(code, 0);
    const text = readFileSync(bench.keyFile, 'utf8');
    const { current, keys } = JSON.parse(text);
    assert.deepEqual(JSON.parse(out), { file: bench.keyFile, current });
    assert.ok(!out.includes(keys[0].key));
    assert.equal((await stat(bench.keyFile)).mode & 0o777, 0o600);
    const again = await bench.keys(['generate', '--file', bench.keyFile]);
    assert.equal(again.code, 2);
    assert.match(again.err, /\[file-exists\]/);
    assert.equal(readFileSync(bench.keyFile, 'utf8'), text);
  });

  it('prints a key file of its own each time when no file is named', async t => {
    const bench = await openBench(t);
    const [one, two] = [await bench.keys(['generate']), await bench.keys(['generate'])];
    assert.equal(JSON.parse(one.out).keys.length, 1);
    assert.notEqual(JSON.parse(one.out).keys[0].key, JSON.parse(two.out).keys[0].key);
  });

  it('says why a file cannot be written', async t => {
    const bench = await openBench(t);
    const { code, err } = await bench.keys(['generate', '--file', join(bench.folder, 'none', 'keys.json')]);
    assert.equal(code, 2);
    assert.match(err, /could not be written.*\[wrong-usage\]/);
  });
});

describe('gatehouse keys rotate', () => {
  it('adds a key and seals every grant with it while the relay runs', async t => {
    const bench = await openBench(t);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const stop = await bench.startRelay(t);
    await bench.importGrants(7);
    const before = await statusOf(bench);
    const { code, out } = await bench.keys(['rotate', '--json']);
    assert.equal(code, 0);
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(lines[0], { looked: 7, resealed: 7, failed: 0, total: 7 });
    const after = await statusOf(bench);
    assert.equal(after.current, lines.at(-1).current);
    assert.deepEqual(after.keys, [
      { id: before.current, current: false, grants: 0 },
      { id: after.current, current: true, grants: 7 },
    ]);
    await bench.importGrants(1);
    await stop();
    assert.equal((await statusOf(bench)).keys[1]?.grants, 7, 'the relay seals with the new key');
    assert.equal((await stat(bench.keyFile)).mode & 0o777, 0o600);
  });

  it('does the same on the store of a relay that does not run, with a line of progress on a terminal', async t => {
    const bench = await openBench(t);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const stop = await bench.startRelay(t);
    await bench.importGrants(3);
    await stop();
    const { code, out, err } = await bench.keys(['rotate'], { terminal: true });
    assert.equal(code, 0);
    assert.match(err, /\r.*3 of 3 grants looked at, 3 sealed anew/);
    assert.match(out, /sealed with the new key key-[0-9a-f]{12}: 3 sealed anew\n$/);
    const piped = await bench.keys(['rotate']);
    assert.deepEqual([piped.code, piped.err], [0, '']);
    const { keys, total } = await statusOf(bench);
    assert.deepEqual([keys.length, keys[2]?.grants, total], [3, 3, 3]);
  });

  it('goes on where it was stopped instead of adding another key, and seals what lay unsealed', async t => {
    const bench = await openBench(t);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const stop = await bench.startRelay(t);
    await bench.importGrants(3);
    await stop();
    const stopped = await bench.keys(['rotate'], { stop: AbortSignal.abort() });
    assert.equal(stopped.code, 1);
    assert.match(stopped.out, /run it again to go on/);
    const half = await statusOf(bench);
    assert.deepEqual(
      half.keys.map(({ grants }) => grants),
      [3, 0],
    );
    await bench.startRelay(t);
    const { code, out } = await bench.keys(['rotate', '--json']);
    assert.equal(code, 0);
    const end = JSON.parse(out.trim().split('\n').at(-1) ?? '');
    assert.deepEqual([end.resumed, end.resealed, end.current], [true, 3, half.current]);
    assert.deepEqual(
      (await statusOf(bench)).keys.map(({ grants }) => grants),
      [0, 3],
    );
  });

  it('names the grants whose key is gone, leaves them, and exits 1', async t => {
    const bench = await openBench(t);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const first = readFileSync(bench.keyFile, 'utf8');
    const stop = await bench.startRelay(t);
    await bench.importGrants(1);
    await stop();
    await rm(bench.keyFile);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const { code, err } = await bench.keys(['rotate']);
    assert.equal(code, 1);
    assert.match(err, /grant of c-0 stays as it is \[sealing-key-unknown\]/);
    const table = (await bench.keys(['status'])).out;
    assert.match(table, /1 {2}missing from the key file/);
    await writeFile(bench.keyFile, first);
    assert.equal((await statusOf(bench)).keys[0]?.grants, 1, 'nothing is lost: the key opens it again');
  });

  it('says unreachable when the store is held and no relay answers, and adds no key', async t => {
    const bench = await openBench(t);
    await bench.keys(['generate', '--file', bench.keyFile]);
    const before = readFileSync(bench.keyFile, 'utf8');
    await bench.startRelay(t);
    const { code, err } = await bench.keys(['rotate', '--port', '1']);
    assert.equal(code, 2);
    assert.match(err, /\[unreachable\]/);
    assert.equal(readFileSync(bench.keyFile, 'utf8'), before);
  });

  it('needs a key file: none at all, or keys in the environment, are wrong', async t => {
    const bench = await openBench(t);
    const none = await bench.keys(['rotate'], { env: { GATEHOUSE_RELAY_STORE: `sqlite:${bench.store}` } });
    assert.equal(none.code, 2);
    assert.match(none.err, /\[sealing-keys-missing\]/);
    const { out } = await bench.keys(['generate']);
    const env = { GATEHOUSE_RELAY_STORE: `sqlite:${bench.store}`, GATEHOUSE_RELAY_KEYS: out };
    const inline = await bench.keys(['rotate'], { env });
    assert.equal(inline.code, 2);
    assert.match(inline.err, /\[config-missing\]/);
  });
});
