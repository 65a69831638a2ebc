import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '@gatehouse/protocol';
import fc from 'fast-check';
import { brightness, changeReport, event, openHome, power, property, remote } from '../test/home-fixture.ts';
import type { Applied } from './applied.ts';
import { effectRules } from './effect-rules.ts';

const typesOf = (applied: Applied): string[] => applied.effects.map(({ type }) => type);

function assertIgnored(applied: Applied, code: keyof typeof effectRules, pointer?: string): void {
  assert.deepEqual(applied.effects, []);
  assert.equal(applied.reason?.code, code);
  assert.equal(applied.reason.rule, `effect/${code}`);
  assert.equal(applied.reason.source, effectRules[code].source);
  assert.equal(applied.reason.basis, effectRules[code].basis);
  assert.equal(applied.reason.pointer, pointer);
  assert.deepEqual(applied.ignored?.[0], applied.reason);
}

describe('applyEvent() of a ChangeReport', () => {
  it('takes over what changed and what stands beside it', () => {
    const home = openHome();
    const applied = home.apply(changeReport([brightness(42, 5)], { context: [power('ON', 1)] }));
    assert.deepEqual(applied, {
      effects: [
        {
          type: 'state',
          endpointId: 'lamp-1',
          namespace: 'Alexa.BrightnessController',
          name: 'brightness',
          value: 42,
          timeOfSample: '2026-01-01T00:00:05.000Z',
          changed: true,
        },
        {
          type: 'state',
          endpointId: 'lamp-1',
          namespace: 'Alexa.PowerController',
          name: 'powerState',
          value: 'ON',
          timeOfSample: '2026-01-01T00:00:01.000Z',
          changed: true,
        },
      ],
    });
    assert.deepEqual(home.values(), { 'lamp-1 brightness': 42, 'lamp-1 powerState': 'ON' });
  });

  it('says that an endpoint is not known', () => {
    const home = openHome();
    assertIgnored(home.apply(changeReport([brightness(1, 1)], { endpointId: 'x' })), 'not-discovered', ENDPOINT);
    const other = changeReport([brightness(1, 1)]);
    assertIgnored(home.apply(other, { userId: 'u2' }), 'not-discovered', ENDPOINT);
    assertIgnored(home.apply(other, { skillId: 's2' }), 'not-discovered', ENDPOINT);
  });

  it('says that there is no endpoint, or nothing reported', () => {
    const home = openHome();
    const report = changeReport([]);
    assertIgnored(home.apply(report), 'nothing-reported', CHANGED);
    assertIgnored(home.apply(event(['Alexa', 'ChangeReport'])), 'no-endpoint', ENDPOINT);
    assertIgnored(home.apply({ event: 7 }, { kind: 'ChangeReport' }), 'no-endpoint', ENDPOINT);
  });

  it('says that a property is not declared, not of this instance, or not reported proactively', () => {
    const home = openHome();
    const lock = property(['LockController', 'lockState'], 'LOCKED', 1);
    assertIgnored(home.apply(changeReport([lock])), 'not-declared', `${CHANGED}/0`);
    const speed = property(['RangeController', 'rangeValue'], 3, 1, { instance: 'Lamp.Other' });
    assertIgnored(home.apply(changeReport([speed])), 'unknown-instance', `${CHANGED}/0/instance`);
    const bare = property(['RangeController', 'rangeValue'], 3, 1);
    assertIgnored(home.apply(changeReport([bare])), 'unknown-instance', `${CHANGED}/0/instance`);
    const temperature = property(['TemperatureSensor', 'temperature'], { value: 20, scale: 'CELSIUS' }, 1);
    assertIgnored(home.apply(changeReport([temperature])), 'not-proactively-reported', `${CHANGED}/0`);
    assert.deepEqual(home.values(), {});
  });

  it('takes a property that is not reported proactively as context', () => {
    const home = openHome();
    const temperature = property(['TemperatureSensor', 'temperature'], { value: 20, scale: 'CELSIUS' }, 1);
    const applied = home.apply(changeReport([brightness(1, 1)], { context: [temperature] }));
    assert.deepEqual(typesOf(applied), ['state', 'state']);
    assert.equal(applied.reason, undefined);
  });

  it('says that a value is outside of what the endpoint declares', () => {
    const home = openHome();
    const speed = (value: number): object =>
      property(['RangeController', 'rangeValue'], value, 1, { instance: 'Lamp.Speed' });
    const scene = (value: string): object => property(['ModeController', 'mode'], value, 1, { instance: 'Lamp.Scene' });
    const high = home.apply(changeReport([speed(6)]));
    assertIgnored(high, 'out-of-range', `${CHANGED}/0/value`);
    assert.equal(high.reason?.message, 'rangeValue (Lamp.Speed) of endpoint lamp-1 is 6; discovery declares 1 to 5');
    assertIgnored(home.apply(changeReport([speed(0.5)])), 'out-of-range', `${CHANGED}/0/value`);
    const mode = home.apply(changeReport([scene('Loud')]));
    assertIgnored(mode, 'out-of-range', `${CHANGED}/0/value`);
    assert.equal(
      mode.reason?.message,
      'mode (Lamp.Scene) of endpoint lamp-1 is "Loud"; discovery declares Calm, Party',
    );
    assert.deepEqual(typesOf(home.apply(changeReport([speed(5), scene('Calm')]))), ['state', 'state']);
  });

  it('says that a value is not of the interface, by the rule of the protocol', () => {
    const home = openHome();
    const { effects, reason } = home.apply(changeReport([brightness(101, 1)]));
    assert.deepEqual([effects, reason?.code, reason?.pointer], [[], 'out-of-range', `${CHANGED}/0/value`]);
    assert.ok(reason !== undefined && Object.hasOwn(rules, reason.rule));
  });

  it('says that a property is unusable', () => {
    const home = openHome();
    for (const unusable of [{}, power('ON', 1, { timeOfSample: 'today' }), power(undefined, 1), 7 as never]) {
      assertIgnored(home.apply(changeReport([unusable])), 'invalid-property', `${CHANGED}/0`);
    }
  });

  it('reads the times that senders in the field write', () => {
    const home = openHome();
    const applied = home.apply(changeReport([power('ON', 1, { timeOfSample: '2026-01-01T02:00:00.123456+02:00' })]));
    assert.deepEqual(
      applied.effects.map(effect => 'timeOfSample' in effect && effect.timeOfSample),
      ['2026-01-01T00:00:00.123Z'],
    );
  });

  it('says that a sample is stale or known already, and keeps the newer value', () => {
    const home = openHome();
    home.apply(changeReport([brightness(50, 10)]));
    assertIgnored(home.apply(changeReport([brightness(10, 9)])), 'stale-sample', `${CHANGED}/0`);
    assertIgnored(home.apply(changeReport([brightness(50, 10)])), 'already-known', `${CHANGED}/0`);
    assert.deepEqual(home.values(), { 'lamp-1 brightness': 50 });
  });

  it('passes over context that is known already, and reports context that is stale beside the effects', () => {
    const home = openHome();
    home.apply(changeReport([power('ON', 10)]));
    assert.deepEqual(home.apply(changeReport([brightness(1, 11)], { context: [power('ON', 10)] })).ignored, undefined);
    const applied = home.apply(changeReport([brightness(2, 12)], { context: [power('OFF', 9)] }));
    assert.equal(applied.reason, undefined);
    assert.deepEqual(
      applied.ignored?.map(({ code, pointer }) => [code, pointer]),
      [['stale-sample', '/context/properties/0']],
    );
  });

  it('gives the reason when only a part of the changes has an effect', () => {
    const home = openHome();
    const lock = property(['LockController', 'lockState'], 'LOCKED', 1);
    const applied = home.apply(changeReport([brightness(1, 1), lock]));
    assert.deepEqual(typesOf(applied), ['state']);
    assert.equal(applied.reason?.pointer, `${CHANGED}/1`);
  });

  it('tells a newer time of the same value from a change', () => {
    const home = openHome();
    home.apply(changeReport([brightness(50, 10)]));
    const [effect] = home.apply(changeReport([brightness(50, 11)])).effects;
    assert.equal(effect?.type === 'state' && effect.changed, false);
  });
});

describe('applyEvent() of reports in any order', () => {
  const step = fc.record({
    seconds: fc.integer({ min: 0, max: 50 }),
    bright: fc.integer({ min: 0, max: 100 }),
    on: fc.constantFrom('ON', 'OFF'),
    lead: fc.boolean(),
  });
  const steps = fc.uniqueArray(step, { selector: ({ seconds }) => seconds, minLength: 1, maxLength: 12 });
  const arrivals = steps.chain(all =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.array(fc.nat(all.length - 1), { maxLength: 6 }),
    }),
  );
  const reportOf = ({
    seconds,
    bright,
    on,
    lead,
  }: {
    seconds: number;
    bright: number;
    on: string;
    lead: boolean;
  }): object => {
    const properties = [brightness(bright, seconds), power(on, seconds)];
    const [first, second] = lead ? properties : properties.toReversed();
    return changeReport(first ? [first] : [], second ? { context: [second] } : {});
  };

  it('ends on the newest sample of each property; the same message twice changes nothing', () => {
    fc.assert(
      fc.property(arrivals, ({ all, order, again }) => {
        const home = openHome();
        const reports = order.map(reportOf);
        for (const report of reports) home.apply(report);
        const newest = all.toSorted((a, b) => a.seconds - b.seconds).at(-1);
        assert.deepEqual(home.values(), { 'lamp-1 brightness': newest?.bright, 'lamp-1 powerState': newest?.on });
        const before = home.homes.view('u1', 'NA');
        for (const index of again) assert.deepEqual(home.apply(reports[index % reports.length]).effects, []);
        assert.deepEqual(home.homes.view('u1', 'NA'), before);
      }),
    );
  });
});

describe('applyEvent() of the same messageId', () => {
  it('has no second effect, even with another content', () => {
    const home = openHome();
    const header = { messageId: 'once' };
    home.apply(changeReport([brightness(1, 1)], { header }));
    assertIgnored(home.apply(changeReport([brightness(2, 2)], { header })), 'duplicate-message', MESSAGE);
    assert.deepEqual(home.values(), { 'lamp-1 brightness': 1 });
  });

  it('has its effect when it had none before', () => {
    const home = openHome(remote);
    const push = { endpointId: 'doorbell-1', header: { messageId: 'once' }, payload: { timestamp: 'x' } };
    const press = event(['Alexa.DoorbellEventSource', 'DoorbellPress'], push);
    assertIgnored(home.apply(press), 'not-discovered', ENDPOINT);
    const source = { interface: 'Alexa.DoorbellEventSource', proactivelyReported: true };
    home.homes.registerEndpoints({ userId: 'u1', skillId: 's1' }, [
      { endpointId: 'doorbell-1', capabilities: [source] },
    ]);
    assert.deepEqual(typesOf(home.apply(press)), ['doorbell']);
    assertIgnored(home.apply(press), 'duplicate-message', MESSAGE);
  });

  it('is not remembered when it is empty or longer than a messageId may be', () => {
    const home = openHome();
    for (const [index, messageId] of ['', '', 'x'.repeat(128), 'x'.repeat(128)].entries()) {
      const applied = home.apply(changeReport([brightness(index, index)], { header: { messageId } }));
      assert.deepEqual(typesOf(applied), ['state']);
    }
  });

  it('counts for one skill and one customer', () => {
    const home = openHome();
    home.homes.registerEndpoints({ userId: 'u2', skillId: 's1' }, [{ ...remote, endpointId: 'remote-1' }]);
    const header = { messageId: 'once', instance: 'button-1' };
    const push = event(['Alexa.SimpleEventSource', 'Event'], { endpointId: 'remote-1', header, payload: {} });
    assert.deepEqual(typesOf(home.apply(push)), ['simple-event']);
    assert.deepEqual(typesOf(home.apply(push, { userId: 'u2' })), ['simple-event']);
  });
});

const ENDPOINT = '/event/endpoint/endpointId';
const CHANGED = '/event/payload/change/properties';
const MESSAGE = '/event/header/messageId';
