import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changeReport } from '../index.ts';
import { edit } from '../test/edit.ts';
import { mutationsOf } from '../test/mutations.ts';
import { readVectors } from '../test/read-vectors.ts';
import { sampleEndpoint, sampleEvents, sampleProperty } from '../test/sample-events.ts';
import { keepsToRegistration } from './keeps-to-registration.ts';
import { addressOf, judgeRegistered } from './validate-registered.ts';

const reported = { proactivelyReported: true, retrievable: true };
const home: unknown = edit(
  edit(sampleEndpoint(), '/capabilities/3', {
    interface: 'Alexa.RangeController',
    instance: 'Blind.Lift',
    properties: { supported: [{ name: 'rangeValue' }], ...reported },
    configuration: { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 5 } },
  }),
  '/capabilities/4',
  {
    interface: 'Alexa.ModeController',
    instance: 'Wash',
    properties: { supported: [{ name: 'mode' }], ...reported },
    configuration: { supportedModes: [{ value: 'Cold' }] },
  },
);

const changed = [
  { ...sampleProperty('Alexa.RangeController', 'rangeValue', 40), instance: 'Blind.Lift' },
  { ...sampleProperty('Alexa.ModeController', 'mode', 'Cold'), instance: 'Wash' },
  sampleProperty('Alexa.PowerController', 'powerState', 'ON'),
];
const report = changeReport({ messageId: 'm', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed });

/** The rules that a message breaks by all the judges; none where it names no endpoint. */
function brokenBy(value: unknown, description: unknown): string[] {
  const address = addressOf(value);
  const found = address === undefined ? [] : judgeRegistered({ ...address, value, description }, 'strict');
  return found.map(({ rule }) => rule);
}

describe('keepsToRegistration()', () => {
  it('knows at a glance what nearly all traffic is', () => {
    assert.equal(keepsToRegistration(report, home), true);
    for (const kind of ['ChangeReport', 'Response', 'StateReport']) {
      assert.equal(keepsToRegistration(sampleEvents[kind], home), true, kind);
    }
  });

  it('says nothing of what breaks a rule', () => {
    const value = '/event/payload/change/properties/0/value';
    for (const [pointer, member] of [
      [value, 105],
      [value, 3],
      ['/event/payload/change/properties/1/value', 'Hot'],
      ['/event/payload/change/properties/2/instance', 'A'],
      ['/event/payload/change/properties/2/name', 'power'],
    ] as const) {
      const broken = edit(report, pointer, member);
      assert.equal(keepsToRegistration(broken, home), false, pointer);
      assert.equal(brokenBy(broken, home).length, 1, pointer);
    }
    assert.equal(keepsToRegistration(report, undefined), false);
  });

  it('agrees with the judges about every vector', () => {
    const vectors = [...readVectors().values()].flat().filter(({ kind }) => kind === 'event');
    const quick = vectors.filter(({ value, description = home }) => keepsToRegistration(value, description));
    assert.ok(quick.length > 100, String(quick.length));
    for (const { value, description = home, place } of quick) {
      assert.deepEqual(brokenBy(value, description), [], place);
    }
  });

  it('agrees with the judges about damaged events and damaged registrations', () => {
    fc.assert(
      fc.property(mutationsOf(report), mutationsOf(home), (value, description) => {
        for (const [event, declared] of [
          [value, home],
          [report, description],
          [value, description],
        ]) {
          assert.ok(!keepsToRegistration(event, declared) || brokenBy(event, declared).length === 0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('throws for nothing', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, description) => {
        assert.equal(typeof keepsToRegistration(value, description), 'boolean');
      }),
    );
  });
});
