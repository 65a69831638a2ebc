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

const unwatched: DiskWatch = { counted: () => {}, crashed: () => {}, answered: () => {} };

function startProcess(clock: Clock): SimProcess {
  return new SimProcess({ name: 'test', clock, skewMs: () => 0, onDeath: () => {} });
}

/** Time that does not make anybody wait: timers are due at once, in the order in which they are set. */
function createImpatientClock(): Clock {
  const clock = createSystemClock();
  return { ...clock, setTimer: (_delayMs, callback) => clock.setTimer(0, callback) };
}

async function openSimulated(): Promise<OpenedStore> {
  const clock = createImpatientClock();
  const disk = new SimDisk({ clock, chance: createChance(1, 'disk'), watch: unwatched });
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

storeContract('Simulated', openSimulated, { runs: 10 });

for (const [seed, fate] of [
  [1, 'kept'],
  [2, 'lost'],
] as const) {
  it(`crash() leaves what was not acknowledged either there or gone: seed ${seed} says ${fate}`, async () => {
    const clock = new SimClock();
    const fates: string[] = [];
    const watch = { ...unwatched, crashed: (found: string) => void fates.push(found) };
    const disk = new SimDisk({ clock, chance: createChance(seed, 'crash'), watch });
    const first = startProcess(clock);
    first.lightFuse({ steps: 1, at: 'store putGrant written' });
    let acknowledged = false;
    const grant = { customer: 'c', tokens: 'sealed', expiresAt: 1, region: 'EU', at: 0, dueAt: 0 } as const;
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

it('failFor() fails every request, and none afterwards', async () => {
  const clock = new SimClock();
  const disk = new SimDisk({ clock, chance: createChance(1, 'down'), watch: unwatched });
  const store = disk.openFor(startProcess(clock));
  disk.failFor(1_000);
  const refused = assert.rejects(store.readLedger(), { code: 'store-failed' });
  await clock.advance(100);
  await refused;
  await clock.advance(1_000);
  const ledger = store.readLedger();
  await clock.advance(100);
  assert.equal((await ledger).accepted, 0);
  disk.close();
});
