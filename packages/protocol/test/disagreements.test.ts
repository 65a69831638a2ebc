import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  capabilityOf,
  type Mode,
  type Problem,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
} from '../index.ts';

/** The rows of docs/disagreements.md that the validators decide, each with what the page says of it. */

const time = '2026-01-02T03:04:05.678Z';
const scope = { type: 'BearerToken', token: 'gatehouse-secret-token' };

function header(namespace: string, name: string, more: object = {}): object {
  return { namespace, name, messageId: 'message-1', payloadVersion: '3', ...more };
}

function property(namespace: string, name: string, value: unknown, more: object = {}): object {
  return { namespace: `Alexa.${namespace}`, name, value, timeOfSample: time, uncertaintyInMilliseconds: 0, ...more };
}

const on = property('PowerController', 'powerState', 'ON');

interface ReportParts {
  readonly endpointId?: string;
  readonly cause?: string;
  readonly instance?: string;
  readonly context?: readonly object[];
}

function report(changed: object, parts: ReportParts = {}): object {
  const { endpointId = 'lamp-1', cause = 'APP_INTERACTION', instance, context } = parts;
  return {
    event: {
      header: header('Alexa', 'ChangeReport', instance === undefined ? {} : { instance }),
      endpoint: { endpointId, scope },
      payload: { change: { cause: { type: cause }, properties: [changed] } },
    },
    ...(context === undefined ? {} : { context: { properties: context } }),
  };
}

function event(named: object, payload: object, context?: object): object {
  const body = { event: { header: named, endpoint: { endpointId: 'one', scope }, payload } };
  return context === undefined ? body : { ...body, context };
}

function simpleEvent(more: object, timestamp = time): object {
  return event(header('Alexa.SimpleEventSource', 'Event', more), { id: 'press', timestamp });
}

const media = {
  id: 'one',
  cause: 'MOTION_DETECTED',
  recording: { startTime: time, endTime: time, uri: { value: 'https://example.com', expireTime: time } },
};
const deleted = { endpoints: [{ endpointId: 'one' }] };
const versioned = { payloadVersion: '1.0', instance: 'button' };
const reply = { correlationToken: 'token' };
const level = { '@type': 'Volume', value: 1, unit: 'LITER' };
const levelInside = { '@type': 'Volume', value: { value: 1, unit: 'LITER' } };
const setpoint = { value: 101, scale: 'FAHRENHEIT' };
const late = property('PowerController', 'powerState', 'ON', { timeOfSample: '2026-01-02T03:04:05.678901+00:00' });
const doorbell = { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: time };
const failure = { type: 'INTERNAL_ERROR', message: 'It failed' };

type Verdict = readonly string[];
const valid: Verdict = [];
const strictly = (rule: string): { strict: Verdict; observed: Verdict } => ({
  strict: [`error ${rule}`],
  observed: [`warning ${rule}`],
});
const always = (verdict: Verdict): { strict: Verdict; observed: Verdict } => ({ strict: verdict, observed: verdict });

const rows: readonly (readonly [row: number, says: string, event: object, verdicts: Record<Mode, Verdict>])[] = [
  [1, 'a space in an endpointId', report(on, { endpointId: 'a b' }), always(valid)],
  [1, 'a backslash in an endpointId', report(on, { endpointId: 'a\\b' }), strictly('endpoint-id')],
  [2, 'an instance in SimpleEvent', simpleEvent(versioned), always(valid)],
  [2, 'SimpleEvent without instance', simpleEvent({ payloadVersion: '1.0' }), strictly('header-instance')],
  [2, 'an instance in ChangeReport', report(on, { instance: 'one' }), strictly('header-member')],
  [3, 'SimpleEvent in version 3', simpleEvent({ instance: 'button' }), strictly('payload-version')],
  [5, 'EM_HEAT', report(property('ThermostatController', 'thermostatMode', 'EM_HEAT')), always(valid)],
  [5, 'CUSTOM', report(property('ThermostatController', 'thermostatMode', 'CUSTOM')), always(valid)],
  [6, '101 °F', report(property('ThermostatController', 'targetSetpoint', setpoint)), always(valid)],
  [7, 'a cause of the schema only', report(on, { cause: 'ALEXA_INTERACTION' }), always(['note cause-undocumented'])],
  [7, 'a cause of nobody', report(on, { cause: 'BOREDOM' }), strictly('cause')],
  [13, 'microseconds and an offset', report(late), strictly('timestamp')],
  [14, 'milliseconds', event(header('Alexa.DoorbellEventSource', 'DoorbellPress'), doorbell, {}), always(valid)],
  [15, 'a StateReport, posted', event(header('Alexa', 'StateReport', reply), {}, { properties: [on] }), always(valid)],
  [
    16,
    'a context in ErrorResponse',
    event(header('Alexa', 'ErrorResponse', reply), failure, { properties: [on] }),
    always(['warning context-in-error']),
  ],
  [
    17,
    'MediaCreatedOrUpdated with scope',
    event(header('Alexa.MediaMetadata', 'MediaCreatedOrUpdated'), { media, scope }),
    always(valid),
  ],
  [
    17,
    'MediaCreatedOrUpdated without',
    event(header('Alexa.MediaMetadata', 'MediaCreatedOrUpdated'), { media }),
    always(valid),
  ],
  [
    17,
    'MediaDeleted without scope',
    event(header('Alexa.MediaMetadata', 'MediaDeleted'), { mediaIds: ['one'] }),
    strictly('scope-missing'),
  ],
  [
    18,
    'a band by value',
    report(property('EqualizerController', 'bands', [{ name: 'BASS', value: 1 }])),
    always(valid),
  ],
  [
    18,
    'a band by level',
    report(property('EqualizerController', 'bands', [{ name: 'BASS', level: 1 }])),
    always(valid),
  ],
  [19, 'a unit beside', report(property('InventoryLevelSensor', 'level', level, { instance: 'a' })), always(valid)],
  [
    19,
    'a unit inside',
    report(property('InventoryLevelSensor', 'level', levelInside, { instance: 'a' })),
    always(valid),
  ],
  [20, 'RecordingState', report(property('RecordController', 'RecordingState', 'RECORDING')), always(valid)],
  [20, 'recordingState', report(property('RecordController', 'recordingState', 'NO')), strictly('property-unknown')],
  [23, 'a property twice', report(on, { context: [on] }), always(['warning property-repeated'])],
  [
    24,
    'DeleteReport of Alexa.Discovery',
    { event: { header: header('Alexa.Discovery', 'DeleteReport'), payload: { ...deleted, scope } } },
    always(valid),
  ],
  [
    24,
    'DeleteReport of Alexa',
    { event: { header: header('Alexa', 'DeleteReport'), endpoint: { endpointId: 'one', scope }, payload: deleted } },
    strictly('kind-unknown'),
  ],
  [30, 'the printed time', simpleEvent(versioned, '2021-12-12T16:20:50:52Z'), strictly('timestamp')],
];

const verdictOf = (problems: readonly Problem[]): Verdict => [
  ...new Set(problems.map(({ severity, rule }) => `${severity} ${rule}`)),
];

function endpoint(more: object, capability?: object): object {
  return {
    endpointId: 'one',
    manufacturerName: 'Sample',
    description: 'A thing',
    friendlyName: 'Thing',
    displayCategories: ['OTHER'],
    capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }, ...(capability ? [capability] : [])],
    ...more,
  };
}

function camera(protocol: string, authorization: string): object {
  return {
    type: 'AlexaInterface',
    interface: 'Alexa.CameraStreamController',
    version: '3',
    cameraStreamConfigurations: [
      {
        protocols: [protocol],
        resolutions: [{ width: 1280, height: 720 }],
        authorizationTypes: [authorization],
        videoCodecs: ['H264'],
        audioCodecs: ['AAC'],
      },
    ],
  };
}

function button(assetId: string): object {
  const friendlyNames = [{ '@type': 'asset', value: { assetId } }];
  return {
    type: 'AlexaInterface',
    interface: 'Alexa.SimpleEventSource',
    version: '1.0',
    instance: 'button',
    capabilityResources: { friendlyNames },
    configuration: { supportedEvents: [{ id: 'press', friendlyNames }] },
  };
}

describe('the disagreements between sources', () => {
  for (const [row, says, value, verdicts] of rows) {
    it(`validateEvent() decides row ${row}, ${says}, as the page says`, () => {
      for (const mode of ['strict', 'observed'] as const) {
        assert.deepEqual(verdictOf(validateEvent(value, { mode })), verdicts[mode], mode);
      }
    });
  }

  it('row 4: every version that somebody uses is known', () => {
    for (const [name, version] of [
      ['ThermostatController', '3.2'],
      ['EndpointHealth', '3.1'],
      ['EndpointHealth', '3.2'],
      ['EndpointHealth', '3.3'],
      ['RemoteVideoPlayer', '3.1'],
      ['Launcher', '1.1'],
    ] as const) {
      assert.ok(capabilityOf(`Alexa.${name}`)?.versions.includes(version), `${name} ${version}`);
    }
  });

  it('row 21: a friendlyName has up to 256 characters', () => {
    assert.deepEqual(verdictOf(validateDiscoveryEndpoint(endpoint({ friendlyName: 'x'.repeat(256) }))), valid);
    const tooLong = validateDiscoveryEndpoint(endpoint({ friendlyName: 'x'.repeat(257) }));
    assert.deepEqual(verdictOf(tooLong), ['error member-length']);
  });

  it('row 22: protocols and authorization of cameras from every source are valid', () => {
    for (const [protocol, authorization] of [
      ['RTSP', 'BASIC'],
      ['WEBRTC', 'NONE'],
      ['HLS', 'BEARER'],
    ] as const) {
      assert.deepEqual(verdictOf(validateDiscoveryEndpoint(endpoint({}, camera(protocol, authorization)))), valid);
    }
  });

  it('row 25: AcceptGrant has a correlation token or none', () => {
    for (const more of [{}, reply]) {
      const grant = { type: 'OAuth2.AuthorizationCode', code: 'gatehouse-secret-code' };
      const payload = { grant, grantee: { type: 'BearerToken', token: 'gatehouse-secret-grantee' } };
      const directive = { header: header('Alexa.Authorization', 'AcceptGrant', more), payload };
      assert.deepEqual(validateDirective({ directive }), []);
    }
  });

  it('row 29: the misprint of gesture assets is worth a note', () => {
    assert.deepEqual(verdictOf(validateDiscoveryEndpoint(endpoint({}, button('Alexa.Gesture.DoubleTap')))), valid);
    const misprint = validateDiscoveryEndpoint(endpoint({}, button('Alexa.Gestures.DoubleTap')));
    assert.deepEqual(verdictOf(misprint), ['note discovery-asset-misprint']);
  });
});
