import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Problem,
  type RuleId,
  rules,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
  validateState,
  withScopeToken,
} from '../index.ts';
import { edit } from './edit.ts';
import { sampleEndpoint, sampleEvents, sampleProperty, sampleTime } from './sample-events.ts';

/** One member, set so that the rule just holds, and so that nothing but the rule is broken. */
interface Neighbours {
  readonly judge: (member: unknown) => Problem[];
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const token = 'gatehouse-secret-token';
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
const toggle = (instance: string): object => ({
  type: 'AlexaInterface',
  interface: 'Alexa.ToggleController',
  version: '3',
  instance,
});
const manyEndpoints = (count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => ({ endpointId: `e-${index}` }));

function posted(kind: string, pointer: string): (member: unknown) => Problem[] {
  const sample = sampleEvents[kind];
  assert.ok(sample);
  return member => validateEvent(edit(withScopeToken(sample, token), pointer, member));
}

function direct(kind: string, pointer: string): (member: unknown) => Problem[] {
  return member => validateEvent(edit(sampleEvents[kind], pointer, member), { posted: false });
}

function endpoint(pointer: string): (member: unknown) => Problem[] {
  return member => validateDiscoveryEndpoint(edit(sampleEndpoint(), pointer, member));
}

function capability(more: object, pointer: string): (member: unknown) => Problem[] {
  const whole = { type: 'AlexaInterface', version: '3', ...more };
  return member =>
    validateDiscoveryEndpoint(
      edit(edit(sampleEndpoint(), '/capabilities/3', whole), `/capabilities/3${pointer}`, member),
    );
}

function state(description: unknown): (member: unknown) => Problem[] {
  return member => validateState([member], { description });
}

function scene(name: string): unknown {
  return {
    event: {
      header: {
        namespace: 'Alexa.SceneController',
        name,
        messageId: 'm-1',
        correlationToken: 'c-1',
        payloadVersion: '3',
      },
      endpoint: { endpointId: 'scene-1', scope: { type: 'BearerToken', token } },
      payload: { cause: { type: 'VOICE_INTERACTION' }, timestamp: sampleTime },
    },
  };
}

const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)]);

const directive = {
  directive: {
    header: { namespace: 'Alexa.PowerController', name: 'TurnOn', messageId: 'm-1', payloadVersion: '3' },
    endpoint: { endpointId: 'lamp-1' },
    payload: {},
  },
};
const blind = {
  interface: 'Alexa.RangeController',
  instance: 'Blind.Lift',
  properties: { supported: [{ name: 'rangeValue' }], proactivelyReported: true },
};
const lift = { namespace: 'Alexa.RangeController', name: 'rangeValue', value: 1 };
const remote = {
  interface: 'Alexa.SimpleEventSource',
  version: '1.0',
  instance: 'Remote.Button1',
  capabilityResources: {},
  configuration: { supportedEvents: [{ id: 'Button.SinglePush.1', friendlyNames: [] }] },
};
const reported = { proactivelyReported: true, retrievable: true };

const neighbours: Readonly<Partial<Record<RuleId, Neighbours>>> = {
  'message-form': { judge: validateEvent, good: [], bad: [1, 'x', null, [], true] },
  'message-depth': { judge: posted('Response', '/event/payload/deep'), good: [nest(61)], bad: [nest(62), nest(500)] },
  'event-missing': { judge: posted('ChangeReport', '/event'), good: [], bad: [undefined, null, 1, []] },
  'directive-missing': {
    judge: member => validateDirective({ directive: member }),
    good: [directive.directive],
    bad: [null, 1, []],
  },
  'endpoint-missing': {
    judge: posted('DoorbellPress', '/event/endpoint'),
    good: [{ endpointId: 'a', scope: { type: 'BearerToken', token } }],
    bad: [undefined],
  },
  'value-missing': { judge: posted('Response', '/context/properties/0/value'), good: ['ON'], bad: [undefined] },
  'scope-missing': {
    judge: posted('ChangeReport', '/event/endpoint/scope'),
    good: [{ type: 'BearerToken', token }],
    bad: [undefined, { type: 'BearerToken' }],
  },
  'scope-token': {
    judge: posted('ChangeReport', '/event/endpoint/scope/token'),
    good: ['a', ' a '],
    bad: ['', ' ', '\t\n', null],
  },
  'scope-type': {
    judge: posted('ChangeReport', '/event/endpoint/scope/type'),
    good: ['BearerToken'],
    bad: ['Bearer', 'DirectedUserId', ''],
  },
  'member-missing': { judge: posted('Response', '/event/payload'), good: [{}], bad: [undefined] },
  'member-unknown': { judge: posted('Response', '/context/propertys'), good: [], bad: [1, null, []] },
  'member-type': { judge: posted('Response', '/event/payload'), good: [{ any: 1 }], bad: [null, [], 'x'] },
  'member-value': {
    judge: endpoint('/connections'),
    good: [[{ type: 'TCP_IP' }, { type: 'ZIGBEE' }, { type: 'ZWAVE' }, { type: 'UNKNOWN' }], []],
    bad: [[{ type: 'BLUETOOTH' }], [{ type: null }]],
  },
  'member-range': {
    judge: posted('Response', '/context/properties/0/uncertaintyInMilliseconds'),
    good: [0, 0.5, 1e9],
    bad: [-1, -0.001],
  },
  'member-length': {
    judge: endpoint('/manufacturerName'),
    good: ['a', 'ä'.repeat(128), '😀'.repeat(128)],
    bad: ['', 'a'.repeat(129)],
  },
  'header-member': { judge: posted('ChangeReport', '/event/header/instance'), good: [undefined], bad: ['a'] },
  'message-id': {
    judge: posted('ChangeReport', '/event/header/messageId'),
    good: ['a', '90c3fc62-4b2d-460c-9c8b-77251f1698a0', 'a'.repeat(127)],
    bad: ['', 'a_b', 'a'.repeat(128)],
  },
  'payload-version': {
    judge: posted('SimpleEvent', '/event/header/payloadVersion'),
    good: ['1.0'],
    bad: ['3', '1', '1.00', '2.0'],
  },
  'header-instance': { judge: posted('SimpleEvent', '/event/header/instance'), good: ['i'], bad: [undefined] },
  'correlation-token': { judge: posted('Response', '/event/header/correlationToken'), good: ['c'], bad: [undefined] },
  'endpoint-id': {
    judge: posted('ChangeReport', '/event/endpoint/endpointId'),
    good: ['a b', '=#;:?@&', 'a'.repeat(256)],
    bad: ['', 'a/b', 'a'.repeat(257)],
  },
  timestamp: {
    judge: posted('Response', '/context/properties/0/timeOfSample'),
    good: ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.1Z', '2024-02-29T23:59:59.999Z'],
    bad: [
      '2026-01-02T03:04:05.1234Z',
      '2026-01-02T03:04:05+00:00',
      '2026-01-02 03:04:05Z',
      '2026-01-02T03:04:05z',
      '2026-02-29T00:00:00Z',
      '2026-01-02T24:00:00Z',
      '2026-01-02T23:59:60Z',
      '0999-01-02T03:04:05Z',
      '2026-01-02',
      '',
      1_767_322_800,
    ],
  },
  'kind-unknown': {
    judge: posted('DoorbellPress', '/event/header/name'),
    good: ['DoorbellPress'],
    bad: ['Press', 'x'],
  },
  'kind-not-postable': {
    judge: member => validateEvent(member),
    good: [],
    bad: [sampleEvents['AcceptGrant.Response'], sampleEvents['Discover.Response'], sampleEvents.DeferredResponse],
  },
  cause: {
    judge: posted('DoorbellPress', '/event/payload/cause/type'),
    good: ['PHYSICAL_INTERACTION', 'APP_INTERACTION'],
    bad: ['ALEXA_INTERACTION', 'physical_interaction', 'x'],
  },
  'cause-undocumented': {
    judge: posted('ChangeReport', '/event/payload/change/cause/type'),
    good: ['PERIODIC_POLL', 'RULE_TRIGGER'],
    bad: ['ALEXA_INTERACTION', 'INVALID_CREDENTIALS', 'SUBSCRIPTION_EXPIRED'],
  },
  'context-in-error': { judge: posted('ErrorResponse', '/context'), good: [undefined], bad: [{}, { properties: [] }] },
  deferral: {
    judge: direct('DeferredResponse', '/event/payload/estimatedDeferralInSeconds'),
    good: [0, 1, 600, undefined],
    bad: [-1, -600],
  },
  'scene-reply': {
    judge: member => validateEvent(scene(String(member))),
    good: [],
    bad: ['ActivationStarted', 'DeactivationStarted'],
  },
  'error-type': {
    judge: posted('ErrorResponse', '/event/payload/type'),
    good: ['INTERNAL_ERROR', 'PARTNER_OUTAGE', 'VALUE_OUT_OF_RANGE'],
    bad: ['internal_error', 'DOOR_OPEN', 'ACCEPT_GRANT_FAILED'],
  },
  'error-payload': {
    judge: posted('ErrorResponse', '/event/payload'),
    good: [{ type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message: '', currentDeviceMode: 'ASLEEP' }],
    bad: [{ type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message: '' }, { type: 'INTERNAL_ERROR' }],
  },
  'simple-event-id': { judge: posted('SimpleEvent', '/event/payload/id'), good: ['x'], bad: [undefined] },
  'interface-unknown': {
    judge: posted('Response', '/context/properties/0/namespace'),
    good: ['Alexa.PowerController'],
    bad: ['PowerController', 'Alexa.Powercontroller', 'alexa.PowerController'],
  },
  'property-unknown': {
    judge: posted('Response', '/context/properties/0/name'),
    good: ['powerState'],
    bad: ['PowerState', 'power', 'toString'],
  },
  'property-value': {
    judge: posted('Response', '/context/properties/0/value'),
    good: ['OFF'],
    bad: ['Off', 1, {}, null],
  },
  'property-range': { judge: posted('Response', '/context/properties/1/value'), good: [0, 100], bad: [-1, 101] },
  'property-value-tolerated': {
    judge: posted('Response', '/context/properties/0/value'),
    good: ['ON', 'OFF'],
    bad: ['on', 'off'],
  },
  'property-instance': {
    judge: posted('Response', '/context/properties/0'),
    good: [{ ...sampleProperty('Alexa.RangeController', 'rangeValue', 1), instance: 'a' }],
    bad: [
      sampleProperty('Alexa.RangeController', 'rangeValue', 1),
      sampleProperty('Alexa.ModeController', 'mode', 'a'),
      sampleProperty('Alexa.ToggleController', 'toggleState', 'ON'),
    ],
  },
  'property-instance-advised': {
    judge: posted('Response', '/context/properties/0'),
    good: [{ ...sampleProperty('Alexa.InventoryLevelSensor', 'level', { '@type': 'Count', value: 1 }), instance: 'a' }],
    bad: [sampleProperty('Alexa.InventoryLevelSensor', 'level', { '@type': 'Count', value: 1 })],
  },
  'property-duplicate': {
    judge: posted('Response', '/context/properties'),
    good: [[power]],
    bad: [
      [power, power],
      [power, { ...power }, power],
    ],
  },
  'property-repeated': {
    judge: posted('ChangeReport', '/context/properties'),
    good: [[], [power]],
    bad: [
      [power, { ...power, value: 'OFF' }],
      [sampleProperty('Alexa.BrightnessController', 'brightness', 40)],
      [sampleProperty('Alexa.BrightnessController', 'brightness', 41)],
    ],
  },
  'property-undeclared': {
    judge: state(sampleEndpoint()),
    good: [{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }],
    bad: [{ namespace: 'Alexa.Speaker', name: 'muted', value: true }],
  },
  'property-not-proactive': {
    judge: proactivelyReported =>
      state(edit(sampleEndpoint(), '/capabilities/1/properties/proactivelyReported', proactivelyReported))(power),
    good: [true],
    bad: [false, undefined],
  },
  'property-instance-undeclared': {
    judge: instance => state({ capabilities: [blind] })({ ...lift, instance }),
    good: ['Blind.Lift'],
    bad: ['Blind.Tilt', 'blind.lift'],
  },
  'discovery-endpoint-count': {
    judge: posted('DeleteReport', '/event/payload/endpoints'),
    good: [manyEndpoints(0), manyEndpoints(1), manyEndpoints(300)],
    bad: [manyEndpoints(301), manyEndpoints(1000)],
  },
  'discovery-duplicate': {
    judge: posted('DeleteReport', '/event/payload/endpoints'),
    good: [[{ endpointId: 'a' }, { endpointId: 'A' }]],
    bad: [[{ endpointId: 'a' }, { endpointId: 'a' }]],
  },
  'discovery-capability-count': {
    judge: count =>
      endpoint('/capabilities')([
        sampleEndpoint().capabilities[0],
        ...Array.from({ length: Number(count) - 1 }, (_, index) => toggle(`T${index}`)),
      ]),
    good: [1, 2, 100],
    bad: [101, 300],
  },
  'discovery-capability-duplicate': {
    judge: endpoint('/capabilities/3'),
    good: [toggle('a')],
    bad: [sampleEndpoint().capabilities[1], { type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  },
  'discovery-cookie': {
    judge: endpoint('/cookie'),
    good: [{}, { a: 'x'.repeat(4992) }, undefined],
    bad: [{ a: 'x'.repeat(4993) }, { a: '😀'.repeat(1250) }],
  },
  'discovery-category': {
    judge: endpoint('/displayCategories'),
    good: [['LIGHT'], ['LIGHT', 'SWITCH'], ['VACUUM_CLEANER']],
    bad: [['Light'], ['LAMP'], ['LIGHT', 'LIGHT']],
  },
  'discovery-interface': {
    judge: capability({}, '/interface'),
    good: ['Alexa.Speaker'],
    bad: ['Speaker', 'Alexa.Lamp'],
  },
  'discovery-version': {
    judge: capability({ interface: 'Alexa.ThermostatController' }, '/version'),
    good: ['3', '3.1', '3.2', 3],
    bad: ['1', '3.9', 4],
  },
  'discovery-instance': {
    judge: capability({ interface: 'Alexa.ToggleController', instance: 'a' }, '/instance'),
    good: ['a', 'Toggle.1'],
    bad: [undefined],
  },
  'discovery-property': {
    judge: endpoint('/capabilities/1/properties/supported'),
    good: [[{ name: 'powerState' }], []],
    bad: [[{ name: 'power' }], [{ name: 'powerState' }, { name: 'brightness' }]],
  },
  'discovery-configuration': { judge: capability(remote, '/capabilityResources'), good: [{}], bad: [undefined] },
  'discovery-alexa': {
    judge: endpoint('/capabilities/0/interface'),
    good: ['Alexa'],
    bad: ['Alexa.Speaker', 'Alexa.StepSpeaker'],
  },
  'discovery-flag': {
    judge: endpoint('/capabilities/2/properties/nonControllable'),
    good: [true, false, undefined],
    bad: ['true', 'False', 0, 1, null],
  },
  'discovery-retrievable': {
    judge: endpoint('/capabilities/1/properties'),
    good: [
      { supported: [{ name: 'powerState' }], ...reported },
      { supported: [{ name: 'powerState' }], proactivelyReported: false },
    ],
    bad: [{ supported: [{ name: 'powerState' }], proactivelyReported: true }],
  },
  'discovery-event': {
    judge: capability(remote, '/configuration/supportedEvents'),
    good: [[{ id: 'a', friendlyNames: [] }]],
    bad: [[], undefined, [{ friendlyNames: [] }], [{ id: 'a' }]],
  },
  'discovery-health': {
    judge: capability({ interface: 'Alexa.EndpointHealth' }, '/properties'),
    good: [{ supported: [{ name: 'connectivity' }], ...reported }],
    bad: [{ supported: [{ name: 'connectivity' }] }, { ...reported, retrievable: false }],
  },
};

describe('the neighbours of each rule', () => {
  for (const [id, row] of Object.entries(neighbours)) {
    it(`${id} is silent on this side of its border`, () => {
      for (const member of row.good) {
        assert.deepEqual(row.judge(member), [], JSON.stringify(member)?.slice(0, 60));
      }
    });

    it(`${id} alone speaks on the other side, with its code, source and severity`, () => {
      const rule = rules[id as RuleId];
      for (const member of row.bad) {
        const found = row.judge(member);
        const seen = new Set(
          found.map(problem => [problem.rule, problem.code, problem.source, problem.severity].join()),
        );
        const label = JSON.stringify(member)?.slice(0, 60);
        assert.deepEqual([...seen], [[id, rule.code, rule.source, rule.strict].join()], label);
      }
    });
  }
});
