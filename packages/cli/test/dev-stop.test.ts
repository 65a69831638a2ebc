import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runProgram } from '../command/program.ts';
import { createRecordingHost } from './recording-host.ts';

test('gatehouse dev stops both ends also when the folder of its store cannot be removed, and tells that', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const host = createRecordingHost({ stop: AbortSignal.abort() });
  host.createTemporaryFolder = async () => folder;
  host.removeFolder = () => Promise.reject(new TypeError('The folder is in use'));
  assert.equal(await runProgram(['dev', '--port', '0', '--json'], host), 1);
  assert.match(host.written.err, /The folder is in use/);
  const { ready, urls } = JSON.parse(host.written.out.split('\n')[0] ?? '');
  assert.equal(ready, true);
  for (const url of [urls.relay, urls.control]) {
    await assert.rejects(fetch(url), { message: 'fetch failed' }, `${url} is still served`);
  }
});
