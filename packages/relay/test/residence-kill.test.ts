import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSystemClock } from '@gatehouse/client/platform';
import { openSqliteStore, type Store } from '@gatehouse/relay/store';
import { createRecordingLog, startProcess } from '@gatehouse/testing';
import { openStore } from '../store/open-store.ts';

const SCRIPT = fileURLToPath(new URL('./moving-process.ts', import.meta.url));
const ROUNDS = 5;

/** Runs the process until it has acknowledged `lines` things, kills it, and answers which events it had acknowledged. */
async function runAndKill(
  directory: string,
  { first, lines }: { first: number; lines: number },
): Promise<{ ids: readonly string[]; moves: number }> {
  await using child = await startProcess({ script: SCRIPT, args: [directory, String(first)] });
  while (child.stdout().split('\n').length < lines) await wait(2);
  await child.kill('SIGKILL');
  const words = child
    .stdout()
    .split('\n')
    .slice(1, -1)
    .map(line => line.split(' '));
  const ids = words.flatMap(([word, id = '']) => (word === 'accepted' ? [id] : []));
  return { ids, moves: words.length - ids.length };
}

function openRegions(directory: string): Promise<Store> {
  const at = (name: string) => ({ kind: 'sqlite', directory: join(directory, name) }) as const;
  const tools = { clock: createSystemClock(), log: createRecordingLog() };
  return openStore({ kind: 'regions', regions: { NA: at('na'), EU: at('eu') }, fallback: 'NA' }, tools);
}

/** Every event of a customer, oldest first. */
async function listAll(store: Store, customer: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let page = await store.listEvents({ customer, limit: 500 });
  while (page.length > 0) {
    ids.push(...page.map(({ id }) => id));
    page = await store.listEvents({ customer, limit: 500, after: ids.at(-1) ?? '' });
  }
  return ids;
}

test('A process that is killed while customers move leaves each in one store, with every event once and in order', async context => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-residence-'));
  context.after(() => rm(directory, { recursive: true }));
  const acknowledged: string[] = [];
  let moved = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { ids, moves } = await runAndKill(directory, { first: round * 1_000_000, lines: 15 + 40 * round });
    acknowledged.push(...ids);
    moved += moves;
    const store = await openRegions(directory);
    const customers = (await store.listCustomers({ limit: 9 })).map(({ customer }) => customer);
    assert.deepEqual(customers, ['customer-1', 'customer-2', 'customer-3']);
    const kept = await Promise.all(customers.map(customer => listAll(store, customer)));
    for (const ids of kept) assert.deepEqual(ids, [...new Set(ids)].sort(), 'once, and in the order of acceptance');
    const all = new Set(kept.flat());
    for (const id of acknowledged) assert.ok(all.has(id), `${id} is kept`);
    const { accepted, pending, ...ended } = await store.readLedger();
    assert.deepEqual([accepted, pending], [all.size, all.size], JSON.stringify(ended));
    await store.close();
  }
  assert.ok(moved >= ROUNDS, `${moved} moves`);
  const left = await Promise.all(
    ['na', 'eu'].map(async name => {
      const part = await openSqliteStore({ directory: join(directory, name) });
      const listed = await part.listCustomers({ limit: 9 });
      const { accepted, pending } = await part.readLedger();
      assert.equal(accepted, pending);
      await part.close();
      return listed.length;
    }),
  );
  assert.equal(left[0] === undefined || left[1] === undefined ? 0 : left[0] + left[1], 3);
});
