import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changeReport, ruleOf, simpleEvent, validateEvent, validateRegistered, withScopeToken } from '../index.ts';
import { edit } from '../test/edit.ts';
import { sampleEndpoint, sampleEvents, sampleProperty, sampleTime } from '../test/sample-events.ts';

const range = {
  interface: 'Alexa.RangeController',
  instance: 'Blind.Lift',
  properties: { supported: [{ name: 'rangeValue' }], proactivelyReported: true },
  configuration: { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 10 } },
};
const lamp = edit(sampleEndpoint(), '/capabilities/3', range);
const registered = (endpointId: string): unknown => (endpointId === 'lamp-1' ? lamp : undefined);

function lifted(rangeValue: unknown): unknown {
  const changed = [{ ...sampleProperty('Alexa.RangeController', 'rangeValue', rangeValue), instance: 'Blind.Lift' }];
  return changeReport({ messageId: 'm', endpointId: 'lamp-1', cause: 'PHYSICAL_INTERACTION', changed });
}

describe('validateRegistered()', () => {
  it('names endpoint and property in words and points at the value', () => {
    const [problem, ...others] = validateRegistered(lifted(101), { registered });
    assert.deepEqual(others, []);
    assert.equal(problem?.message, 'rangeValue (Blind.Lift) of endpoint lamp-1 is 101; discovery declares 0 to 100');
    assert.equal(problem.pointer, '/event/payload/change/properties/0/value');
  });

  it('only notes a value between the declared steps', () => {
    const [problem] = validateRegistered(lifted(5), { registered });
    assert.deepEqual([problem?.rule, problem?.severity], ['registration-precision', 'note']);
  });

  it('says nothing about a value of another form, which other rules refuse', () => {
    assert.deepEqual(validateRegistered(lifted('101'), { registered }), []);
  });

  it('names the endpoint that is not registered', () => {
    const report = edit(lifted(1), '/event/endpoint/endpointId', 'lamp-9');
    const [problem] = validateRegistered(report, { registered });
    assert.equal(problem?.message, 'event.endpoint.endpointId is lamp-9, which is not registered');
  });

  it('warns in observed mode of what is found out after 202 only', () => {
    const found = validateRegistered(lifted(101), { registered, mode: 'observed' });
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['warning'],
    );
  });

  it('asks for proactivelyReported in a ChangeReport, not in an answer', () => {
    const silent = edit(lamp, '/capabilities/1/properties/proactivelyReported', false);
    const judge = (kind: string): string[] =>
      validateRegistered(sampleEvents[kind], { registered: () => silent }).map(({ rule }) => rule);
    assert.deepEqual(judge('ChangeReport'), ['property-not-proactive']);
    assert.deepEqual([judge('StateReport'), judge('Response')], [[], []]);
  });

  it('does not ask an error for a registration', () => {
    assert.deepEqual(validateRegistered(sampleEvents.ErrorResponse, { registered: () => undefined }), []);
  });

  it('says that the instance of an event is not declared, and which are', () => {
    const sources = { capabilities: [{ interface: 'Alexa.SimpleEventSource', instance: 'Remote.2' }] };
    const event = simpleEvent({
      messageId: 'm',
      endpointId: 'r',
      instance: 'Remote.1',
      id: 'a',
      timestamp: sampleTime,
    });
    const [problem] = validateRegistered(event, { registered: () => sources });
    assert.equal(problem?.message, 'event.header.instance is "Remote.1"; endpoint r declares Remote.2');
  });

  it('passes over what form and sense refuse: an instance that is missing or no text', () => {
    const at = '/event/payload/change/properties/0/instance';
    for (const instance of [undefined, 7]) {
      const report = edit(lifted(101), at, instance);
      assert.deepEqual(validateRegistered(report, { registered }), []);
      assert.equal(validateEvent(report, { posted: false, registered }).length, 1);
    }
  });

  it('takes names that every object has for what they are', () => {
    for (const instance of ['__proto__', 'constructor', 'toString']) {
      const named = edit(lamp, '/capabilities/3/instance', instance);
      const report = edit(lifted(50), '/event/payload/change/properties/0/instance', instance);
      assert.deepEqual(validateRegistered(report, { registered: () => named }), []);
      const [problem] = validateRegistered(report, { registered });
      assert.equal(problem?.rule, 'property-instance-undeclared');
    }
  });

  it('counts steps by what numbers can tell apart', () => {
    const by = (precision: number, value: number): string[] => {
      const declared = edit(lamp, '/capabilities/3/configuration/supportedRange', {
        minimumValue: 0,
        maximumValue: 1e15,
        precision,
      });
      return validateRegistered(lifted(value), { registered: () => declared }).map(({ rule }) => rule);
    };
    assert.deepEqual(by(0.1, 0.1 + 0.2), []);
    assert.deepEqual(by(0.001, 1e9 + 0.001), []);
    assert.deepEqual(by(1e-320, 10), []);
    assert.deepEqual(by(1, 1e9 + 0.5), ['registration-precision']);
  });

  it('does not judge by a range the wrong way round, which is a fault of discovery', () => {
    const reversed = edit(lamp, '/capabilities/3/configuration/supportedRange', { minimumValue: 9, maximumValue: 0 });
    assert.deepEqual(validateRegistered(lifted(101), { registered: () => reversed }), []);
  });

  it('judges a directive by what its endpoint declares, in words', () => {
    const directive = {
      header: {
        namespace: 'Alexa.RangeController',
        name: 'SetRangeValue',
        instance: 'Blind.Lift',
        payloadVersion: '3',
        messageId: 'm',
      },
      endpoint: { endpointId: 'lamp-1' },
      payload: { rangeValue: 101 },
    };
    const [problem, ...others] = validateRegistered({ directive }, { registered });
    assert.deepEqual(others, []);
    assert.equal(
      problem?.message,
      'directive.payload.rangeValue of endpoint lamp-1 is 101; discovery declares 0 to 100',
    );
    const unknown = validateRegistered(edit({ directive }, '/directive/endpoint/endpointId', 'lamp-9'), { registered });
    assert.deepEqual(
      unknown.map(({ rule, pointer }) => [rule, pointer]),
      [['registration-endpoint', '/directive/endpoint/endpointId']],
    );
  });

  it('throws for no event and no registration', () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (value, description) => {
        assert.ok(Array.isArray(validateRegistered(value, { registered: () => description })));
        assert.ok(Array.isArray(validateRegistered(lifted(1), { registered: () => description })));
        const odd = { capabilities: [{ ...range, configuration: description }, description] };
        assert.ok(Array.isArray(validateRegistered(lifted(1), { registered: () => odd })));
        assert.ok(Array.isArray(validateRegistered({ directive: value }, { registered: () => description })));
      }),
    );
  });
});

describe('validateEvent() with registered', () => {
  it('runs all layers in one call', () => {
    const report = edit(
      withScopeToken(lifted(101) as never, 'gatehouse-secret-token'),
      '/event/header/messageId',
      'a_b',
    );
    assert.deepEqual(
      validateEvent(report, { registered }).map(({ rule }) => rule),
      ['message-id', 'registration-range'],
    );
  });

  it('has nothing to say about a sound event of a registered endpoint', () => {
    assert.deepEqual(validateEvent(sampleEvents.ChangeReport, { registered, posted: false }), []);
  });

  it('judges nothing against registrations when none are given', () => {
    assert.deepEqual(validateEvent(lifted(101), { posted: false }), []);
  });
});

describe('what the published samples send sloppily', () => {
  const timeOf = '/event/payload/change/properties/0/timeOfSample';
  const flag = '/event/payload/endpoints/0/capabilities/1/properties/proactivelyReported';
  const sloppy = [
    ['microseconds', 'ChangeReport', timeOf, '2021-12-12T16:20:50.123456Z', 'timestamp'],
    ['an offset of +00:00', 'ChangeReport', timeOf, '2021-12-12T16:20:50+00:00', 'timestamp'],
    ['both', 'ChangeReport', timeOf, '2021-12-12T16:20:50.123456+00:00', 'timestamp'],
    ['nanoseconds', 'ChangeReport', timeOf, '2021-12-12T16:20:50.123456789Z', 'timestamp'],
    ['a flag as text', 'AddOrUpdateReport', flag, 'true', 'discovery-flag'],
    ['a flag as capitalised text', 'AddOrUpdateReport', flag, 'True', 'discovery-flag'],
  ] as const;
  for (const [what, kind, pointer, member, rule] of sloppy) {
    it(`${what} is refused in strict mode with a remedy, and a warning in observed mode`, () => {
      const event = edit(sampleEvents[kind], pointer, member);
      const seen = (mode: 'strict' | 'observed'): unknown =>
        validateEvent(event, { mode, posted: false }).map(found => [found.rule, found.pointer, found.severity]);
      assert.deepEqual(seen('strict'), [[rule, pointer, 'error']]);
      assert.deepEqual(seen('observed'), [[rule, pointer, 'warning']]);
      assert.notEqual(ruleOf(rule).remedy, '');
    });
  }

  it('a timestamp that can be understood is answered with how it should read', () => {
    const event = edit(sampleEvents.ChangeReport, timeOf, '2021-12-12T16:20:50.123456+00:00');
    const [problem] = validateEvent(event, { posted: false });
    assert.match(problem?.message ?? '', /write 2021-12-12T16:20:50\.123Z/);
  });
});
