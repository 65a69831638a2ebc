import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AlexaEvent, textAt, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { type EffectCode, effectRules } from '../effect/effect-rules.ts';
import { ledger } from '../rule/ledger.ts';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { brightness, capability, changeReport, event, property } from './home-fixture.ts';
import { openSkill, reply, type SkillFixture } from './skill-fixture.ts';

const described = { manufacturerName: 'Gatehouse', description: 'A thing', displayCategories: ['OTHER'] };
const labels = { friendlyNames: [{ '@type': 'text', value: { text: 'One', locale: 'en-US' } }] };
const lamp = {
  ...described,
  endpointId: 'lamp-1',
  friendlyName: 'Lamp',
  capabilities: [
    capability('Alexa.BrightnessController', ['brightness']),
    capability('Alexa.TemperatureSensor', ['temperature'], {
      properties: { supported: [{ name: 'temperature' }], proactivelyReported: false, retrievable: true },
    }),
    capability('Alexa.RangeController', ['rangeValue'], {
      instance: 'Lamp.Speed',
      capabilityResources: labels,
      configuration: { supportedRange: { minimumValue: 1, maximumValue: 5, precision: 1 } },
    }),
    {
      type: 'AlexaInterface',
      interface: 'Alexa.WakeOnLANController',
      version: '3',
      properties: {},
      configuration: { MACAddresses: ['aa:bb:cc:dd:ee:ff'] },
    },
    {
      type: 'AlexaInterface',
      interface: 'Alexa.SimpleEventSource',
      version: '1.0',
      instance: 'button-1',
      capabilityResources: labels,
      configuration: { supportedEvents: [{ id: 'Push.1', friendlyNames: labels.friendlyNames }] },
    },
  ],
};

/** A gateway of one mode with one customer, whose lamp is known, and a skill that defers every directive. */
class Home {
  readonly gateway: TestGateway;
  readonly skill: SkillFixture;
  readonly #token: string;
  #messages = 0;

  private constructor(gateway: TestGateway, skill: SkillFixture, token: string) {
    this.gateway = gateway;
    this.skill = skill;
    this.#token = token;
  }

  static async open(mode: 'strict' | 'observed'): Promise<Home> {
    const gateway = await startTestGateway({ mode });
    const skill = await openSkill(reply('DeferredResponse'));
    const { access_token: token } = await gateway.enable({ directiveUrl: skill.url });
    const home = new Home(gateway, skill, token);
    await home.announce([lamp]);
    return home;
  }

  /** Posts an event with a messageId of its own, which must be accepted. */
  async post(message: object, messageId?: string): Promise<void> {
    this.#messages += 1;
    const event = withScopeToken(message as AlexaEvent, this.#token);
    const { header } = event.event;
    const named = {
      ...event,
      event: { ...event.event, header: { ...header, messageId: messageId ?? `m-${this.#messages}` } },
    };
    const { status } = await this.gateway.postEvent(named, { token: this.#token });
    assert.equal(status, 202, JSON.stringify((await this.gateway.lastEntry()).reason));
  }

  announce(endpoints: readonly object[]): Promise<void> {
    return this.post(event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints } }));
  }

  /** Sends a directive, and gives its correlationToken as soon as the skill has it. */
  async direct(act: (header: object) => Promise<void>): Promise<void> {
    const names = {
      skillId: 'skill-1',
      userId: 'user-1',
      endpointId: 'lamp-1',
      namespace: 'Alexa.BrightnessController',
    };
    const calls = this.skill.calls.length;
    const sent = this.gateway.control('POST', '/directives', {
      ...names,
      name: 'SetBrightness',
      payload: { brightness: 1 },
    });
    await this.skill.called(calls + 1);
    const directive = this.skill.calls.at(-1)?.directive;
    await act({ correlationToken: textAt(directive, ['directive', 'header', 'correlationToken']) });
    await this.gateway.clock.advance(8_000);
    await sent;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.skill.close();
    assertNoSecret(this.gateway.log.text());
  }
}

const respond = (header: object): object => event(['Alexa', 'Response'], { endpointId: 'lamp-1', header, context: [] });
const report = (changed: readonly object[], endpointId: string = 'lamp-1'): object =>
  changeReport(changed, { endpointId, context: [] });
const push = (instance: string, id: string): object =>
  event(['Alexa.SimpleEventSource', 'Event'], {
    endpointId: 'lamp-1',
    header: { instance, payloadVersion: '1.0' },
    payload: { id, timestamp: '2026-01-01T00:00:00Z' },
  });
const speed = (value: number, instance: string): object =>
  report([property(['RangeController', 'rangeValue'], value, 1, { instance })]);

const made = event(['Alexa.Made.Up', 'Thing']) as AlexaEvent;

interface Row {
  readonly code: EffectCode;
  readonly what: string;
  /** Strict unless told otherwise: some of it never gets past the rules of messages there. */
  readonly mode?: 'observed';
  run(home: Home): Promise<void>;
}

const rows: readonly Row[] = [
  {
    code: 'already-answered',
    what: 'a second answer to a directive',
    run: home =>
      home.direct(async header => {
        await home.post(respond(header));
        await home.post(respond(header));
      }),
  },
  {
    code: 'already-known',
    what: 'a sample that is known',
    run: async home => {
      await home.post(report([brightness(5, 100)]));
      await home.post(report([brightness(5, 100)]));
    },
  },
  {
    code: 'duplicate-message',
    what: 'a message that came before',
    run: async home => {
      await home.post(report([brightness(6, 101)]), 'twice');
      await home.post(report([brightness(7, 102)]), 'twice');
    },
  },
  {
    code: 'invalid-endpoint',
    what: 'an endpoint without id',
    mode: 'observed',
    run: home => home.announce([{ friendlyName: 'Nobody' }]),
  },
  {
    code: 'invalid-property',
    what: 'a sample without a readable time',
    mode: 'observed',
    run: home => home.post(report([brightness(5, 1, { timeOfSample: 'yesterday' })])),
  },
  {
    code: 'late-reply',
    what: 'an answer after 8 s',
    run: async home => {
      let late: object = {};
      await home.direct(async header => {
        late = header;
      });
      await home.post(respond(late));
    },
  },
  {
    code: 'no-endpoint',
    what: 'an event that names no endpoint',
    mode: 'observed',
    run: home => home.post({ event: { ...made.event, endpoint: {} } }),
  },
  {
    code: 'not-a-turn-on',
    what: 'a WakeUp for another directive',
    run: home =>
      home.direct(header =>
        home.post(event(['Alexa.WakeOnLANController', 'WakeUp'], { endpointId: 'lamp-1', header, context: [] })),
      ),
  },
  {
    code: 'not-declared',
    what: 'a property that discovery does not have',
    run: home => home.post(report([property(['LockController', 'lockState'], 'LOCKED', 1)])),
  },
  {
    code: 'not-discovered',
    what: 'an endpoint that was never announced',
    run: home => home.post(report([brightness(5, 1)], 'lamp-9')),
  },
  {
    code: 'not-proactively-reported',
    what: 'a property that is only to be asked for',
    run: home =>
      home.post(report([property(['TemperatureSensor', 'temperature'], { value: 20, scale: 'CELSIUS' }, 1)])),
  },
  { code: 'nothing-reported', what: 'a report without properties', run: home => home.post(report([])) },
  { code: 'out-of-range', what: 'a value beyond supportedRange', run: home => home.post(speed(6, 'Lamp.Speed')) },
  {
    code: 'stale-sample',
    what: 'a sample older than the known one',
    run: async home => {
      await home.post(report([brightness(5, 200)]));
      await home.post(report([brightness(4, 199)]));
    },
  },
  {
    code: 'unknown-correlation',
    what: 'an answer to nothing',
    run: home => home.post(respond({ correlationToken: 'nobody-sent-this' })),
  },
  {
    code: 'unknown-event',
    what: 'an event id that is not declared',
    run: home => home.post(push('button-1', 'Push.9')),
  },
  {
    code: 'unknown-instance',
    what: 'an event of an instance that is not declared',
    run: home => home.post(push('button-9', 'Push.1')),
  },
  {
    code: 'unknown-instance',
    what: 'a property of an instance that is not declared',
    run: home => home.post(speed(3, 'Lamp.Other')),
  },
  {
    code: 'home-full',
    what: 'an endpoint too many',
    run: async home => {
      // The lamp has one of the 10,000 places.
      for (let first = 1; first < 10_000; first += 300) {
        const count = Math.min(300, 10_000 - first);
        const capabilities = [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }];
        const one = { ...described, friendlyName: 'Thing', capabilities };
        await home.announce(
          Array.from({ length: count }, (_, index) => ({ ...one, endpointId: `e-${first + index}` })),
        );
      }
      await home.announce([{ ...lamp, endpointId: 'one-more' }]);
    },
  },
];

describe('an event that was accepted and has no effect', () => {
  const homes = new Map<string, Home>();
  before(async () => {
    for (const mode of ['strict', 'observed'] as const) homes.set(mode, await Home.open(mode));
  });
  after(async () => {
    for (const home of homes.values()) await home.stop();
  });

  it('has a row here for each reason that there can be', () => {
    assert.deepEqual([...new Set(rows.map(({ code }) => code))].sort(), Object.keys(effectRules).sort());
  });

  for (const { code, what, mode = 'strict', run } of rows) {
    it(`says ${code} of ${what}, with rule, source and basis`, async () => {
      const home = homes.get(mode) ?? assert.fail();
      await run(home);
      const { body } = await home.gateway.control('GET', '/journal?status=202&limit=1000');
      const entry = (
        body as { items: { effects: object[]; reason?: Record<string, string>; ignored?: object[] }[] }
      ).items.at(-1);
      assert.deepEqual([entry?.reason?.code, entry?.effects], [code, []]);
      assert.deepEqual(entry?.ignored?.[0], entry?.reason);
      const rule = ledger.find(({ id }) => id === `effect/${code}`);
      const { message = '', ...reason } = entry?.reason ?? {};
      assert.deepEqual([reason.rule, reason.source, reason.basis], [rule?.id, rule?.source, rule?.basis]);
      assert.ok(message.length > 10);
    });
  }

  it('says by the rule of the protocol that a value is not of its interface', async () => {
    const home = homes.get('observed') ?? assert.fail();
    await home.post(report([brightness(101, 300)]));
    const { effects, reason } = await home.gateway.lastEntry();
    const rule = ledger.find(({ id }) => id === reason?.rule);
    assert.deepEqual([effects, rule?.area, rule?.source], [[], 'message', reason?.source]);
  });
});
