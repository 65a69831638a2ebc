import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AlexaEvent, type Header, kindOf, validateEvent, withScopeToken } from '../index.ts';
import { edit } from './edit.ts';
import { assertError, assertValid } from './expect-problems.ts';
import { sampleTime } from './sample-events.ts';

function own(
  name: readonly [namespace: string, name: string],
  payload: Readonly<Record<string, unknown>>,
  header: Partial<Header> = {},
): AlexaEvent {
  return {
    event: {
      header: { namespace: name[0], name: name[1], messageId: 'm-1', payloadVersion: '3', ...header },
      endpoint: { endpointId: 'device-1' },
      payload,
    },
  };
}

const reply = { correlationToken: 'c-1' };
const media = {
  id: 'clip_1',
  cause: 'MOTION_DETECTED',
  recording: {
    startTime: sampleTime,
    endTime: sampleTime,
    uri: { value: 'https://example.com/a', expireTime: sampleTime },
  },
};
const detection = {
  eventIdentifier: 'e-1',
  imageNetClass: 'person',
  timeOfSample: sampleTime,
  uncertaintyInMilliseconds: 0,
};

/** An event of each kind that an interface defines for itself, the kind, and a member of its payload that it needs. */
const samples: readonly (readonly [AlexaEvent, kind: string, needed?: string])[] = [
  [
    own(
      ['Alexa.SceneController', 'ActivationStarted'],
      { cause: { type: 'VOICE_INTERACTION' }, timestamp: sampleTime },
      reply,
    ),
    'ActivationStarted',
    'cause',
  ],
  [
    own(
      ['Alexa.SceneController', 'DeactivationStarted'],
      { cause: { type: 'ALEXA_INTERACTION' }, timestamp: sampleTime },
      reply,
    ),
    'DeactivationStarted',
    'timestamp',
  ],
  [own(['Alexa.WakeOnLANController', 'WakeUp'], {}, reply), 'WakeUp'],
  [own(['Alexa.MediaMetadata', 'MediaCreatedOrUpdated'], { media }), 'MediaCreatedOrUpdated', 'media'],
  [own(['Alexa.MediaMetadata', 'MediaDeleted'], { mediaIds: ['clip_1'] }), 'MediaDeleted', 'mediaIds'],
  [
    own(['Alexa.MediaMetadata', 'GetMediaMetadata.Response'], { media: [media] }, reply),
    'GetMediaMetadata.Response',
    'media',
  ],
  [
    own(['Alexa.SmartVision.ObjectDetectionSensor', 'ObjectDetection'], { events: [detection] }),
    'ObjectDetection',
    'events',
  ],
  [
    own(
      ['Alexa.InventoryUsageSensor', 'InventoryConsumed'],
      { usage: { '@type': 'Count', value: 1 }, timeOfSample: sampleTime },
      { instance: 'Coffee' },
    ),
    'InventoryConsumed',
    'usage',
  ],
  [
    own(['Alexa.AutomationManagement', 'GetAlexaAutomationStatus'], {
      capabilities: [{ capability: 'Alexa.ThermostatController' }],
    }),
    'GetAlexaAutomationStatus',
    'capabilities',
  ],
  [own(['Alexa.SecurityPanelController', 'Arm.Response'], { exitDelayInSeconds: 30 }, reply), 'Arm.Response'],
  [
    own(
      ['Alexa.CameraStreamController', 'Response'],
      { cameraStreams: [{ uri: 'rtsp://example.com', protocol: 'RTSP' }] },
      reply,
    ),
    'Response',
    'cameraStreams',
  ],
  [
    own(
      ['Alexa.RTCSessionController', 'AnswerGeneratedForSession'],
      { answer: { format: 'SDP', value: 'v=0' } },
      reply,
    ),
    'AnswerGeneratedForSession',
    'answer',
  ],
  [own(['Alexa.RTCSessionController', 'SessionConnected'], { sessionId: 's' }, reply), 'SessionConnected', 'sessionId'],
  [
    own(['Alexa.RTCSessionController', 'SessionDisconnected'], { sessionId: 's' }, reply),
    'SessionDisconnected',
    'sessionId',
  ],
  [
    own(
      ['Alexa.SeekController', 'StateReport'],
      { properties: [{ name: 'positionMilliseconds', value: 86_400_000 }] },
      reply,
    ),
    'StateReport',
    'properties',
  ],
  [
    own(['Alexa.DeviceUsage.Meter', 'MeasurementsReport'], { anything: 1 }, { payloadVersion: '1.0' }),
    'MeasurementsReport',
  ],
  [own(['Alexa.DataController', 'DataReport'], { anything: 1 }, { payloadVersion: '1.0' }), 'DataReport'],
  [own(['Alexa.SecurityPanelController.Alert', 'Sounded'], { anything: 1 }, { payloadVersion: '1.1' }), 'Event'],
];

describe("interfaces' own events", () => {
  for (const [event, kind, needed] of samples) {
    const { namespace, name } = event.event.header;
    it(`${namespace}.${name} is ${kind}, valid with a scope, and judged by its payload`, () => {
      assert.equal(kindOf(event), kind);
      const posted = withScopeToken(event, 'gatehouse-secret-token');
      assertValid(validateEvent(posted));
      assertValid(validateEvent(event, { posted: false }));
      if (needed !== undefined) {
        const pointer = `/event/payload/${needed}`;
        assertError(validateEvent(edit(posted, pointer, undefined)), 'member-missing', pointer);
      }
    });
  }

  it('want their scope in the payload where the official schema has it', () => {
    for (const [event, kind] of samples) {
      const place = kind === 'MediaDeleted' || kind === 'GetMediaMetadata.Response' ? 'payload' : 'endpoint';
      assertError(validateEvent(event), 'scope-missing', `/event/${place}/scope`);
    }
  });

  it('judges what their payloads hold as far as it is documented', () => {
    const of = (wanted: string): AlexaEvent | undefined => samples.find(([, kind]) => kind === wanted)?.[0];
    const wrong: readonly (readonly [kind: string, member: string, odd: unknown, rule: string])[] = [
      ['MediaCreatedOrUpdated', 'media/id', '-?-', 'member-value'],
      ['MediaCreatedOrUpdated', 'media/id', 'a'.repeat(257), 'member-length'],
      ['MediaCreatedOrUpdated', 'media/cause', 'BOREDOM', 'member-value'],
      ['MediaCreatedOrUpdated', 'media/recording/videoCodec', 'H265', 'member-value'],
      ['MediaCreatedOrUpdated', 'media/recording/audioCodec', 'MP3', 'member-value'],
      ['MediaCreatedOrUpdated', 'media/recording/uri/value', '', 'member-length'],
      ['GetMediaMetadata.Response', 'errors', [{ status: 'LOST', mediaId: 'a' }], 'member-value'],
      ['ObjectDetection', 'events/0/uncertaintyInMilliseconds', -1, 'member-range'],
      ['Arm.Response', 'exitDelayInSeconds', 256, 'member-range'],
      ['Arm.Response', 'bypassedEndpoints', [{ endpointId: 'a' }], 'member-missing'],
      ['AnswerGeneratedForSession', 'answer/format', 'XML', 'member-value'],
    ];
    for (const [kind, member, odd, rule] of wrong) {
      const problems = validateEvent(edit(of(kind), `/event/payload/${member}`, odd), { posted: false });
      assert.deepEqual(
        problems.map(problem => [problem.rule, problem.pointer.startsWith(`/event/payload/${member}`)]),
        [[rule, true]],
        `${kind} ${member}`,
      );
    }
    for (const id of ['a', '_', 'clip-1', 'a'.repeat(256)]) {
      assertValid(validateEvent(edit(of('MediaCreatedOrUpdated'), '/event/payload/media/id', id), { posted: false }));
    }
  });

  it('take the scope of a recording in the endpoint or in the payload', () => {
    const [created] = samples.find(([, kind]) => kind === 'MediaCreatedOrUpdated') ?? [];
    const scope = { type: 'BearerToken', token: 'gatehouse-secret-token' };
    assertValid(validateEvent(edit(created, '/event/payload/scope', scope)));
    assertValid(validateEvent(edit(created, '/event/endpoint/scope', scope)));
    assertError(validateEvent(created), 'scope-missing', '/event/endpoint/scope');
  });

  it('name no instance where an endpoint has the interface once', () => {
    for (const [event, kind] of samples.filter(([, wanted]) => wanted.endsWith('ActivationStarted'))) {
      const named = edit(event, '/event/header/instance', 'a');
      assertError(validateEvent(named, { posted: false }), 'header-member', '/event/header/instance');
      assertValid(validateEvent(event, { posted: false }), kind);
    }
  });

  it('have their times judged wherever they stand', () => {
    const [created] = samples.filter(([, kind]) => kind === 'MediaCreatedOrUpdated');
    const pointer = '/event/payload/media/recording/uri/expireTime';
    assertError(validateEvent(edit(created?.[0], pointer, 'tomorrow')), 'timestamp', pointer);
  });

  it('name their instance where the interface has several', () => {
    const event = own(['Alexa.InventoryLevelUsageSensor', 'InventoryReplaced'], {});
    assertError(validateEvent(event), 'header-instance', '/event/header/instance');
  });
});
