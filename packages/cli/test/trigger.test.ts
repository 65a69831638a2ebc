import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createSystemClock, createSystemRandom } from '@gatehouse/client/platform';
import { startGateway, type TestGateway } from '@gatehouse/gateway/testing';
import { noticeNames, validateEvent, validateNotice, withScopeToken } from '@gatehouse/protocol';
import { createRelay, createRelayConfig, openStore } from '@gatehouse/relay';
import { createRecordingLog } from '@gatehouse/testing';
import { runProgram } from '../command/program.ts';
import { readyMessages } from '../trigger/ready-messages.ts';
import { readyNotices } from '../trigger/ready-notices.ts';
import { createRecordingHost } from './recording-host.ts';

const NOWHERE = ['--to', 'http://127.0.0.1:1'] as const;

/** Runs `gatehouse trigger` and answers its exit code and what it printed. */
async function trigger(words: readonly string[], env: Record<string, string> = {}) {
  const host = createRecordingHost({ env });
  const code = await runProgram(['trigger', ...words], host);
  return { code, ...host.written };
}

/** A gateway with a live skill and a customer who subscribes to everything, and the words that name them. */
async function open(): Promise<{ gateway: TestGateway; names: readonly string[]; env: Record<string, string> }> {
  const gateway = await startGateway();
  return { gateway, ...(await furnish(gateway)) };
}

async function furnish(gateway: TestGateway): Promise<{ names: readonly string[]; env: Record<string, string> }> {
  const permissions = ['alexa::async_event:write', 'alexa::devices:all:notifications:write'];
  const skill = await gateway.addSkill({ stage: 'live', permissions, publications: [...noticeNames] });
  const { userId } = await gateway.addCustomer({ locale: 'en-US' });
  await gateway.subscribe();
  const env = { GATEHOUSE_CLIENT_ID: skill.clientId, GATEHOUSE_CLIENT_SECRET: skill.clientSecret };
  return { env, names: ['--to', gateway.urls.na, '--skill', skill.skillId, '--user', userId] };
}

describe('gatehouse trigger, straight to a gateway,', () => {
  for (const { name } of readyNotices) {
    it(`sends ${name}, and the customer hears what --preview says`, async () => {
      const { gateway, names, env } = await open();
      try {
        const sent = await trigger([name, ...names], env);
        assert.deepEqual([sent.code, sent.out, sent.err], [0, 'The gateway has taken it with 202\n', '']);
        const { text, state } = await gateway.untilNotice({});
        assert.equal(state, 'delivered');
        const { out } = await trigger([name, '--preview']);
        const withoutDates = (told: string): string => told.replace(/(?:on|by) .*\d.*?(?=\.| on | has|$)/, 'then');
        assert.equal(withoutDates(out.trim()), withoutDates(text));
      } finally {
        await gateway.stop();
      }
    });
  }

  it('sends each event of a device, with a token that the gateway gives', async () => {
    const { gateway, names } = await open();
    try {
      for (const { name } of readyMessages) {
        const { code, err } = await trigger([name, ...names]);
        assert.deepEqual([code, err], [0, ''], name);
      }
      const entries = await gateway.journal({ status: 202 });
      assert.equal(entries.length, readyMessages.length);
    } finally {
      await gateway.stop();
    }
  });

  it('sends to the region in which the customer is', async () => {
    const { gateway, names } = await open();
    try {
      await gateway.addCustomer({ userId: 'ann', region: 'EU' });
      assert.equal((await trigger(['doorbell-press', ...names, '--user', 'ann'])).code, 0);
      const [{ region }] = await gateway.until({ userId: 'ann', kind: 'DoorbellPress' });
      assert.equal(region, 'EU');
    } finally {
      await gateway.stop();
    }
  });

  it('sets what --set says, updates by --reference, and finds the gateway of gatehouse exec', async () => {
    const { gateway, names, env } = await open();
    try {
      const more = [...names.slice(2), '--reference', 'order1', '--set', 'order.seller.name=Any Shop'];
      const inside = { ...env, ...gateway.env };
      assert.equal((await trigger(['order-received', ...more], inside)).code, 0);
      await gateway.advance(1_000);
      assert.equal((await trigger(['order-preparing', ...more], inside)).code, 0);
      assert.deepEqual(
        (await gateway.notices()).map(({ state, text }) => [state, text]),
        [
          ['superseded', 'Your order from Any Shop has been received.'],
          ['delivered', 'Your order from Any Shop is being prepared.'],
        ],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('refuses --region beside --to, sends to the address of a region, and to the region under gatehouse exec', async () => {
    const { gateway, names, env } = await open();
    try {
      const refused = await trigger(['order-delivered', ...names, '--region', 'EU'], env);
      assert.deepEqual([refused.code, refused.out], [2, '']);
      assert.match(
        refused.err,
        /--region got EU, but at http:\S+ a gateway answers, .* name with --to the address of /,
      );
      assert.deepEqual(await gateway.journal({ status: 202 }), []);
      await gateway.addCustomer({ userId: 'bob', region: 'EU', locale: 'de-DE' });
      await gateway.subscribe({ userId: 'bob' });
      const bob = [...names.slice(2), '--user', 'bob'];
      const addressed = await trigger(['order-delivered', '--to', gateway.urls.eu, ...bob], env);
      assert.deepEqual([addressed.code, addressed.err], [0, '']);
      const inside = await trigger(['order-delivered', '--region', 'EU', ...bob], { ...env, ...gateway.env });
      assert.deepEqual([inside.code, inside.err], [0, '']);
      assert.deepEqual(
        (await gateway.notices('bob')).map(({ state }) => state),
        ['delivered', 'delivered'],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('sends to everybody, to the development address, and answers as JSON', async () => {
    const { gateway, names, env } = await open();
    try {
      const words = ['weather-alert', ...names, '--everybody', '--stage', 'development', '--json'];
      const { code, out } = await trigger(words, env);
      const { sent, ...answer } = JSON.parse(out) as Record<string, unknown>;
      assert.equal(code, 0);
      assert.deepEqual(answer, {
        ...{ name: 'weather-alert', to: 'gateway', taken: true, status: 202 },
        message: 'The gateway has taken it with 202',
      });
      assert.deepEqual(validateNotice(sent, { mode: 'strict' }), []);
      const { audience, stage } = await gateway.untilNotice({});
      assert.deepEqual([audience, stage], ['Multicast', 'development']);
    } finally {
      await gateway.stop();
    }
  });

  it('says why the gateway refuses, and ends with 1', async () => {
    const { gateway, names, env } = await open();
    try {
      await gateway.unsubscribe();
      const refused = await trigger(['order-delivered', ...names], env);
      assert.deepEqual([refused.code, refused.out], [1, '']);
      assert.match(
        refused.err,
        /^gatehouse: The gateway at http:\/\/127\.0\.0\.1:\d+ refused it, with 403: No subscription found .*NO_SUBSCRIPTION/,
      );
      const wrong = await trigger(['order-delivered', ...names], {
        ...env,
        GATEHOUSE_CLIENT_SECRET: 'gatehouse-secret-x',
      });
      assert.deepEqual([wrong.code, wrong.out], [1, '']);
      assert.match(
        wrong.err,
        /The token endpoint at http:\/\/127\.0\.0\.1:\d+\/auth\/O2\/token gave no token, with 401: .*invalid_client/,
      );
      const stranger = await trigger(['doorbell-press', ...names, '--user', 'nobody', '--json']);
      assert.equal(stranger.code, 1);
      assert.equal((JSON.parse(stranger.out) as { status: number }).status, 404);
    } finally {
      await gateway.stop();
    }
  });

  it('says that the gateway wants a key, or another one, and ends with 2', async () => {
    const gateway = await startGateway({ apiKey: 'gatehouse-secret-of-control' });
    try {
      const { env, names } = await furnish(gateway);
      const { code, out, err } = await trigger(['doorbell-press', ...names]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /wants a key, and none is set; set GATEHOUSE_GATEWAY_API_KEY .*\[unauthorized\]/);
      const wrong = { ...env, GATEHOUSE_GATEWAY_API_KEY: 'gatehouse-secret-of-another' };
      assert.match(
        (await trigger(['doorbell-press', ...names], wrong)).err,
        /refuses the key of GATEHOUSE_GATEWAY_API/,
      );
      const right = { ...env, GATEHOUSE_GATEWAY_API_KEY: 'gatehouse-secret-of-control' };
      assert.equal((await trigger(['doorbell-press', ...names], right)).code, 0);
    } finally {
      await gateway.stop();
    }
  });

  it('says which credentials it lacks, and ends with 2', async () => {
    const { gateway, names } = await open();
    try {
      const { code, err } = await trigger(['order-delivered', ...names]);
      assert.equal(code, 2);
      assert.match(err, /set GATEHOUSE_CLIENT_ID and GATEHOUSE_CLIENT_SECRET/);
    } finally {
      await gateway.stop();
    }
  });
});

/** The address of a relay that knows no customer. */
async function openRelay(t: TestContext, section: object = {}): Promise<string> {
  const config = createRelayConfig({ section: { port: 0, store: 'memory:', ...section } });
  const store = await openStore(config.store);
  const log = createRecordingLog();
  const relay = createRelay({ config, store, log, clock: createSystemClock(), random: createSystemRandom() });
  t.after(() => relay.stop());
  return (await relay.start()).url;
}

describe('gatehouse trigger, through a relay,', () => {
  it('sends notices, and says what the relay says of them', async t => {
    const url = await openRelay(t);
    const taken = await trigger(['order-delivered', '--to', url, '--user', 'ann', '--region', 'EU']);
    assert.deepEqual([taken.code, taken.err], [0, '']);
    assert.match(
      taken.out,
      /^The relay has taken it as evt_\S+; .*\n {2}No skill event has told .*\[subscriber-unknown\]\n$/,
    );
    const refused = await trigger(['order-delivered', '--to', url, '--user', 'ann']);
    assert.deepEqual([refused.code, refused.out], [1, '']);
    assert.match(
      refused.err,
      /The relay at http:\/\/127\.0\.0\.1:\d+ refused it with 400: No region is known of user ann/,
    );
  });

  it('sends each event of a device', async t => {
    const url = await openRelay(t);
    for (const { name } of readyMessages) {
      const { code, out, err } = await trigger([name, '--to', url, '--customer', 'ann']);
      assert.deepEqual([code, err], [0, ''], name);
      assert.match(out, /^The relay has taken it as evt_\S+; gatehouse explain tells what becomes of it\n$/);
    }
  });

  it('says that the relay wants a key, and ends with 2', async t => {
    const url = await openRelay(t, { apiKey: 'gatehouse-secret-of-the-relay' });
    const { code, err } = await trigger(['doorbell-press', '--to', url]);
    assert.equal(code, 2);
    assert.match(err, /The relay at .* wants an API key, and none is set; set GATEHOUSE_RELAY_API_KEY /);
  });

  it('asks the relay in the environment of a relay, and under gatehouse exec where a customer is named', async t => {
    const { gateway } = await open();
    t.after(() => gateway.stop());
    const { port } = new URL(await openRelay(t));
    const { GATEHOUSE_CONTROL_URL: _, ...regions } = gateway.env;
    const beside = await trigger(['doorbell-press'], { ...regions, GATEHOUSE_RELAY_PORT: port });
    assert.deepEqual([beside.code, beside.err], [0, '']);
    assert.match(beside.out, /^The relay has taken it as evt_/);
    const named = ['doorbell-press', '--customer', 'ann'];
    const inside = await trigger(named, { ...gateway.env, GATEHOUSE_RELAY_PORT: port });
    assert.deepEqual([inside.code, inside.err], [0, '']);
    assert.match(inside.out, /^The relay has taken it as evt_/);
    const wrong = await trigger([...named, '--to', gateway.urls.na]);
    assert.deepEqual([wrong.code, wrong.out], [2, '']);
    assert.match(
      wrong.err,
      /at a relay, but at http:\S+ a gateway answers; name the user with --user.*\[wrong-usage\]/,
    );
  });

  it('asks no relay in place of the gateway of gatehouse exec that does not answer, and ends with 2', async t => {
    const { port } = new URL(await openRelay(t));
    const env = { GATEHOUSE_CONTROL_URL: 'http://127.0.0.1:1/_gatehouse', GATEHOUSE_RELAY_PORT: port };
    const { code, out, err } = await trigger(['doorbell-press'], env);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /No gateway answers at http:\/\/127\.0\.0\.1:1\/_gatehouse, which GATEHOUSE_CONTROL_URL names/);
  });

  it('says that nothing answers there, and ends with 2', async () => {
    const { code, err } = await trigger(['doorbell-press', ...NOWHERE]);
    assert.equal(code, 2);
    assert.match(err, /No relay answers at http:\/\/127\.0\.0\.1:1; .* with --to \[unreachable\]/);
  });
});

describe('gatehouse trigger', () => {
  const moment = { now: Date.UTC(2026, 0, 1), messageId: '00000000-0000-4000-8000-000000000000' };

  it('has an event for each name of the catalogue, and none twice', () => {
    const named = new Set(readyNotices.map(ready => ready.create(moment).event.name));
    assert.deepEqual([...named].sort(), [...noticeNames].sort());
    const names = [...readyNotices, ...readyMessages].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  for (const ready of readyMessages) {
    it(`has ${ready.name} without a problem`, () => {
      assert.deepEqual(validateEvent(withScopeToken(ready.create(moment), 'token')), []);
    });
  }

  it('--list tells every name, and with a name what --set takes', async () => {
    const { code, out } = await trigger(['--list']);
    assert.equal(code, 0);
    assert.equal(out.trim().split('\n').length, 1 + readyNotices.length + readyMessages.length);
    const { items } = JSON.parse((await trigger(['--list', '--json'])).out) as { items: unknown[] };
    assert.equal(items.length, readyNotices.length + readyMessages.length);
    assert.match((await trigger(['order-shipped', '--list'])).out, /^order\.seller\.name$/m);
    assert.match((await trigger(['lamp-brightness', '--list'])).out, /^value$/m);
  });

  it('--preview tells a sentence and how well it is known, or prints the event', async () => {
    const shop = ['--set', 'order.seller.name=Any Shop'];
    const { out, err } = await trigger(['order-preparing', '--preview', ...shop]);
    assert.equal(out, 'Your order from Any Shop is being prepared.\n');
    assert.match(err, /told in en-US; how well the sentence is known: documented/);
    const json = JSON.parse((await trigger(['order-preparing', '--preview', '--json', '--locale', 'ja-JP'])).out);
    assert.deepEqual([json.locale, json.name], ['ja-JP', 'order-preparing']);
    const event = JSON.parse((await trigger(['lamp-brightness', '--preview', '--set', 'value=70'])).out);
    assert.equal(event.event.payload.change.properties[0].value, 70);
    const types = await trigger(['trash-collection', '--preview', '--set', 'alert.garbageTypes=CANS, GLASS']);
    assert.match(types.out, /cans.*glass/i);
  });

  for (const [name, words, said] of [
    ['no name', [], /No event is named to trigger/],
    ['a name that is misspelt', ['ordr-delivered'], /There is no event "ordr-delivered" to trigger; order-delivered, /],
    ['a --set without a value', ['order-shipped', '--set', 'state'], /--set got "state"; allowed is PATH=VALUE/],
    [
      'a path that is not there',
      ['order-shipped', '--set', 'order.seler.name=x'],
      /does not have; "order\.seller\.name" may be meant; allowed are state\.status, /,
    ],
    ['a region that is none', ['order-shipped', '--region', 'XX'], /allowed are NA, EU and FE/],
    ['a locale that is none', ['order-shipped', '--locale', 'pl-PL'], /a locale of notices such as de-DE/],
  ] as const) {
    it(`ends with 2 for ${name}, and says what is allowed`, async () => {
      const { code, out, err } = await trigger([...words, ...NOWHERE, '--preview']);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, said);
    });
  }

  it('ends with 1 for a value that breaks a rule, and sends nothing', async () => {
    const wrong = await trigger(['order-delivered', '--set', 'state.status=GONE', '--preview']);
    assert.deepEqual([wrong.code, wrong.out], [1, '']);
    assert.match(
      wrong.err,
      /was not sent, as it breaks rules\n {2}at \/event\/payload\/state\/status: .*ORDER_SHIPPED/,
    );
    const json = await trigger(['doorbell-press', '--set', 'cause=NOTHING', '--preview', '--json']);
    assert.equal(json.code, 1);
    assert.equal((JSON.parse(json.out) as { taken: boolean }).taken, false);
  });
});
