import { directiveFaults } from './directive-faults.ts';
import { absent, edit } from './edit.ts';
import { headerOf } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

const scope = { type: 'BearerToken', token: 'gatehouse-secret-linking-token' };
const temperature = { value: 21.5, scale: 'CELSIUS' };
const stream = {
  protocol: 'RTSP',
  resolution: { width: 1920, height: 1080 },
  authorizationType: 'BASIC',
  videoCodec: 'H264',
  audioCodec: 'AAC',
};
const offer = { format: 'SDP', value: 'v=0' };
const entities = [{ type: 'Video', value: 'The film' }];

/** A directive of each name with the payload that is described. Source: fact sheet 3.1 and 3.3, Directives. */
const table: readonly (readonly [namespace: string, name: string, payload?: object, version?: string])[] = [
  ['', 'ReportState'],
  ['BrightnessController', 'SetBrightness', { brightness: 42 }],
  ['BrightnessController', 'AdjustBrightness', { brightnessDelta: -25 }],
  [
    'ChannelController',
    'ChangeChannel',
    { channel: { number: '5' }, channelMetadata: { name: 'Five', image: 'https://tv.example/5' } },
  ],
  ['ChannelController', 'SkipChannels', { channelCount: -1 }],
  ['ColorController', 'SetColor', { color: { hue: 350.5, saturation: 0.7, brightness: 0.6 } }],
  ['ColorTemperatureController', 'SetColorTemperature', { colorTemperatureInKelvin: 5000 }],
  ['ColorTemperatureController', 'IncreaseColorTemperature'],
  ['ColorTemperatureController', 'DecreaseColorTemperature'],
  ['PowerController', 'TurnOn'],
  ['PowerController', 'TurnOff'],
  ['PercentageController', 'SetPercentage', { percentage: 50 }],
  ['PercentageController', 'AdjustPercentage', { percentageDelta: -20 }],
  ['PowerLevelController', 'SetPowerLevel', { powerLevel: 50 }],
  ['PowerLevelController', 'AdjustPowerLevel', { powerLevelDelta: 3 }],
  ['LockController', 'Lock'],
  ['LockController', 'Unlock'],
  ['ModeController', 'SetMode', { mode: 'Wash.Cold' }],
  ['ModeController', 'AdjustMode', { modeDelta: 1 }],
  ['RangeController', 'SetRangeValue', { rangeValue: 7 }],
  ['RangeController', 'AdjustRangeValue', { rangeValueDelta: -1, rangeValueDeltaDefault: false }],
  ['ToggleController', 'TurnOn'],
  ['ToggleController', 'TurnOff'],
  ['ThermostatController', 'SetTargetTemperature', { targetSetpoint: temperature }],
  ['ThermostatController', 'SetTargetTemperature', { lowerSetpoint: temperature, upperSetpoint: temperature }],
  ['ThermostatController', 'AdjustTargetTemperature', { targetSetpointDelta: { value: -2, scale: 'FAHRENHEIT' } }],
  ['ThermostatController', 'SetThermostatMode', { thermostatMode: { value: 'COOL' } }],
  ['ThermostatController', 'SetThermostatMode', { thermostatMode: { value: 'CUSTOM', customName: 'VACATION' } }],
  ['ThermostatController', 'ResumeSchedule'],
  ['SecurityPanelController', 'Arm', { armState: 'ARMED_AWAY' }],
  ['SecurityPanelController', 'Arm', { armState: 'ARMED_STAY', bypassType: 'BYPASS_ALL' }],
  ['SecurityPanelController', 'Disarm', { authorization: { type: 'FOUR_DIGIT_PIN', value: '1234' } }],
  ['EqualizerController', 'SetBands', { bands: [{ name: 'BASS', level: -2 }] }],
  ['EqualizerController', 'AdjustBands', { bands: [{ name: 'BASS', levelDelta: 3, levelDirection: 'UP' }] }],
  ['EqualizerController', 'ResetBands', { bands: [{ name: 'BASS' }, { name: 'TREBLE' }] }],
  ['EqualizerController', 'SetMode', { mode: 'MOVIE' }],
  ['InputController', 'SelectInput', { input: 'HDMI 1' }],
  ['Speaker', 'SetVolume', { volume: 50 }],
  ['Speaker', 'AdjustVolume', { volume: -20, volumeDefault: false }],
  ['Speaker', 'SetMute', { mute: true }],
  ['StepSpeaker', 'AdjustVolume', { volumeSteps: -20 }],
  ['StepSpeaker', 'SetMute', { mute: true }],
  ...['Play', 'Pause', 'Stop', 'StartOver', 'Previous', 'Next', 'Rewind', 'FastForward'].map(
    name => ['PlaybackController', name] as const,
  ),
  ['RecordController', 'StartRecording'],
  ['RecordController', 'StopRecording'],
  ['SeekController', 'AdjustSeekPosition', { deltaPositionMilliseconds: 180_000 }],
  ['Launcher', 'LaunchTarget', { identifier: 'amzn1.alexa-ask-target.shortcut.33122', name: 'Home' }],
  ...'UP DOWN LEFT RIGHT SELECT PAGE_UP PAGE_DOWN PAGE_LEFT PAGE_RIGHT INFO MORE'
    .split(' ')
    .map(keystroke => ['KeypadController', 'SendKeystroke', { keystroke }] as const),
  [
    'RemoteVideoPlayer',
    'SearchAndPlay',
    { entities, timeWindow: { start: '2026-01-02T00:00:00Z', end: '2026-01-03T00:00:00Z' } },
  ],
  ['RemoteVideoPlayer', 'SearchAndDisplayResults', { entities }],
  ['SceneController', 'Activate'],
  ['SceneController', 'Deactivate'],
  ['TimeHoldController', 'Hold'],
  ['TimeHoldController', 'Resume'],
  ['CameraStreamController', 'InitializeCameraStreams', { cameraStreams: [stream] }],
  [
    'CameraStreamController',
    'InitializeCameraStreams',
    { cameraStreams: [{ ...stream, authorizationType: 'BEARER' }] },
  ],
  ['RTCSessionController', 'InitiateSessionWithOffer', { sessionId: 'session-1', offer }],
  ['RTCSessionController', 'SessionConnected', { sessionId: 'session-1' }],
  ['RTCSessionController', 'SessionDisconnected', { sessionId: 'session-1' }],
  ['VideoRecorder', 'SearchAndRecord', { entities, timeWindow: { start: '2026-01-02T00:00:00Z' } }],
  ['VideoRecorder', 'CancelRecording', { entities }],
  ...['ALL', 'NEXT', 'NEW', 'WATCHED'].map(
    name => ['VideoRecorder', 'DeleteRecording', { entities, quantifier: { name } }] as const,
  ),
  ['SmartVision.ObjectDetectionSensor', 'SetObjectDetectionClasses', {}, '1.0'],
  ['SmartVision.SnapshotProvider', 'GetSnapshot', { preferOnDemandSnapshot: true }, '1.1'],
  ['DeviceUsage.Meter', 'ReportMeasurements', {}, '1.0'],
  ['DataController', 'ReportData', {}, '1.0'],
  ['Commissionable', 'ReportCommissioningInformation', {}, '1.0'],
  ['UserPreference', 'ReceiveFeedback', {}, '2.0'],
  ['MediaMetadata', 'GetMediaMetadata', { filters: { mediaIds: ['video_1'] } }],
];

/** Interfaces that have no directives, so that any is one too many. Source: fact sheet 3.1. */
const silent = 'ContactSensor MotionSensor TemperatureSensor HumiditySensor EndpointHealth PlaybackStateReporter'.split(
  ' ',
);

const multiInstance: ReadonlySet<string> = new Set(['ModeController', 'RangeController', 'ToggleController']);

/** AcceptGrant. Source: fact sheet 2.2. */
const grant = {
  directive: {
    header: headerOf('Alexa.Authorization', 'AcceptGrant'),
    payload: {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'gatehouse-secret-code' },
      grantee: { type: 'BearerToken', token: 'gatehouse-secret-grantee-token' },
    },
  },
};
const discover = { directive: { header: headerOf('Alexa.Discovery', 'Discover'), payload: { scope } } };

/** What is set or removed, and the rule that this breaks there, none when it is still valid. */
type Edit = readonly [pointer: string, member: unknown, rule?: string];

const header = '/directive/header';
const grantEdits: readonly Edit[] = [
  ['/profile', { user_id: 'u', name: 'n', email: 'e' }],
  [`${header}/correlationToken`, 'c'],
  ['/directive/payload/grant/type', 'AuthorizationCode', 'member-value'],
  ['/directive/payload/grant/code', absent, 'member-missing'],
  ['/directive/payload/grant/code', '', 'member-length'],
  ['/directive/payload/grant', absent, 'member-missing'],
  ['/directive/payload/grantee', absent, 'member-missing'],
  ['/directive/payload/grantee/token', '', 'member-length'],
  ['/directive/payload', absent, 'member-missing'],
];
const anyEdits: readonly Edit[] = [
  [`${header}/messageId`, 'a_b', 'message-id'],
  [`${header}/messageId`, absent, 'member-missing'],
  [`${header}/payloadVersion`, '2', 'payload-version'],
  [`${header}/payloadVersion`, absent, 'member-missing'],
  [`${header}/correlationToken`, '', 'member-length'],
  ['/directive/payload', 'x', 'member-type'],
  ['/directive/payload', absent, 'member-missing'],
];
const endpointEdits: readonly Edit[] = [
  ['/directive/endpoint', absent, 'endpoint-missing'],
  ['/directive/endpoint/endpointId', absent, 'member-missing'],
  ['/directive/endpoint/endpointId', 'a/b', 'endpoint-id'],
  [
    '/directive/endpoint/scope',
    { type: 'BearerTokenWithPartition', token: 'gatehouse-secret', partition: 'p', userId: 'u' },
  ],
  ['/directive/endpoint/scope', { type: 'DirectedUserId', directedUserId: 'u' }],
  ['/directive/endpoint/scope/type', 'NoSuchScope', 'member-value'],
  ['/directive/endpoint/scope/type', absent, 'member-missing'],
  ['/directive/endpoint/scope/token', absent, 'member-missing'],
  ['/directive/endpoint/cookie', { room: 'study' }],
  [`${header}/name`, 'NoSuchName', 'kind-unknown'],
  [`${header}/namespace`, 'Alexa.Teleporter', 'kind-unknown'],
];

/** The vectors of directives: each that is described, and what is wrong with its envelope. */
export function directiveVectors(): readonly Vector[] {
  const turnOn = directiveOf('PowerController', 'TurnOn');
  const report = directiveOf('', 'ReportState');
  return [
    ...table.flatMap(([namespace, name, payload, version]) =>
      taken({
        name: `${namespace} ${name} ${JSON.stringify(payload ?? {})}`.trim(),
        kind: 'directive',
        value:
          version === undefined
            ? directiveOf(namespace, name, payload)
            : edit(directiveOf(namespace, name, payload), `${header}/payloadVersion`, version),
      }),
    ),
    ...directiveFaults.flatMap(([namespace, name, payload, rule, pointer]) =>
      refused(
        {
          name: `${namespace} ${name} ${JSON.stringify(payload)}`,
          kind: 'directive',
          value: directiveOf(namespace, name, payload),
        },
        [rule, `/directive/payload${pointer}`],
      ),
    ),
    ...silent.flatMap(namespace =>
      refused({ name: `${namespace} has none`, kind: 'directive', value: directiveOf(namespace, 'TurnOn') }, [
        'kind-unknown',
        `${header}/name`,
      ]),
    ),
    ...taken({ name: 'AcceptGrant', kind: 'directive', value: grant }),
    ...taken({ name: 'Discover', kind: 'directive', value: discover }),
    ...grantEdits.flatMap(row => vectorOf('AcceptGrant', grant, row)),
    ...anyEdits.flatMap(row => vectorOf('Discover', discover, row)),
    ...[...anyEdits, ...endpointEdits].flatMap(row => vectorOf('TurnOn', turnOn, row)),
    ...[...anyEdits, ...endpointEdits.slice(0, 3)].flatMap(row => vectorOf('ReportState', report, row)),
    ...[...instances(), ...scopes()],
    ...[null, 1, []].flatMap(value => refused({ name: 'no object', kind: 'directive', value }, ['message-form', ''])),
    ...[{}, { directive: 1 }].flatMap(value =>
      refused({ name: 'no directive', kind: 'directive', value }, ['directive-missing', '/directive']),
    ),
  ];
}

/** Whether a directive names an instance. Source: fact sheet 1.1, instance. */
function instances(): readonly Vector[] {
  const one: readonly (readonly [namespace: string, name: string, payload: object])[] = [
    ['ModeController', 'SetMode', { mode: 'Wash.Cold' }],
    ['RangeController', 'AdjustRangeValue', { rangeValueDelta: 1 }],
    ['ToggleController', 'TurnOn', {}],
  ];
  return [
    ...one.flatMap(([namespace, name, payload]) =>
      vectorOf(name, directiveOf(namespace, name, payload), [`${header}/instance`, absent, 'header-instance']),
    ),
    ...['PowerController', 'LockController'].flatMap(namespace => {
      const name = namespace === 'PowerController' ? 'TurnOn' : 'Lock';
      return vectorOf(name, directiveOf(namespace, name), [`${header}/instance`, 'One', 'header-member']);
    }),
    ...vectorOf('Discover', discover, [`${header}/instance`, 'One', 'header-member']),
  ];
}

/** What each type of scope has. Source: fact sheet 1.3. */
function scopes(): readonly Vector[] {
  const at = '/directive/endpoint/scope';
  const partition = { type: 'BearerTokenWithPartition', token: 'gatehouse-secret', partition: 'p', userId: 'u' };
  const directed = { type: 'DirectedUserId', directedUserId: 'u' };
  return [partition, directed].flatMap(given => {
    const sample = edit(directiveOf('PowerController', 'TurnOn'), at, given);
    return Object.keys(given).flatMap(name =>
      vectorOf(`${given.type} TurnOn`, sample, [`${at}/${name}`, absent, 'member-missing']),
    );
  });
}

function vectorOf(name: string, sample: unknown, [pointer, member, rule]: Edit): Vector[] {
  const text = member === absent ? 'absent' : JSON.stringify(member);
  const judged = {
    name: `${name} with ${pointer} ${text}`,
    kind: 'directive',
    value: edit(sample, pointer, member),
  } as const;
  return rule === undefined ? taken(judged) : refused(judged, [rule, pointer]);
}

function directiveOf(namespace: string, name: string, payload: object = {}): unknown {
  const instance = multiInstance.has(namespace) ? { instance: 'One' } : {};
  const full = namespace === '' ? 'Alexa' : `Alexa.${namespace}`;
  return {
    directive: {
      header: headerOf(full, name, { correlationToken: 'correlation-1', ...instance }),
      endpoint: { scope, endpointId: 'lamp-1', cookie: {} },
      payload,
    },
  };
}
