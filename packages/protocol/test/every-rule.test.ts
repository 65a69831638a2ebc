import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  acceptGrant,
  type Problem,
  rules,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
  validateRegistered,
  validateState,
  withScopeToken,
} from '../index.ts';
import { edit } from './edit.ts';
import { noticeBreaches } from './notice-breaches.ts';
import { sampleEndpoint, sampleEvents, sampleProperty } from './sample-events.ts';
import { skillEventBreaches } from './skill-event-breaches.ts';

const token = 'gatehouse-secret-token';

function posted(kind: string, pointer: string, member: unknown): Problem[] {
  const event = sampleEvents[kind];
  assert.ok(event);
  return validateEvent(edit(withScopeToken(event, token), pointer, member));
}

function changed(property: unknown): Problem[] {
  return posted('ChangeReport', '/event/payload/change/properties/0', property);
}

function endpoint(pointer: string, member: unknown): Problem[] {
  return validateDiscoveryEndpoint(edit(sampleEndpoint(), pointer, member));
}

function capability(members: Readonly<Record<string, unknown>>): Problem[] {
  return endpoint('/capabilities/3', { type: 'AlexaInterface', version: '3', ...members });
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
const range = sampleProperty('Alexa.RangeController', 'rangeValue', 1);
const declared = { description: sampleEndpoint() };
const grant = acceptGrant({ messageId: 'm', code: 'gatehouse-secret-code', granteeToken: 'gatehouse-secret-t' });
const blind = {
  interface: 'Alexa.RangeController',
  instance: 'A',
  properties: { supported: [{ name: 'rangeValue' }] },
};

function named(assetId: string): Problem[] {
  const friendlyNames = [{ '@type': 'asset', value: { assetId } }];
  return capability({ ...blind, capabilityResources: { friendlyNames } });
}

/** An event against an endpoint with one capability; undefined: against no endpoint at all. */
function against(declared: object | undefined, kind: string): Problem[] {
  const registered = (): unknown => (declared === undefined ? undefined : { capabilities: [declared] });
  return validateRegistered(sampleEvents[kind], { registered });
}

/** A capability as discovery declares it, as far as a rule looks at it. */
interface Declared {
  readonly interface: string;
  readonly configuration?: object;
  readonly configurations?: object;
  readonly inputs?: readonly object[];
  readonly instance?: string;
}

/** A property against the capability that declares it. */
function stated(name: string, value: unknown, declared: Declared): Problem[] {
  const description = {
    capabilities: [{ ...declared, properties: { supported: [{ name }], proactivelyReported: true } }],
  };
  const { instance } = declared;
  const property = sampleProperty(declared.interface, name, value);
  return validateState([instance === undefined ? property : { ...property, instance }], { description });
}

function blindBy(precision: number): Declared {
  const supportedRange = { minimumValue: 0, maximumValue: 100, precision };
  return { interface: 'Alexa.RangeController', instance: 'A', configuration: { supportedRange } };
}

const equalizer: Declared = {
  interface: 'Alexa.EqualizerController',
  configurations: {
    bands: { supported: [{ name: 'BASS' }], range: { minimum: -6, maximum: 6 } },
    modes: { supported: [{ name: 'MOVIE' }] },
  },
};

/** A directive to an endpoint that declares one capability; of the declared interface unless another is named. */
function told(
  declared: { readonly interface: string } & Readonly<Record<string, unknown>>,
  name: string,
  parts: { readonly namespace?: string; readonly instance?: string; readonly payload?: object } = {},
): Problem[] {
  const { namespace = declared.interface, instance, payload = {} } = parts;
  const header = { namespace, name, payloadVersion: '3', messageId: 'm', correlationToken: 'c' };
  const named = instance === undefined ? header : { ...header, instance };
  const directive = { header: named, endpoint: { endpointId: 'thing-1' }, payload };
  return validateDirective({ directive }, { registered: () => ({ capabilities: [declared] }) });
}

/** For each rule a message that breaks it. */
const breaches: Readonly<Record<keyof typeof rules, () => Problem[]>> = {
  'message-form': () => validateEvent(1),
  'message-depth': () => validateEvent({ event: nested(70) }),
  'event-missing': () => validateEvent({}),
  'directive-missing': () => validateDirective({}),
  'endpoint-missing': () => posted('ChangeReport', '/event/endpoint', undefined),
  'value-missing': () => posted('ChangeReport', '/context/properties/0/value', undefined),
  'scope-missing': () => posted('ChangeReport', '/event/endpoint/scope', undefined),
  'scope-token': () => posted('ChangeReport', '/event/endpoint/scope/token', ''),
  'scope-type': () => posted('ChangeReport', '/event/endpoint/scope/type', 'DirectedUserId'),
  'member-missing': () => posted('ChangeReport', '/event/header/name', undefined),
  'member-unknown': () => posted('ChangeReport', '/context/a', 1),
  'member-type': () => posted('ChangeReport', '/context', 1),
  'member-value': () => validateDirective(edit(grant, '/directive/payload/grant/type', 'a')),
  'member-range': () => posted('ChangeReport', '/context/properties/0/uncertaintyInMilliseconds', -1),
  'member-length': () => posted('ChangeReport', '/event/header/correlationToken', ''),
  'header-member': () => posted('ChangeReport', '/event/header/instance', 'a'),
  'message-id': () => posted('ChangeReport', '/event/header/messageId', 'a_b'),
  'payload-version': () => posted('SimpleEvent', '/event/header/payloadVersion', '3'),
  'header-instance': () => posted('SimpleEvent', '/event/header/instance', undefined),
  'correlation-token': () => posted('Response', '/event/header/correlationToken', undefined),
  'endpoint-id': () => posted('ChangeReport', '/event/endpoint/endpointId', 'a/b'),
  timestamp: () => posted('DoorbellPress', '/event/payload/timestamp', '2021-12-12T16:20:50:52Z'),
  'kind-unknown': () => posted('DoorbellPress', '/event/header/name', 'DoorbellKick'),
  'kind-not-postable': () => validateEvent(sampleEvents['Discover.Response']),
  cause: () => posted('DoorbellPress', '/event/payload/cause/type', 'ALEXA_INTERACTION'),
  'cause-undocumented': () => posted('ChangeReport', '/event/payload/change/cause/type', 'ALEXA_INTERACTION'),
  'context-in-error': () => posted('ErrorResponse', '/context', {}),
  deferral: () => posted('DeferredResponse', '/event/payload/estimatedDeferralInSeconds', -1),
  'scene-reply': () =>
    validateEvent(
      edit(
        edit(sampleEvents.DoorbellPress, '/event/header/namespace', 'Alexa.SceneController'),
        '/event/header/name',
        'ActivationStarted',
      ),
    ),
  'error-type': () => posted('ErrorResponse', '/event/payload/type', 'A'),
  'error-payload': () => posted('ErrorResponse', '/event/payload/message', undefined),
  'simple-event-id': () => posted('SimpleEvent', '/event/payload/id', undefined),
  'interface-unknown': () => changed({ ...power, namespace: 'Alexa.Nothing' }),
  'property-unknown': () => changed({ ...power, name: 'power' }),
  'property-value': () => changed({ ...power, value: 'DIM' }),
  'property-range': () => changed(sampleProperty('Alexa.Speaker', 'volume', 101)),
  'property-value-tolerated': () => changed({ ...power, value: 'off' }),
  'property-instance': () => changed(range),
  'property-instance-advised': () =>
    changed(sampleProperty('Alexa.InventoryLevelSensor', 'level', { '@type': 'Count', value: 3 })),
  'property-duplicate': () => posted('ChangeReport', '/context/properties', [power, power]),
  'property-repeated': () => posted('ChangeReport', '/context/properties', [power, { ...power, value: 'OFF' }]),
  'property-undeclared': () => validateState([range], declared),
  'property-not-proactive': () =>
    validateState([power], {
      description: edit(sampleEndpoint(), '/capabilities/1/properties/proactivelyReported', false),
    }),
  'property-instance-undeclared': () =>
    validateState([{ ...range, instance: 'B' }], { description: { capabilities: [blind] } }),
  'discovery-endpoint-count': () =>
    posted(
      'DeleteReport',
      '/event/payload/endpoints',
      Array.from({ length: 301 }, (_, index) => ({ endpointId: `e${index}` })),
    ),
  'discovery-report-size': () =>
    posted('AddOrUpdateReport', '/event/payload/endpoints/0/cookie', { a: 'x'.repeat(256 * 1024) }),
  'discovery-duplicate': () =>
    posted('DeleteReport', '/event/payload/endpoints', [{ endpointId: 'a' }, { endpointId: 'a' }]),
  'discovery-capability-count': () =>
    endpoint(
      '/capabilities',
      Array.from({ length: 101 }, (_, index) => ({
        type: 'AlexaInterface',
        interface: 'Alexa.ToggleController',
        version: '3',
        instance: `T${index}`,
      })),
    ),
  'discovery-capability-duplicate': () => capability({ interface: 'Alexa' }),
  'discovery-cookie': () => endpoint('/cookie', { a: 'x'.repeat(5001) }),
  'discovery-category': () => endpoint('/displayCategories/0', 'LAMP'),
  'discovery-interface': () => capability({ interface: 'Alexa.Nothing' }),
  'discovery-version': () => capability({ interface: 'Alexa.Speaker', version: '2' }),
  'discovery-instance': () => capability({ interface: 'Alexa.ModeController' }),
  'discovery-property': () => endpoint('/capabilities/1/properties/supported/0/name', 'power'),
  'discovery-configuration': () => capability({ interface: 'Alexa.SimpleEventSource', version: '1.0' }),
  'discovery-event': () => capability({ interface: 'Alexa.SimpleEventSource', configuration: {} }),
  'discovery-member': () => capability({ interface: 'Alexa.InputController', inputs: [{}] }),
  'discovery-semantics': () => capability({ interface: 'Alexa.Speaker', semantics: {} }),
  'discovery-label': () => capability({ ...blind, capabilityResources: { friendlyNames: [{ '@type': 'asset' }] } }),
  'discovery-asset': () => named('Alexa.Button.SideButton'),
  'discovery-asset-misprint': () => named('Alexa.Gestures.DoubleTap'),
  'discovery-lifecycle': () => capability({ interface: 'Alexa.MediaMetadata' }),
  'discovery-alexa': () => endpoint('/capabilities/0', undefined),
  'discovery-flag': () => endpoint('/capabilities/1/properties/proactivelyReported', 'true'),
  'discovery-retrievable': () => endpoint('/capabilities/1/properties/retrievable', false),
  'discovery-instance-shared': () => {
    const remote = { interface: 'Alexa.SimpleEventSource', instance: 'Remote.Button1' };
    const endpoints = ['remote-1', 'remote-2'].map(id => edit(sampleEndpoint(id), '/capabilities/3', remote));
    return posted('AddOrUpdateReport', '/event/payload/endpoints', endpoints);
  },
  'registration-endpoint': () => against(undefined, 'ChangeReport'),
  'registration-event': () => against({}, 'DoorbellPress'),
  'registration-event-instance': () =>
    against({ interface: 'Alexa.SimpleEventSource', instance: 'Remote.Button2' }, 'SimpleEvent'),
  'registration-event-id': () =>
    against(
      {
        interface: 'Alexa.SimpleEventSource',
        instance: 'Remote.Button1',
        configuration: { supportedEvents: [{ id: 'Button.DoublePush.1' }] },
      },
      'SimpleEvent',
    ),
  'registration-doorbell': () => against({ interface: 'Alexa.DoorbellEventSource' }, 'DoorbellPress'),
  'registration-range': () => stated('rangeValue', 101, blindBy(5)),
  'registration-precision': () => stated('rangeValue', 3, blindBy(5)),
  'registration-mode': () =>
    stated('mode', 'B', {
      interface: 'Alexa.ModeController',
      instance: 'A',
      configuration: { supportedModes: [{ value: 'A' }] },
    }),
  'registration-thermostat-mode': () =>
    stated('thermostatMode', 'COOL', {
      interface: 'Alexa.ThermostatController',
      configuration: { supportedModes: ['HEAT'] },
    }),
  'registration-input': () =>
    stated('input', 'TV', { interface: 'Alexa.InputController', inputs: [{ name: 'HDMI 1' }] }),
  'registration-arm-state': () =>
    stated('armState', 'ARMED_AWAY', {
      interface: 'Alexa.SecurityPanelController',
      configuration: { supportedArmStates: [{ value: 'DISARMED' }] },
    }),
  'registration-sound-mode': () => stated('mode', 'TV', equalizer),
  'registration-band': () => stated('bands', [{ name: 'TREBLE', value: 0 }], equalizer),
  'registration-band-level': () => stated('bands', [{ name: 'BASS', value: 7 }], equalizer),
  'registration-directive': () =>
    told({ interface: 'Alexa.Speaker' }, 'TurnOn', { namespace: 'Alexa.PowerController' }),
  'registration-directive-instance': () =>
    told({ interface: 'Alexa.ToggleController', instance: 'A' }, 'TurnOn', { instance: 'B' }),
  'registration-operation': () =>
    told({ interface: 'Alexa.PlaybackController', supportedOperations: ['Play'] }, 'Next'),
  'registration-key': () =>
    told({ interface: 'Alexa.KeypadController', keys: ['UP'] }, 'SendKeystroke', { payload: { keystroke: 'DOWN' } }),
  'registration-deactivation': () =>
    told({ interface: 'Alexa.SceneController', supportsDeactivation: false }, 'Deactivate'),
  'discovery-friendly-name': () => endpoint('/friendlyName', "Anna's lamp"),
  'discovery-range': () => capability({ ...blindBy(0) }),
  'discovery-property-version': () =>
    capability({ interface: 'Alexa.EndpointHealth', properties: { supported: [{ name: 'battery' }] } }),
  'discovery-instance-reused': () =>
    endpoint('/capabilities', [
      { type: 'AlexaInterface', interface: 'Alexa.ToggleController', version: '3', instance: 'A' },
      { type: 'AlexaInterface', interface: 'Alexa.ModeController', version: '3', instance: 'A' },
    ]),
  'discovery-health': () => capability({ interface: 'Alexa.EndpointHealth', properties: {} }),
  ...noticeBreaches,
  ...skillEventBreaches,
};

describe('every rule', () => {
  for (const [id, breach] of Object.entries(breaches)) {
    it(`${id} is reported with its code and severity when it is broken`, () => {
      const found = breach().find(problem => problem.rule === id);
      const rule = Object.values(rules).find(row => row.id === id);
      assert.ok(found, 'the rule was not reported');
      assert.deepEqual([found.code, found.severity, found.source], [rule?.code, rule?.strict, rule?.source]);
    });
  }
});
