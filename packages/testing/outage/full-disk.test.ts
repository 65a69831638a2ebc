import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSystemClock, sleep } from '@gatehouse/client/platform';
import { memberOf } from '@gatehouse/protocol';
import { limitFileSize } from '../platform/limit-file-size.ts';
import type { ScriptedAnswer } from '../script/scripted-answer.ts';
import { judgeArrivals, readArrivals } from './arrival.ts';
import { callRelay, type RelayAnswer } from './call-relay.ts';
import { DeviceLoad } from './device-load.ts';
import { judgeRelay, readLedger } from './judge-relay.ts';
import { type HousedRelay, moveIn, openRelayHouse, type RelayHouse } from './relay-house.ts';
import { ToldLog } from './told-log.ts';

const CUSTOMERS = ['customer-0', 'customer-1'];
const DEVICES = CUSTOMERS.length * 3;
const LONGEST_WAIT_MS = 90_000;

interface FilledHouse {
  readonly house: RelayHouse;
  readonly relay: HousedRelay;
  readonly log: ToldLog;
  readonly load: DeviceLoad;
  /** What Amazon's end answers; undefined for what its rules say. */
  readonly amazon: { answer: ScriptedAnswer | undefined };
  fillDisk(): Promise<void>;
  makeRoom(): Promise<void>;
}

/** A relay that has delivered something, whose disk can be filled. */
async function openHouse(t: TestContext): Promise<FilledHouse> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-full-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const amazon: FilledHouse['amazon'] = { answer: undefined };
  const house = await openRelayHouse({ directory, answer: () => amazon.answer });
  t.after(() => house.close());
  const relay = await house.startRelay();
  const log = new ToldLog();
  const load = new DeviceLoad({ customers: CUSTOMERS, log });
  for (const customer of CUSTOMERS) await moveIn(relay, { gateway: house.gateway, customer });
  await load.tellOnce(relay.url);
  assert.equal(log.size, DEVICES);
  await untilPending(relay, pending => pending === 0);
  const { pid } = relay.process;
  return {
    ...{ house, relay, log, load, amazon },
    fillDisk: async () => limitFileSize(pid, (await stat(join(directory, 'shard-0.sqlite-wal'))).size),
    makeRoom: () => limitFileSize(pid),
  };
}

async function untilPending(relay: HousedRelay, fits: (pending: number) => boolean): Promise<void> {
  const clock = createSystemClock();
  const until = clock.monotonic() + LONGEST_WAIT_MS;
  while (!fits(Number((await readLedger(relay.url))?.pending))) {
    assert.ok(clock.monotonic() < until, 'Waited for the backlog to change, which it did not');
    await sleep(clock, 50);
  }
}

async function untilNotReady(relay: HousedRelay): Promise<void> {
  const clock = createSystemClock();
  const until = clock.monotonic() + LONGEST_WAIT_MS;
  while ((await ask(relay, '/readyz')).status === 200) {
    assert.ok(clock.monotonic() < until, 'Waited for a relay that cannot write to say so');
    await sleep(clock, 50);
  }
}

async function ask(relay: HousedRelay, path: string): Promise<RelayAnswer> {
  const answer = await callRelay({ method: 'GET', url: `${relay.url}${path}` });
  assert.ok(answer, `${path} is answered`);
  return answer;
}

test('A relay on a full disk refuses with 503 store-full, keeps what it acknowledged, is not ready, and goes on by itself once there is room', async t => {
  const { house, relay, log, load, amazon, fillDisk, makeRoom } = await openHouse(t);
  amazon.answer = { status: 500 };
  await load.tellOnce(relay.url);
  assert.equal(log.size, 2 * DEVICES);
  await fillDisk();

  for (let round = 0; round < 2; round++) await load.tellOnce(relay.url);
  assert.equal(log.size, 2 * DEVICES, 'nothing is acknowledged that cannot be kept');
  // A door that says what the relay knows already is told so: nothing has to be written for that.
  assert.deepEqual(Object.keys(load.refusals), ['503']);
  const { status, body, headers } = await refused(relay);
  assert.deepEqual([status, memberOf(body, 'code'), headers.get('retry-after')], [503, 'store-full', '10']);
  assert.match(String(memberOf(body, 'remedy')), /Make room on the disk/);

  const ready = await ask(relay, '/readyz');
  assert.equal(ready.status, 503);
  assert.deepEqual(memberOf(memberOf(ready.body, 'checks'), 'store'), { status: 'failing' });
  assert.equal((await ask(relay, '/healthz')).status, 200);
  assert.deepEqual(await judgeRelay(relay.url, log), [], 'what was acknowledged can be read, and the ledger balances');

  amazon.answer = undefined;
  await makeRoom();
  await load.tellOnce(relay.url);
  assert.equal(log.size, 3 * DEVICES);
  await untilPending(relay, pending => pending === 0);
  assert.equal((await ask(relay, '/readyz')).status, 200);
  assert.deepEqual(await judgeRelay(relay.url, log), []);
  assert.deepEqual(log.open(), []);
  assert.deepEqual(judgeArrivals(readArrivals(house.gateway.heard({ path: 'events' })), log.all()), []);
  await relay.process.kill('SIGTERM');
  assert.equal((await relay.process.exited).code, 0);
});

test('A delivery that Amazon accepted while the disk was full is settled once there is room', async t => {
  const { house, relay, log, load, amazon, fillDisk, makeRoom } = await openHouse(t);
  amazon.answer = { delayMs: 1_500 };
  await load.tellOnce(relay.url);
  while (house.gateway.held() === 0) await sleep(createSystemClock(), 5);
  await fillDisk();
  while (house.gateway.held() > 0) await sleep(createSystemClock(), 50);
  await untilNotReady(relay);
  assert.ok(Number((await readLedger(relay.url))?.pending) > 0, 'what was accepted could not be written down');
  amazon.answer = undefined;
  await makeRoom();
  await untilPending(relay, pending => pending === 0);
  assert.deepEqual(await judgeRelay(relay.url, log), []);
  assert.deepEqual(judgeArrivals(readArrivals(house.gateway.heard({ path: 'events' })), log.all()), []);
});

/** An event that is refused, for there is no room. */
async function refused({ url }: HousedRelay): Promise<RelayAnswer> {
  const property = { namespace: 'Alexa.BrightnessController', name: 'brightness', value: 100 };
  const body = { cause: 'PHYSICAL_INTERACTION', properties: [property] };
  const path = `${url}/v1/customers/${CUSTOMERS[0]}/endpoints/lamp-1/state`;
  const answer = await callRelay({ method: 'PATCH', url: path, body });
  assert.ok(answer);
  return answer;
}
