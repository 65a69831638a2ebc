import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AlexaEvent, capabilities, withScopeToken } from '../index.ts';
import { edit } from '../test/edit.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleEvents, sampleProperty } from '../test/sample-events.ts';
import { isSoundEvent } from './sound-event.ts';
import { judgeEvent } from './validate-event.ts';

const token = 'gatehouse-secret-token';
const quickKinds = ['ChangeReport', 'Response', 'StateReport'];
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');

function posted(kind: string): AlexaEvent {
  const event = sampleEvents[kind];
  assert.ok(event);
  return withScopeToken(event, token);
}

/** A change report of many properties, so that mutations meet every kind of value. */
function reportOf(properties: readonly unknown[]): unknown {
  return edit(posted('ChangeReport'), '/context', { properties });
}

const rich = reportOf([
  sampleProperty('Alexa.ColorController', 'color', { hue: 350.5, saturation: 0.7, brightness: 0.6 }),
  sampleProperty('Alexa.ThermostatController', 'targetSetpoint', { value: 20, scale: 'CELSIUS' }),
  { ...sampleProperty('Alexa.RangeController', 'rangeValue', 7), instance: 'Blind.Lift' },
  { ...sampleProperty('Alexa.RangeController', 'rangeValue', 7), instance: 'Blind.Tilt' },
  sampleProperty('Alexa.EndpointHealth', 'connectivity', { value: 'OK' }),
  sampleProperty('Alexa.Speaker', 'muted', false),
]);

describe('isSoundEvent()', () => {
  it('takes the plain events that nearly all traffic is', () => {
    for (const kind of quickKinds) {
      const event = { ...posted(kind) };
      assert.ok(isSoundEvent(event, true), kind);
      assert.ok(isSoundEvent({ ...sampleEvents[kind] }, false), kind);
      assert.ok(!isSoundEvent({ ...sampleEvents[kind] }, true), `${kind} without a scope`);
    }
    assert.ok(isSoundEvent({ ...Object(rich) }, true));
    assert.ok(isSoundEvent({ ...Object(edit(posted('ChangeReport'), '/context', undefined)) }, true));
  });

  it('takes nothing that a rule has anything to say about, however it is broken', () => {
    const samples = [...quickKinds.map(posted), rich];
    const broken = fc.oneof(...samples.map(mutationsOf));
    fc.assert(
      fc.property(broken, fc.boolean(), (value, isPosted) => {
        const isSound = typeof value === 'object' && value !== null && isSoundEvent({ ...value }, isPosted);
        for (const mode of isSound ? (['strict', 'observed'] as const) : []) {
          assert.deepEqual(judgeEvent(value, { mode, posted: isPosted }), []);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('takes no value of any property that its capability does not allow', () => {
    const values = [
      0,
      -1,
      101,
      1e6,
      0.5,
      '',
      'ON',
      'on',
      'OK',
      'LOCKED',
      true,
      null,
      {},
      [],
      { value: 'OK' },
      { value: 1 },
    ];
    for (const { interface: namespace, properties } of capabilities) {
      for (const name of [...Object.keys(properties), 'unheardOf', 'constructor']) {
        for (const value of values) {
          for (const instance of [{}, { instance: 'Lamp.Level' }]) {
            const event = reportOf([{ ...sampleProperty(namespace, name, value), ...instance }]);
            assert.ok(
              !isSoundEvent({ ...Object(event) }, true) || judgeEvent(event).length === 0,
              JSON.stringify(event),
            );
          }
        }
      }
    }
  });

  it('takes the ids that the judges take, and no others', () => {
    const id = fc.oneof(
      fc.uuid(),
      fc.string({ maxLength: 300, unit: fc.constantFrom(...'aZ09-', ' ', '_', '@', '.', 'é', '😀') }),
      fc.string({ maxLength: 300, unit: fc.constantFrom(...'azAZ09-') }),
      fc.string({ maxLength: 300, unit: fc.constantFrom(...'azAZ09 _-=#;:?@&') }),
    );
    fc.assert(
      fc.property(id, fc.constantFrom('/event/header/messageId', '/event/endpoint/endpointId'), (text, place) => {
        const event = { ...Object(edit(posted('ChangeReport'), place, text)) };
        assert.equal(isSoundEvent(event, true), judgeEvent(event).length === 0, JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves times to the calendar', () => {
    const at = (timeOfSample: string): boolean =>
      isSoundEvent({ ...Object(reportOf([{ ...power, timeOfSample }])) }, true);
    for (const good of ['2024-02-29T23:59:59Z', '2026-12-31T00:00:00.5Z', '2026-04-30T12:00:00.123Z']) {
      assert.ok(at(good), good);
    }
    for (const bad of [
      '2026-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00:00.1234Z',
      '2026-01-01T00:00:00.Z',
      '2026-01-01T00:00:00+00:00',
      '0026-01-01T00:00:00Z',
    ]) {
      assert.ok(!at(bad), bad);
    }
  });

  it('leaves repetition, crowds and members that are not own to the judges', () => {
    assert.ok(!isSoundEvent({ ...Object(reportOf([power, power])) }, true));
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...sampleProperty('Alexa.RangeController', 'rangeValue', index),
      instance: `Range.${index}`,
    }));
    assert.ok(isSoundEvent({ ...Object(reportOf(many.slice(0, 10))) }, true));
    assert.ok(!isSoundEvent({ ...Object(reportOf(many)) }, true));
    assert.ok(!isSoundEvent({ ...Object(reportOf([Object.create(power)])) }, true));
    assert.ok(!isSoundEvent(Object.create(posted('ChangeReport')), true));
  });
});
