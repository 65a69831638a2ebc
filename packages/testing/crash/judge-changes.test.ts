import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSeededRandom } from '@gatehouse/client/platform';
import { openSqliteStore } from '@gatehouse/relay/store';
import { type Acknowledged, encodeAcknowledged } from './acknowledged.ts';
import type { DiskChange, PendingChange } from './disk-change.ts';
import { readImage } from './image-files.ts';
import { type ChangesReport, judgeChanges } from './judge-changes.ts';
import { STORE_FOLDER } from './record-lives.ts';

const GRANTS = 4;
const FOLDER = 1;

type Step =
  | PendingChange
  | { readonly type: 'sync'; readonly node: number }
  | { readonly type: 'acknowledge'; readonly text: string };

async function makeDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-changes-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

/** What a store adds to its files with each grant that it acknowledges, told by looking at them, without any trace. */
async function recordGrants(t: TestContext): Promise<readonly { writes: readonly Step[]; said: string }[]> {
  const directory = await makeDirectory(t);
  const store = await openSqliteStore({ directory });
  const nodes = new Map<string, number>();
  const known = new Map<string, Uint8Array>();
  const steps: { writes: readonly Step[]; said: string }[] = [];
  for (let number = 1; number <= GRANTS; number++) {
    const customer = `customer-${number}`;
    await store.putGrant({ customer, tokens: String(number), expiresAt: 1, at: 1, dueAt: 1 });
    const said: Acknowledged = { type: 'grant', customer, number };
    const writes: Step[] = [];
    for (const [name, bytes] of await readImage(directory)) {
      const node = nodes.get(name) ?? FOLDER + 1 + nodes.size;
      if (!nodes.has(name)) writes.push({ type: 'make', in: FOLDER, name, node, kind: 'file' });
      nodes.set(name, node);
      writes.push(...diff(known.get(name) ?? new Uint8Array(), { bytes, node }));
      known.set(name, bytes);
    }
    steps.push({ writes, said: encodeAcknowledged(said) });
  }
  await store.close();
  return steps;
}

/** The blocks that differ, as writes. */
function diff(before: Uint8Array, { bytes, node }: { bytes: Uint8Array; node: number }): PendingChange[] {
  const writes: PendingChange[] = [];
  for (let offset = 0; offset < bytes.length; offset += 4096) {
    const block = bytes.subarray(offset, offset + 4096);
    const old = before.subarray(offset, offset + 4096);
    if (Buffer.compare(block, old) !== 0) writes.push({ type: 'write', node, offset, bytes: block });
  }
  return writes;
}

async function judge(t: TestContext, steps: readonly Step[]): Promise<ChangesReport> {
  const made: Step[] = [{ type: 'make', in: 0, name: STORE_FOLDER, node: FOLDER, kind: 'directory' }];
  const changes = [...made, { type: 'sync', node: 0 } as const, ...steps].map((step, index): DiskChange => {
    return { ...step, begun: index, ended: index };
  });
  const directory = await makeDirectory(t);
  const [random, progress] = [createSeededRandom(1), [] as number[]];
  const onProgress = (done: number): void => void progress.push(done);
  const report = await judgeChanges(changes, { directory, random, images: 150, threads: 2, onProgress });
  assert.deepEqual(
    progress,
    Array.from({ length: report.images }, (_, index) => index + 1),
  );
  assert.equal(report.images, report.kept + report.lost + report.malformed);
  return report;
}

test('judgeChanges() finds nothing lost where each write is synced before it is acknowledged', async t => {
  const grants = await recordGrants(t);
  const report = await judge(
    t,
    grants.flatMap(({ writes, said }): Step[] => {
      const files = new Set(writes.flatMap(change => ('node' in change ? [change.node] : [])));
      const syncs = [...files, FOLDER].map((node): Step => ({ type: 'sync', node }));
      return [...writes, ...syncs, { type: 'acknowledge', text: said }];
    }),
  );
  assert.equal(report.lost, 0);
  assert.ok(report.kept > 20);
  assert.equal(report.acknowledgements, GRANTS);
  assert.ok(report.possible >= report.images + report.repeated);
});

test('judgeChanges() finds losses where it is acknowledged before it is synced, and says what is lost', async t => {
  const grants = await recordGrants(t);
  const report = await judge(
    t,
    grants.flatMap(({ writes, said }): Step[] => [...writes, { type: 'acknowledge', text: said }]),
  );
  assert.ok(report.lost > 0);
  assert.ok(report.kept > 0, 'the image that has everything');
  const [failure] = report.failures;
  assert.match(failure?.verdict.type === 'lost' ? (failure.verdict.what[0] ?? '') : '', /^grant of customer-1/);
});
