import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { createGateway, createGatewayConfig } from '@gatehouse/gateway';
import { encodeTimestamp } from '@gatehouse/protocol';
import { startCommand } from '@gatehouse/testing';
import { callOk } from '../sample/call-json.ts';
import type { JournalLine } from '../sample/gateway-api.ts';
import { RelayApi } from '../sample/relay-api.ts';
import { createSampleSecrets, SampleHome } from '../sample/sample-home.ts';
import { SAMPLE } from '../sample/sample-names.ts';
import { Gate } from './gate.ts';

/** How many times the garden door opens and closes, and how far the lamp is dimmed. */
const FLIPS = 40;

const DEADLINE_MS = 90_000;

interface House {
  readonly gate: Gate;
  readonly control: string;
  readonly sample: SampleHome;
  startRelay(): Promise<{ url: string; kill(): Promise<void> }>;
}

/** A gateway in this process, behind a gate; a relay as a process of its own on one store, as often as asked for. */
async function openHouse(t: TestContext): Promise<House> {
  const [clock, random] = [createSystemClock(), createSystemRandom()];
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-restart-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const config = createGatewayConfig({ section: { port: 0 }, env: {} });
  const gateway = createGateway({ config, clock, random, log: silentLog });
  const { urls } = await gateway.start();
  t.after(() => gateway.stop());
  const gate = new Gate(urls.na);
  const na = await gate.start();
  t.after(() => gate.stop());
  const secrets = createSampleSecrets(random);
  const sample = new SampleHome({ secrets, clock, random, log: silentLog });
  const { handlerUrl } = await sample.start();
  t.after(() => sample.stop());
  const env = {
    GATEHOUSE_NA_URL: na,
    GATEHOUSE_EU_URL: urls.eu,
    GATEHOUSE_FE_URL: urls.fe,
    GATEHOUSE_TOKEN_URL: urls.token,
    GATEHOUSE_SKILL_ID: SAMPLE.skillId,
    GATEHOUSE_CLIENT_ID: SAMPLE.clientId,
    GATEHOUSE_CLIENT_SECRET: secrets.clientSecret.reveal(),
    GATEHOUSE_HANDLER_URL: handlerUrl,
    GATEHOUSE_RELAY_STORE: `sqlite:${folder}`,
  };
  const startRelay: House['startRelay'] = async () => {
    const relay = await startCommand(['relay', '--port', '0', '--json'], { env });
    t.after(() => relay.kill('SIGKILL'));
    return { url: String(relay.ready.url), kill: () => relay.kill('SIGKILL') };
  };
  return { gate, control: urls.control, sample, startRelay };
}

/** Tells the relay as a device cloud would: the door flips, the lamp is dimmed a little with each flip. */
async function flip(relay: RelayApi, from: number, to: number): Promise<void> {
  for (let count = from; count < to; count++) {
    const timeOfSample = encodeTimestamp(Date.now());
    const contact = {
      namespace: 'Alexa.ContactSensor',
      name: 'detectionState',
      value: count % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED',
      timeOfSample,
      uncertaintyInMilliseconds: 0,
    };
    const brightness = { ...contact, namespace: 'Alexa.BrightnessController', name: 'brightness', value: count + 1 };
    const change = { cause: 'PHYSICAL_INTERACTION' };
    const told = await relay.patchState('door-1', { ...change, properties: [contact] });
    assert.deepEqual(
      told.accepted.map(one => one.class),
      ['edge'],
    );
    await relay.patchState('lamp-1', { ...change, properties: [brightness] });
    // A sample of its own time each.
    await new Promise(resolve => setTimeout(resolve, 3));
  }
}

async function untilSettled(url: string): Promise<Record<string, number>> {
  for (const until = Date.now() + DEADLINE_MS; ; ) {
    const ledger = await callOk<Record<string, number>>({ method: 'GET', url: `${url}/v1/ledger` });
    if (ledger.pending === 0 || Date.now() > until) return ledger;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

async function readJournal(control: string): Promise<JournalLine[]> {
  const lines: JournalLine[] = [];
  let after = '';
  for (;;) {
    const url = `${control}/journal?limit=500&kind=ChangeReport${after && `&after=${after}`}`;
    const page = await callOk<{ items: JournalLine[]; next?: string }>({ method: 'GET', url });
    lines.push(...page.items);
    if (page.next === undefined) return lines;
    after = page.next;
  }
}

test('a relay that is killed while events are queued delivers every one of them after its restart, in order, none twice in effect', {
  timeout: 3 * DEADLINE_MS,
}, async t => {
  const { gate, control, sample, startRelay } = await openHouse(t);
  const first = await startRelay();
  await sample.link({ relay: first.url, control });
  await untilSettled(first.url);
  const relay = new RelayApi(first.url);
  await flip(relay, 0, FLIPS / 4);
  gate.mode = 'deaf';
  await flip(relay, FLIPS / 4, FLIPS / 2);
  while (gate.seen.deaf === 0) await new Promise(resolve => setTimeout(resolve, 20));
  gate.mode = 'shut';
  await flip(relay, FLIPS / 2, FLIPS);
  await first.kill();
  gate.mode = 'open';

  const second = await startRelay();
  const ledger = await untilSettled(second.url);
  assert.equal(ledger.pending, 0);
  assert.equal(ledger.balanced, true);
  assert.equal(ledger.dead, 0);
  assert.equal(ledger.expired, 0);

  const effects = (await readJournal(control))
    .flatMap(line => line.effects)
    .filter(effect => effect.type === 'state' && effect.endpointId === 'door-1' && effect.name === 'detectionState')
    .filter(effect => effect.changed === true);
  const seen = effects.map(effect => effect.value);
  const told = Array.from({ length: FLIPS }, (_, count) => (count % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));
  assert.deepEqual(seen.slice(-FLIPS), told, 'each flip once, in order');
  const times = effects.map(effect => String(effect.timeOfSample));
  assert.deepEqual(times, [...new Set(times)].sort(), 'no sample twice, none before its predecessor');

  const home = await callOk<{ endpoints: { endpointId: string; properties: { name: string; value: unknown }[] }[] }>({
    method: 'GET',
    url: `${control}/homes/${SAMPLE.userId}`,
  });
  const lamp = home.endpoints.find(one => one.endpointId === 'lamp-1');
  assert.equal(
    lamp?.properties.find(one => one.name === 'brightness')?.value,
    FLIPS,
    'the lamp ends on its last state',
  );
});
