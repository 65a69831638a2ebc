import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { httpTransport } from '@gatehouse/client';
import { createSystemRandom } from '@gatehouse/client/platform';
import { acceptGrant } from '@gatehouse/protocol';
import {
  createRecordingLog,
  createVirtualClock,
  type ScriptedGateway,
  startScriptedGateway,
  type VirtualClock,
} from '@gatehouse/testing';
import { createRelayConfig } from '../config/create-relay-config.ts';
import { createRelay, type Relay } from '../relay.ts';
import { openStore } from '../store/open-store.ts';
import { BRIGHTNESS, CONTACT, POWER, valuesOf } from './linked-home.ts';
import { CUSTOMER, lamp } from './relay-bench.ts';
import { calmProbe, WorkCounter } from './work-counter.ts';

// What hurts senders of today about restarts: a relay on files, stopped and started again.

const FLIPS = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));

/** One relay after the other on the same files, with the same gateway and clock. */
class Shop {
  readonly amazon: ScriptedGateway;
  readonly clock: VirtualClock;
  readonly #directory: string;
  readonly #work = new WorkCounter();
  #relay: Relay | undefined;
  #url = '';

  constructor(parts: { amazon: ScriptedGateway; clock: VirtualClock; directory: string }) {
    this.amazon = parts.amazon;
    this.clock = parts.clock;
    this.#directory = parts.directory;
  }

  async open(): Promise<void> {
    const { urls: regions, tokenUrl } = this.amazon;
    const section = {
      ...{ port: 0, store: `sqlite:${this.#directory}`, regions, tokenUrl, delivery: { discoverGraceMs: 0 } },
      skill: { skillId: 'skill-1', clientId: 'client-1', clientSecret: 'gatehouse-secret-client' },
    };
    const config = createRelayConfig({ section });
    const store = this.#work.watch(await openStore(config.store));
    const parts = { clock: this.clock, random: createSystemRandom(), log: createRecordingLog() };
    const relay = createRelay({ ...parts, config, store, transport: this.#work.watchTransport(httpTransport) });
    this.#url = (await relay.start()).url;
    this.#relay = relay;
  }

  async close(): Promise<void> {
    await Promise.all([this.#relay?.stop(), this.pass(10_000)]);
    this.#relay = undefined;
  }

  pass(durationMs = 0): Promise<void> {
    return this.clock.advance(
      durationMs,
      calmProbe(() => this.#work.running <= this.amazon.held()),
    );
  }

  async call(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'gatehouse-customer': CUSTOMER, 'gatehouse-region': 'NA' };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.#url}${path}`, { method, headers, ...text });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
  }

  put(...properties: readonly object[]): Promise<unknown> {
    const path = `/v1/customers/${CUSTOMER}/endpoints/lamp-1/state`;
    return this.call('PATCH', path, { cause: 'PHYSICAL_INTERACTION', properties });
  }
}

/** Opens a shop whose customer is linked and whose lamp is announced. */
async function openShop(t: TestContext): Promise<Shop> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-pains-'));
  const clock = createVirtualClock();
  const amazon = await startScriptedGateway({ clock });
  const shop = new Shop({ amazon, clock, directory });
  t.after(async () => {
    await shop.close();
    await amazon.close();
    await rm(directory, { recursive: true });
  });
  await shop.open();
  const code = amazon.createCode(CUSTOMER).reveal();
  await shop.call('POST', '/v1/directives', acceptGrant({ messageId: 'm-1', code, granteeToken: 'grantee' }));
  await shop.call('PUT', `/v1/customers/${CUSTOMER}/endpoints/lamp-1`, lamp);
  await shop.pass();
  return shop;
}

describe('Events lost on restart', () => {
  it('what was taken before the stop is sent after the start, once, by a grant that needs no new link', async t => {
    const shop = await openShop(t);
    shop.amazon.plan({ path: 'events' }, { status: 503, times: Infinity });
    const taken = await shop.put({ ...POWER, value: 'ON' });
    await shop.close();
    shop.amazon.clearPlans();
    await shop.pass(3_600_000);
    await shop.open();
    await shop.pass(60_000);
    assert.deepEqual(valuesOf(shop.amazon.heard({ kind: 'ChangeReport', status: 202 })), ['ON']);
    const [{ id } = { id: '' }] = (taken as { accepted: { id: string }[] }).accepted;
    const told = (await shop.call('GET', `/v1/events/${id}`)) as { status: string; decisions: { what: string }[] };
    assert.deepEqual([told.status, told.decisions.at(0)?.what], ['delivered', 'accepted']);
    assert.equal(((await shop.call('GET', '/v1/ledger')) as { balanced: boolean }).balanced, true);
  });
});

describe('None combines durability, order and coalescing', () => {
  it('over two restarts with the gateway down every edge arrives in order, and of a hundred levels the last', async t => {
    const shop = await openShop(t);
    shop.amazon.plan({ path: 'events' }, { status: 503, times: Infinity });
    for (const [i, value] of FLIPS.entries()) {
      await shop.put({ ...CONTACT, value });
      for (let step = 1; step <= 10; step++) await shop.put({ ...BRIGHTNESS, value: i * 10 + step });
      if (i === 3 || i === 7) {
        await shop.close();
        await shop.open();
      }
    }
    shop.amazon.clearPlans();
    await shop.pass(120_000);
    const accepted = valuesOf(shop.amazon.heard({ kind: 'ChangeReport', status: 202 }));
    assert.deepEqual(
      accepted.filter(value => typeof value === 'string'),
      FLIPS,
    );
    assert.deepEqual(
      accepted.filter(value => typeof value === 'number'),
      [100],
    );
  });
});
