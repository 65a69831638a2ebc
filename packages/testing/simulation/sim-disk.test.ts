import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Clock } from '@gatehouse/client/platform';
import { createSystemClock } from '@gatehouse/client/platform';
import type { OpenedStore } from '../store/contract-case.ts';
import { storeContract } from '../store-contract.ts';
import { createChance } from './chance.ts';
import { SimClock } from './sim-clock.ts';
import { type DiskWatch, SimDisk } from './sim-disk.ts';
import { SimProcess } from './sim-process.ts';

const unwatched: DiskWatch = { counted: () => {}, crashed: () => {}, answered: () => {}, refused: () => {} };

function startProcess(clock: Clock): SimProcess {
  return new SimProcess({ name: 'test', clock, skewMs: () => 0, onDeath: () => {} });
}

interface Disk {
  readonly seed?: number;
  readonly watch?: DiskWatch;
}

function openDisk(clock: Clock, { seed = 1, watch = unwatched }: Disk = {}): SimDisk {
  return new SimDisk({ clock, chance: createChance(seed, 'crash'), roomChance: createChance(seed, 'room'), watch });
}

/** Time that does not make anybody wait: timers are due at once, in the order in which they are set. */
function createImpatientClock(): Clock {
  const clock = createSystemClock();
  return { ...clock, setTimer: (_delayMs, callback) => clock.setTimer(0, callback) };
}

async function openSimulated(): Promise<OpenedStore> {
  const clock = createImpatientClock();
  const disk = openDisk(clock);
  let process = startProcess(clock);
  return {
    store: disk.openFor(process),
    reopen: async () => {
      process.kill('test');
      disk.crash();
      disk.reopen();
      process = startProcess(clock);
      return disk.openFor(process);
    },
    dispose: async () => disk.close(),
  };
}

const grant = { customer: 'c', tokens: 'sealed', expiresAt: 1, region: 'EU', at: 0, dueAt: 0 } as const;

storeContract('Simulated', openSimulated, { runs: 10 });

for (const [seed, fate] of [
  [1, 'kept'],
  [2, 'lost'],
] as const) {
  it(`crash() leaves what was not acknowledged either there or gone: seed ${seed} says ${fate}`, async () => {
    const clock = new SimClock();
    const fates: string[] = [];
    const watch = { ...unwatched, crashed: (found: string) => void fates.push(found) };
    const disk = openDisk(clock, { seed, watch });
    const first = startProcess(clock);
    first.lightFuse({ steps: 1, at: 'store putGrant written' });
    let acknowledged = false;
    void disk
      .openFor(first)
      .putGrant(grant)
      .then(() => {
        acknowledged = true;
      });
    await clock.advance(2);
    assert.ok(disk.isUnsynced);
    assert.equal(disk.crash(), fate);
    assert.ok(!disk.isUnsynced);
    disk.reopen();
    await clock.advance(1_000);
    const found = disk.look('readGrant', 'c');
    assert.equal(acknowledged, false);
    assert.deepEqual(fates, [fate]);
    assert.equal(found === undefined ? 'lost' : 'kept', fate);
    disk.close();
  });
}

it('trouble.fail() fails every request, and none afterwards', async () => {
  const clock = new SimClock();
  const disk = openDisk(clock);
  const store = disk.openFor(startProcess(clock));
  disk.trouble.fail(1_000);
  const refused = assert.rejects(store.readLedger(), { code: 'store-failed' });
  await clock.advance(100);
  await refused;
  await clock.advance(1_000);
  const ledger = store.readLedger();
  await clock.advance(100);
  assert.equal((await ledger).accepted, 0);
  disk.close();
});

it('trouble.fill() refuses whatever shares a transaction with a write, answers readers, and is over after a while', async () => {
  const clock = new SimClock();
  const disk = openDisk(clock);
  const store = disk.openFor(startProcess(clock));
  disk.trouble.fill({ durationMs: 1_000, refused: 1 });
  const full = { code: 'store-full', message: /^Committing \w+ found no room on the disk/ };
  const refused = [store.putGrant(grant), store.readGrant('c')].map(asked => assert.rejects(asked, full));
  await clock.advance(100);
  await Promise.all(refused);
  assert.throws(() => disk.reopen(), { code: 'store-full' });
  const read = store.readGrant('c');
  await clock.advance(100);
  assert.equal(await read, undefined, 'nothing of what was refused stands');
  await clock.advance(1_000);
  disk.reopen();
  const put = store.putGrant(grant);
  await clock.advance(100);
  assert.deepEqual(await put, { generation: 1 });
  disk.close();
});

it('trouble.hang() answers nothing for a while, and then everything', async () => {
  const clock = new SimClock();
  const disk = openDisk(clock);
  const store = disk.openFor(startProcess(clock));
  let answered = 0;
  const put = store.putGrant(grant).then(() => {
    answered += 1;
  });
  await clock.advance(1);
  disk.trouble.hang(10_000);
  await clock.advance(9_000);
  assert.equal(answered, 0);
  await clock.advance(2_000);
  await put;
  assert.equal(answered, 1);
  disk.close();
});
