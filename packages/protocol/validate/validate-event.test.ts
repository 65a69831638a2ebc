import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AlexaEvent, changeReport, errorResponse, kindOf, withScopeToken } from '../index.ts';
import { edit } from '../test/edit.ts';
import { assertError, assertValid, errorsOf } from '../test/expect-problems.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleEndpoint, sampleEvents, sampleProperty } from '../test/sample-events.ts';
import { validateEvent } from './validate-event.ts';

const token = 'gatehouse-secret-token';
const neverPosted = ['AcceptGrant.ErrorResponse', 'AcceptGrant.Response', 'DeferredResponse', 'Discover.Response'];

function scoped(kind: string): AlexaEvent {
  const event = sampleEvents[kind];
  assert.ok(event);
  return withScopeToken(event, token);
}

function reportOf(...properties: Parameters<typeof sampleProperty>[]): AlexaEvent {
  const changed = properties.map(property => sampleProperty(...property));
  return withScopeToken(
    changeReport({ messageId: 'm-1', endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed }),
    token,
  );
}

const value = '/event/payload/change/properties/0/value';

describe('validateEvent() in strict mode', () => {
  it('accepts what the builders build', () => {
    for (const [kind, event] of Object.entries(sampleEvents)) {
      assert.deepEqual(validateEvent(event, { posted: false }), [], kind);
      if (!neverPosted.includes(kind)) {
        assert.deepEqual(validateEvent(scoped(kind)), [], kind);
      }
    }
  });

  it('refuses direct answers that are posted', () => {
    for (const kind of neverPosted) {
      assertError(validateEvent(sampleEvents[kind]), 'kind-not-postable', '/event/header/name');
    }
  });

  it('wants the scope of a posted event where its kind has it', () => {
    assertError(validateEvent(sampleEvents.ChangeReport), 'scope-missing', '/event/endpoint/scope');
    assertError(validateEvent(sampleEvents.AddOrUpdateReport), 'scope-missing', '/event/payload/scope');
    assertError(validateEvent(sampleEvents.DeleteReport), 'scope-missing', '/event/payload/scope');
    const event = scoped('ChangeReport');
    assertError(
      validateEvent(edit(event, '/event/endpoint/scope/token', ' ')),
      'scope-token',
      '/event/endpoint/scope/token',
    );
    const partition = edit(event, '/event/endpoint/scope/type', 'BearerTokenWithPartition');
    assertError(validateEvent(partition), 'scope-type', '/event/endpoint/scope/type');
  });

  it('wants an endpoint where the kind has one', () => {
    for (const kind of ['ChangeReport', 'Response', 'StateReport', 'ErrorResponse', 'DoorbellPress', 'SimpleEvent']) {
      assertError(
        validateEvent(edit(scoped(kind), '/event/endpoint', undefined)),
        'endpoint-missing',
        '/event/endpoint',
      );
    }
  });

  it('wants a correlationToken in every answer', () => {
    for (const kind of ['Response', 'StateReport', 'ErrorResponse', 'DeferredResponse']) {
      const event = edit(sampleEvents[kind], '/event/header/correlationToken', undefined);
      assertError(validateEvent(event, { posted: false }), 'correlation-token', '/event/header/correlationToken');
    }
    assertValid(validateEvent(edit(scoped('ChangeReport'), '/event/header/correlationToken', 'c')));
  });

  it('judges the header', () => {
    const event = scoped('ChangeReport');
    assertValid(validateEvent(edit(event, '/event/header/messageId', 'a'.repeat(127))));
    for (const messageId of ['', 'a_b', 'a.b', 'a'.repeat(128), 7]) {
      const problems = validateEvent(edit(event, '/event/header/messageId', messageId));
      assertError(problems, 'message-id', '/event/header/messageId');
    }
    assertError(
      validateEvent(edit(event, '/event/header/messageId', undefined)),
      'member-missing',
      '/event/header/messageId',
    );
    assertError(
      validateEvent(edit(event, '/event/header/payloadVersion', '3.2')),
      'payload-version',
      '/event/header/payloadVersion',
    );
    assertError(validateEvent(edit(event, '/event/header/instance', 'a')), 'header-member', '/event/header/instance');
    assertError(validateEvent(edit(event, '/event/header/extra', 1)), 'member-unknown', '/event/header/extra');
  });

  it('takes endpoint ids with spaces, refuses slashes and dots', () => {
    const event = scoped('ChangeReport');
    assertValid(validateEvent(edit(event, '/event/endpoint/endpointId', 'lamp 1_-=#;:?@&')));
    for (const endpointId of ['', 'a/b', 'a.b', 'a'.repeat(257)]) {
      const problems = validateEvent(edit(event, '/event/endpoint/endpointId', endpointId));
      assertError(problems, 'endpoint-id', '/event/endpoint/endpointId');
    }
  });

  it('refuses unknown members in property, context, change and envelope', () => {
    const event = scoped('ChangeReport');
    const places = [
      '/context/properties/0/extra',
      '/context/extra',
      '/event/payload/extra',
      '/event/payload/change/extra',
      '/event/extra',
      '/extra',
    ];
    for (const pointer of places) {
      assertError(validateEvent(edit(event, pointer, 1)), 'member-unknown', pointer);
    }
    assertValid(validateEvent(edit(event, '/event/endpoint/cookie', {})));
  });

  it('takes a report without context, with an empty one, and with nothing changed', () => {
    const event = scoped('ChangeReport');
    assertValid(validateEvent(edit(event, '/context', undefined)));
    assertValid(validateEvent(edit(event, '/context', {})));
    assertValid(validateEvent(edit(event, '/context/properties', [])));
    assertValid(validateEvent(edit(event, '/event/payload/change/properties', [])));
  });

  it('takes all schema causes in a report, and only the documented ones of a doorbell', () => {
    const cause = '/event/payload/change/cause/type';
    assert.deepEqual(validateEvent(edit(scoped('ChangeReport'), cause, 'RULE_TRIGGER')), []);
    for (const type of ['ALEXA_INTERACTION', 'INVALID_CREDENTIALS', 'SUBSCRIPTION_EXPIRED']) {
      const problems = validateEvent(edit(scoped('ChangeReport'), cause, type));
      assert.deepEqual(
        problems.map(problem => [problem.rule, problem.severity]),
        [['cause-undocumented', 'note']],
      );
    }
    assertError(validateEvent(edit(scoped('ChangeReport'), cause, 'BOREDOM')), 'cause', cause);
    const bell = edit(scoped('DoorbellPress'), '/event/payload/cause/type', 'ALEXA_INTERACTION');
    assertError(validateEvent(bell), 'cause', '/event/payload/cause/type');
  });

  it('judges timestamps and says how they should read', () => {
    const time = '/context/properties/0/timeOfSample';
    for (const text of ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.1Z']) {
      assertValid(validateEvent(edit(scoped('ChangeReport'), time, text)));
    }
    const problems = validateEvent(edit(scoped('ChangeReport'), time, '2026-01-02T03:04:05.123456+01:00'));
    assertError(problems, 'timestamp', time);
    assert.match(problems[0]?.message ?? '', /write 2026-01-02T02:04:05\.123Z$/);
    assertError(validateEvent(edit(scoped('ChangeReport'), time, '2026-02-30T00:00:00Z')), 'timestamp', time);
    assertError(validateEvent(edit(scoped('ChangeReport'), time, 17)), 'timestamp', time);
    assertValid(validateEvent(edit(scoped('DoorbellPress'), '/event/payload/timestamp', '2026-01-02T03:04:05Z')));
    const bell = edit(scoped('DoorbellPress'), '/event/payload/timestamp', 'now');
    assertError(validateEvent(bell), 'timestamp', '/event/payload/timestamp');
  });

  it('judges what a property must have', () => {
    for (const name of ['timeOfSample', 'uncertaintyInMilliseconds', 'namespace', 'name']) {
      const pointer = `/context/properties/0/${name}`;
      assertError(validateEvent(edit(scoped('ChangeReport'), pointer, undefined)), 'member-missing', pointer);
    }
    const without = edit(scoped('ChangeReport'), '/context/properties/0/value', undefined);
    assertError(validateEvent(without), 'value-missing', '/context/properties/0/value');
    const uncertainty = '/context/properties/0/uncertaintyInMilliseconds';
    assertValid(validateEvent(edit(scoped('ChangeReport'), uncertainty, 0.5)));
    assertError(validateEvent(edit(scoped('ChangeReport'), uncertainty, -1)), 'member-range', uncertainty);
  });

  it('takes documented values that the official schema refuses', () => {
    const thermostat = 'Alexa.ThermostatController';
    assertValid(validateEvent(reportOf([thermostat, 'targetSetpoint', { value: 101, scale: 'FAHRENHEIT' }])));
    assertValid(validateEvent(reportOf([thermostat, 'targetSetpoint', { value: 300, scale: 'KELVIN' }])));
    assertValid(validateEvent(reportOf([thermostat, 'thermostatMode', 'EM_HEAT'])));
    assertValid(validateEvent(reportOf(['Alexa.PlaybackStateReporter', 'playbackState', { state: 'PAUSED' }])));
    assertValid(validateEvent(reportOf(['Alexa.HumiditySensor', 'relativeHumidity', { value: 40.5 }])));
    assertValid(validateEvent(reportOf(['Alexa.EndpointHealth', 'battery', { levelPercentage: 12 }])));
    assertValid(validateEvent(reportOf(['Alexa.EndpointHealth', 'connectivity', { value: 'OK', reason: 'UNKNOWN' }])));
    assertValid(validateEvent(reportOf(['Alexa.Cooking', 'cookingMode', 'BAKE'])));
  });

  it('judges values, properties and interfaces', () => {
    const brightness = ['Alexa.BrightnessController', 'brightness'] as const;
    assertError(validateEvent(reportOf([...brightness, 101])), 'property-range', value);
    assertError(validateEvent(reportOf([...brightness, 50.5])), 'property-value', value);
    assertError(validateEvent(reportOf(['Alexa.PowerController', 'powerState', 'Off'])), 'property-value', value);
    const scale = reportOf(['Alexa.TemperatureSensor', 'temperature', { value: 20, scale: 'C' }]);
    assertError(validateEvent(scale), 'property-value', `${value}/scale`);
    const name = '/event/payload/change/properties/0/name';
    assertError(validateEvent(reportOf(['Alexa.PowerController', 'power', 'ON'])), 'property-unknown', name);
    const namespace = '/event/payload/change/properties/0/namespace';
    assertError(validateEvent(reportOf(['Alexa.Nothing', 'power', 'ON'])), 'interface-unknown', namespace);
    const tolerated = validateEvent(reportOf(['Alexa.PowerController', 'powerState', 'on']));
    assert.deepEqual(
      tolerated.map(problem => [problem.rule, problem.severity]),
      [['property-value-tolerated', 'warning']],
    );
  });

  it('wants an instance of properties that have several', () => {
    const instance = '/event/payload/change/properties/0/instance';
    for (const [interfaceName, name, sample] of [
      ['Alexa.RangeController', 'rangeValue', 3],
      ['Alexa.ModeController', 'mode', 'Wash.Cold'],
      ['Alexa.ToggleController', 'toggleState', 'ON'],
    ] as const) {
      const event = reportOf([interfaceName, name, sample]);
      assertError(validateEvent(event), 'property-instance', instance);
      assertValid(validateEvent(edit(event, instance, 'Blind.Lift')));
    }
    const level = reportOf(['Alexa.InventoryLevelSensor', 'level', { '@type': 'Percentage', value: 7 }]);
    assert.deepEqual(
      validateEvent(level).map(problem => problem.rule),
      ['property-instance-advised'],
    );
  });

  it('refuses the same property twice in a list, and advises against stating it in both', () => {
    const event = scoped('ChangeReport');
    const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
    const twice = edit(event, '/context/properties', [power, { ...power }]);
    assertError(validateEvent(twice), 'property-duplicate', '/context/properties/1');
    const contrary = validateEvent(edit(event, '/context/properties', [power, { ...power, value: 'OFF' }]));
    assert.deepEqual(
      contrary.map(problem => [problem.rule, problem.severity]),
      [['property-repeated', 'warning']],
    );
    const brightness = sampleProperty('Alexa.BrightnessController', 'brightness', 40);
    const both = validateEvent(edit(event, '/context/properties', [brightness]));
    assert.deepEqual(
      both.map(problem => [problem.rule, problem.severity]),
      [['property-repeated', 'warning']],
    );
  });

  it('names endpoint, instance and property in words', () => {
    const [range] = validateEvent(reportOf(['Alexa.BrightnessController', 'brightness', 101]));
    assert.equal(range?.message, 'brightness of endpoint lamp-1 is 101; allowed 0 to 100');
    assert.equal(range?.code, 'out-of-range');
    assert.equal(range?.source, 'fact sheet 3.1');
    const blind = edit(
      reportOf(['Alexa.RangeController', 'rangeValue', 'up']),
      '/event/payload/change/properties/0/instance',
      'Lift',
    );
    assert.equal(validateEvent(blind)[0]?.message, 'rangeValue (Lift) of endpoint lamp-1 is "up"; allowed a number');
  });

  it('judges a SimpleEvent by its own page', () => {
    const event = scoped('SimpleEvent');
    assertError(
      validateEvent(edit(event, '/event/header/payloadVersion', '3')),
      'payload-version',
      '/event/header/payloadVersion',
    );
    assertError(
      validateEvent(edit(event, '/event/header/instance', undefined)),
      'header-instance',
      '/event/header/instance',
    );
    assertError(
      validateEvent(edit(event, '/event/payload/timestamp', undefined)),
      'member-missing',
      '/event/payload/timestamp',
    );
    assert.deepEqual(
      validateEvent(edit(event, '/event/payload/id', undefined)).map(problem => problem.severity),
      ['warning'],
    );
  });

  it('judges errors by the table of their namespace', () => {
    const event = scoped('ErrorResponse');
    assertError(
      validateEvent(edit(event, '/event/payload/type', 'OUT_OF_COFFEE')),
      'error-type',
      '/event/payload/type',
    );
    assertError(
      validateEvent(edit(event, '/event/payload/message', undefined)),
      'error-payload',
      '/event/payload/message',
    );
    assertError(validateEvent(edit(event, '/event/payload/extra', 1)), 'member-unknown', '/event/payload/extra');
    const mode = edit(event, '/event/payload/type', 'NOT_SUPPORTED_IN_CURRENT_MODE');
    const path = '/event/payload/currentDeviceMode';
    assertError(validateEvent(mode), 'error-payload', path);
    assertError(validateEvent(edit(mode, path, 'BLUE')), 'member-value', path);
    assertValid(validateEvent(edit(mode, path, 'COLOR')));
    assertValid(validateEvent(edit(event, '/event/payload/type', 'VALUE_OUT_OF_RANGE')));
    const context = validateEvent(edit(event, '/context', { properties: [] }));
    assert.deepEqual(
      context.map(problem => [problem.rule, problem.severity]),
      [['context-in-error', 'warning']],
    );
    const parts = { messageId: 'm', correlationToken: 'c', endpointId: 'e', message: '' };
    for (const namespace of ['Alexa.ThermostatController', 'Alexa.Safety']) {
      const type = namespace === 'Alexa.Safety' ? 'OBSTACLE_DETECTED' : 'THERMOSTAT_IS_OFF';
      assertValid(validateEvent(errorResponse({ ...parts, namespace, type }), { posted: false }));
    }
  });

  it('judges deferrals and state reports', () => {
    const deferred = sampleEvents.DeferredResponse;
    const options = { posted: false };
    assertError(
      validateEvent(edit(deferred, '/event/endpoint', { endpointId: 'a' }), options),
      'member-unknown',
      '/event/endpoint',
    );
    assertError(validateEvent(edit(deferred, '/context', {}), options), 'member-unknown', '/context');
    const seconds = '/event/payload/estimatedDeferralInSeconds';
    assertError(validateEvent(edit(deferred, seconds, 1.5), options), 'member-type', seconds);
    assert.equal(validateEvent(edit(deferred, seconds, -1), options)[0]?.severity, 'warning');
    assertError(
      validateEvent(edit(scoped('StateReport'), '/event/payload/a', 1)),
      'member-unknown',
      '/event/payload/a',
    );
    assertValid(validateEvent(edit(scoped('Response'), '/event/payload/a', 1)));
  });

  it('judges discovery reports endpoint by endpoint', () => {
    const event = scoped('AddOrUpdateReport');
    const endpoints = '/event/payload/endpoints';
    assertValid(validateEvent(edit(event, endpoints, [])));
    const many = (count: number): unknown[] =>
      Array.from({ length: count }, (_, index) => sampleEndpoint(`lamp-${index}`));
    assertValid(validateEvent(edit(event, endpoints, many(300))));
    assertError(validateEvent(edit(event, endpoints, many(301))), 'discovery-endpoint-count', endpoints);
    const twice = validateEvent(edit(event, endpoints, [sampleEndpoint(), sampleEndpoint()]));
    assertError(twice, 'discovery-duplicate', `${endpoints}/1/endpointId`);
    const nameless = validateEvent(edit(event, `${endpoints}/0/description`, undefined));
    assertError(nameless, 'member-missing', `${endpoints}/0/description`);
    assert.match(nameless[0]?.message ?? '', /^description of endpoint lamp-1 is missing/);
    const deleted = scoped('DeleteReport');
    assertError(
      validateEvent(edit(deleted, `${endpoints}/0/endpointId`, 'a/b')),
      'endpoint-id',
      `${endpoints}/0/endpointId`,
    );
  });

  it('refuses events that nobody documents and takes those of interfaces known by name', () => {
    const event = scoped('DoorbellPress');
    const unheard = edit(event, '/event/header/name', 'DoorbellKick');
    assertError(validateEvent(unheard), 'kind-unknown', '/event/header/name');
    const elsewhere = edit(event, '/event/header/namespace', 'Alexa.Nothing');
    assertError(validateEvent(elsewhere), 'kind-unknown', '/event/header/namespace');
    assertValid(validateEvent(edit(event, '/event/header/namespace', 'Alexa.DataController')));
    assertValid(
      validateEvent(edit(edit(event, '/event/header/namespace', 'Alexa.SceneController'), '/event/header/name', 'x'), {
        mode: 'observed',
      }),
    );
  });

  it('refuses what is no event, and what nests too deeply', () => {
    assertError(validateEvent([]), 'message-form', '');
    assertError(validateEvent({}), 'event-missing', '/event');
    assertError(validateEvent({ event: 1 }), 'event-missing', '/event');
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) {
      deep = [deep];
    }
    assertError(validateEvent(edit(scoped('Response'), '/event/payload/a', deep)), 'message-depth', '');
  });

  it('keeps the list of problems short and never shows the token', () => {
    const properties = Array.from({ length: 5000 }, () => ({ a: 1 }));
    const problems = validateEvent(edit(scoped('ChangeReport'), '/context/properties', properties));
    assert.equal(problems.length, 100);
    fc.assert(
      fc.property(
        fc.constantFrom('type', 'token', 'other'),
        fc.constantFrom<unknown>(1, [token], { a: token }),
        (name, odd) => {
          const found = validateEvent(edit(scoped('ChangeReport'), `/event/endpoint/scope/${name}`, odd));
          assert.equal(JSON.stringify(found).includes(token), false);
        },
      ),
    );
  });
});

describe('validateEvent() in observed mode', () => {
  const options = { mode: 'observed' } as const;

  it('refuses what the live gateway was seen to refuse', () => {
    const event = scoped('ChangeReport');
    assertError(validateEvent({}, options), 'event-missing', '/event');
    assertError(
      validateEvent(edit(event, '/event/endpoint', undefined), options),
      'endpoint-missing',
      '/event/endpoint',
    );
    const without = edit(event, '/context/properties/0/value', undefined);
    assertError(validateEvent(without, options), 'value-missing', '/context/properties/0/value');
    const blank = edit(event, '/event/endpoint/scope/token', '');
    assertError(validateEvent(blank, options), 'scope-token', '/event/endpoint/scope/token');
  });

  it('reports the rest as warnings', () => {
    const event = scoped('ChangeReport');
    const rest = [
      edit(event, '/event/header/messageId', 'a_b'),
      edit(event, '/context/properties/0/timeOfSample', '2026-01-02T03:04:05.123456+00:00'),
      edit(event, '/context/properties/0/extra', 1),
      edit(event, '/context/properties/0/value', 'DIM'),
      edit(event, '/event/payload/change/cause/type', 'BOREDOM'),
      edit(event, '/event/header/payloadVersion', '4'),
      edit(event, '/event/endpoint/scope', undefined),
      sampleEvents.DeferredResponse,
    ];
    for (const message of rest) {
      const problems = validateEvent(message, options);
      assertValid(problems);
      assert.ok(problems.some(problem => problem.severity === 'warning'));
    }
  });
});

describe('validateEvent() on damaged events', () => {
  it('throws for none, points inside or beside the message, and never says less in strict mode', () => {
    for (const [kind, sample] of Object.entries(sampleEvents)) {
      fc.assert(
        fc.property(mutationsOf(withScopeToken(sample, token)), message => {
          const strict = validateEvent(message);
          const observed = validateEvent(message, { mode: 'observed' });
          assert.ok(errorsOf(strict).length >= errorsOf(observed).length, kind);
          for (const problem of strict) {
            assert.match(problem.pointer, /^(\/.*)?$/s);
            assert.match(problem.message, /^\S.*[^.]$/s);
          }
          kindOf(message);
        }),
        { numRuns: 150 },
      );
    }
  });

  it('throws for no value at all', () => {
    fc.assert(fc.property(fc.anything(), message => Array.isArray(validateEvent(message))));
  });
});
