import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acceptGrant, kindOf, validateDirective, validateMessage } from '../index.ts';
import { edit } from './edit.ts';
import { errorsOf } from './expect-problems.ts';

/** The directives of each interface, word for word. Source: fact sheet 3.1. */
const documented: Readonly<Record<string, string>> = {
  Alexa: 'ReportState',
  'Alexa.BrightnessController': 'SetBrightness AdjustBrightness',
  'Alexa.ChannelController': 'ChangeChannel SkipChannels',
  'Alexa.ColorController': 'SetColor',
  'Alexa.ColorTemperatureController': 'SetColorTemperature IncreaseColorTemperature DecreaseColorTemperature',
  'Alexa.InputController': 'SelectInput',
  'Alexa.LockController': 'Lock Unlock',
  'Alexa.ModeController': 'SetMode AdjustMode',
  'Alexa.PercentageController': 'SetPercentage AdjustPercentage',
  'Alexa.PlaybackController': 'Play Pause Stop StartOver Previous Next Rewind FastForward',
  'Alexa.PowerController': 'TurnOn TurnOff',
  'Alexa.PowerLevelController': 'SetPowerLevel AdjustPowerLevel',
  'Alexa.RangeController': 'SetRangeValue AdjustRangeValue',
  'Alexa.RecordController': 'StartRecording StopRecording',
  'Alexa.SceneController': 'Activate Deactivate',
  'Alexa.SecurityPanelController': 'Arm Disarm',
  'Alexa.Speaker': 'SetVolume AdjustVolume SetMute',
  'Alexa.StepSpeaker': 'AdjustVolume SetMute',
  'Alexa.ThermostatController': 'SetTargetTemperature AdjustTargetTemperature SetThermostatMode ResumeSchedule',
  'Alexa.ToggleController': 'TurnOn TurnOff',
};

/** What the directives that say more than their name say. Source: fact sheet 3.1, Directives. */
const payloads: Readonly<Record<string, object>> = {
  SetBrightness: { brightness: 50 },
  AdjustBrightness: { brightnessDelta: -25 },
  ChangeChannel: { channel: { number: '12' }, channelMetadata: { name: 'News', image: 'https://example.com/n.png' } },
  SkipChannels: { channelCount: -1 },
  SetColor: { color: { hue: 350.5, saturation: 0.7138, brightness: 0.6524 } },
  SetColorTemperature: { colorTemperatureInKelvin: 5000 },
  SelectInput: { input: 'HDMI 1' },
  SetMode: { mode: 'Wash.Cold' },
  AdjustMode: { modeDelta: 1 },
  SetPercentage: { percentage: 74 },
  AdjustPercentage: { percentageDelta: -20 },
  SetPowerLevel: { powerLevel: 42 },
  AdjustPowerLevel: { powerLevelDelta: 3 },
  SetRangeValue: { rangeValue: 7 },
  AdjustRangeValue: { rangeValueDelta: -3, rangeValueDeltaDefault: false },
  Arm: { armState: 'ARMED_AWAY' },
  SetVolume: { volume: 50 },
  AdjustVolume: { volume: -20, volumeDefault: false, volumeSteps: -20 },
  SetMute: { mute: true },
  SetTargetTemperature: { targetSetpoint: { value: 20, scale: 'CELSIUS' } },
  AdjustTargetTemperature: { targetSetpointDelta: { value: -2, scale: 'FAHRENHEIT' } },
  SetThermostatMode: { thermostatMode: { value: 'CUSTOM', customName: 'VACATION' } },
};

/** Interfaces that have no directives. */
const silent: readonly string[] = [
  'Alexa.ContactSensor',
  'Alexa.DoorbellEventSource',
  'Alexa.EndpointHealth',
  'Alexa.HumiditySensor',
  'Alexa.InventoryLevelSensor',
  'Alexa.MotionSensor',
  'Alexa.PlaybackStateReporter',
  'Alexa.SimpleEventSource',
  'Alexa.TemperatureSensor',
];

/** Interfaces that an endpoint has several times, so that a directive names an instance. Source: fact sheet 1.1 and 3.1. */
const several: ReadonlySet<string> = new Set([
  'Alexa.ModeController',
  'Alexa.RangeController',
  'Alexa.ToggleController',
]);

function directive(namespace: string, name: string, parts: object = {}): unknown {
  const header = several.has(namespace) ? { instance: 'One', ...parts } : parts;
  return {
    directive: {
      header: { namespace, name, messageId: 'm-1', correlationToken: 'c-1', payloadVersion: '3', ...header },
      endpoint: { endpointId: 'lamp-1', scope: { type: 'BearerToken', token: 'gatehouse-secret-token' }, cookie: {} },
      payload: payloads[name] ?? {},
    },
  };
}

const grant = acceptGrant({
  messageId: 'm-1',
  code: 'gatehouse-secret-code',
  granteeToken: 'gatehouse-secret-grantee',
});

/** A member of a directive, set or removed, and the errors that follow. */
const cases: readonly (readonly [root: unknown, pointer: string, member: unknown, ...errors: string[]])[] = [
  ...[directive('Alexa', 'ReportState'), directive('Alexa.PowerController', 'TurnOn')].flatMap(root =>
    (
      [
        ['/directive/endpoint', undefined, 'endpoint-missing /directive/endpoint'],
        ['/directive/endpoint', 'lamp-1', 'member-type /directive/endpoint'],
        ['/directive/endpoint/endpointId', undefined, 'member-missing /directive/endpoint/endpointId'],
        ['/directive/endpoint/endpointId', 'a/b', 'endpoint-id /directive/endpoint/endpointId'],
        ['/directive/endpoint/scope', undefined],
        ['/directive/endpoint/scope', { type: 'BearerTokenWithPartition', token: 't', partition: 'p', userId: 'u' }],
        ['/directive/endpoint/scope', { type: 'DirectedUserId', directedUserId: 'u' }],
        ['/directive/endpoint/scope/type', undefined, 'member-missing /directive/endpoint/scope/type'],
        ['/directive/endpoint/scope/token', '', 'member-length /directive/endpoint/scope/token'],
        ['/directive/endpoint/cookie', 'x', 'member-type /directive/endpoint/cookie'],
        ['/directive/payload', undefined, 'member-missing /directive/payload'],
        ['/directive/payload', [], 'member-type /directive/payload'],
        ['/directive/header', undefined, 'member-missing /directive/header'],
        ['/directive/header/messageId', 'a_b', 'message-id /directive/header/messageId'],
        ['/directive/header/payloadVersion', undefined, 'member-missing /directive/header/payloadVersion'],
        ['/directive/header/payloadVersion', '2', 'payload-version /directive/header/payloadVersion'],
        ['/directive/header/correlationToken', '', 'member-length /directive/header/correlationToken'],
        ['/directive', undefined, 'directive-missing /directive'],
        ['/directive', [], 'directive-missing /directive'],
      ] as const
    ).map(([pointer, member, ...errors]): (typeof cases)[number] => [root, pointer, member, ...errors]),
  ),
  [grant, '/profile', { user_id: 'u', name: 'n', email: 'e' }],
  [grant, '/directive/header/correlationToken', 'c'],
  [grant, '/directive/payload/grant', undefined, 'member-missing /directive/payload/grant'],
  [grant, '/directive/payload/grant/type', 'AuthorizationCode', 'member-value /directive/payload/grant/type'],
  [grant, '/directive/payload/grant/code', '', 'member-length /directive/payload/grant/code'],
  [grant, '/directive/payload/grant/code', 7, 'member-type /directive/payload/grant/code'],
  [grant, '/directive/payload/grantee', null, 'member-type /directive/payload/grantee'],
  [grant, '/directive/payload/grantee/token', undefined, 'member-missing /directive/payload/grantee/token'],
  [grant, '/directive/payload/grantee/token', '', 'member-length /directive/payload/grantee/token'],
];

describe('the table of directives', () => {
  for (const [namespace, names] of Object.entries(documented)) {
    it(`takes those of ${namespace}, and no other`, () => {
      for (const name of names.split(' ')) {
        const sent = directive(namespace, name);
        assert.deepEqual(validateDirective(sent), [], name);
        assert.deepEqual(validateMessage(sent), { kind: kindOf(sent), problems: [] });
        const misspelt = directive(namespace, name.toLowerCase());
        assert.deepEqual(errorsOf(validateDirective(misspelt)), ['kind-unknown /directive/header/name'], name);
      }
    });
  }

  for (const namespace of silent) {
    it(`takes none of ${namespace}`, () => {
      const payloadVersion = namespace === 'Alexa.SimpleEventSource' ? '1.0' : '3';
      const found = validateDirective(directive(namespace, 'TurnOn', { payloadVersion }));
      assert.deepEqual(errorsOf(found), ['kind-unknown /directive/header/name']);
    });
  }

  it('takes none of an interface that nobody documents', () => {
    const found = validateDirective(directive('Alexa.Teleporter', 'Beam'));
    assert.deepEqual(errorsOf(found), ['kind-unknown /directive/header/namespace']);
  });

  it('says which member is wrong, and nothing else', () => {
    for (const [root, pointer, member, ...errors] of cases) {
      const label = `${pointer} ${JSON.stringify(member)}`;
      assert.deepEqual(errorsOf(validateDirective(edit(root, pointer, member))), errors, label);
    }
  });

  it('shows neither code nor token', () => {
    for (const [root, pointer, member] of cases) {
      assert.doesNotMatch(JSON.stringify(validateDirective(edit(root, pointer, member))), /gatehouse-secret/);
    }
  });

  it('warns only in observed mode, unless there is no directive at all', () => {
    for (const [root, pointer, member] of cases) {
      const found = errorsOf(validateDirective(edit(root, pointer, member), { mode: 'observed' }));
      assert.ok(
        found.every(error => /^(directive|endpoint)-missing /.test(error)),
        found.join(),
      );
    }
  });
});
