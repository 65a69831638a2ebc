import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '@gatehouse/relay/store';
import { startProcess } from '@gatehouse/testing';

const SCRIPT = fileURLToPath(new URL('./accepting-process.ts', import.meta.url));
const ROUNDS = 6;

/** Runs the process until it has acknowledged `lines` things, kills it, and answers what it had acknowledged. */
async function runAndKill(
  directory: string,
  { first, lines }: { first: number; lines: number },
): Promise<Map<string, string>> {
  await using child = await startProcess({ script: SCRIPT, args: [directory, String(first)] });
  while (child.stdout().split('\n').length < lines) await wait(2);
  await child.kill('SIGKILL');
  const whole = child.stdout().split('\n').slice(1, -1);
  return new Map(whole.map(line => [line.split(' ')[1] ?? '', line.split(' ')[0] ?? '']));
}

test('openSqliteStore() finds everything that a killed process had acknowledged', async context => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-kill-'));
  context.after(() => rm(directory, { recursive: true }));
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round++) {
    const killed = await runAndKill(directory, { first: round * 1_000_000, lines: 20 + 150 * round });
    for (const [id, word] of killed) acknowledged.set(id, word);
    const store = await openSqliteStore({ directory });
    for (const [id, word] of acknowledged) {
      const status = (await store.readEvent(id))?.status;
      assert.ok(status === 'delivered' || (status === 'pending' && word === 'accepted'), `${id} ${word}: ${status}`);
    }
    const { accepted, ...endings } = await store.readLedger();
    assert.equal(
      accepted,
      Object.values(endings).reduce((sum, count) => sum + count),
    );
    assert.ok(accepted >= acknowledged.size);
    await store.close();
  }
});
