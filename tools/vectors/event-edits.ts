import { absent } from './edit.ts';
import { brightness, lamp, power, scope } from './samples.ts';

/**
 * A member of a sample event that is set or removed, and the rules that this breaks, none when it is still valid. A rule
 * names the pointer after a space where it is not that of the member.
 */
export type Edit = readonly [pointer: string, member: unknown, ...broken: string[]];

const payload = '/event/payload';
const further: Edit = [`${payload}/further`, 1];
const noFurther: Edit = [`${payload}/further`, 1, 'member-unknown'];

/** Spellings of a time: those that are documented, and those that are not. Source: fact sheet 1.4, 3.4 and 8.1. */
function timesAt(pointer: string): readonly Edit[] {
  const taken = [
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.1Z',
    '2026-01-02T03:04:05.12Z',
    '2026-01-02T03:04:05.123Z',
    '2024-02-29T00:00:00Z',
    '1000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ];
  const refused = [
    '2026-01-02T03:04:05.1234Z',
    '2026-01-02T03:04:05.123456Z',
    '2026-01-02T03:04:05.123456789Z',
    '2026-01-02T03:04:05+00:00',
    '2026-01-02T03:04:05.000+00:00',
    '2026-01-02T03:04:05.123456+00:00',
    '2026-01-02T03:04:05',
    '2026-01-02 03:04:05Z',
    '2026-01-02T03:04:05z',
    '2026-02-30T03:04:05Z',
    '2025-02-29T03:04:05Z',
    '2026-13-02T03:04:05Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T03:60:05Z',
    '2026-01-02T03:04:60Z',
    '2026-01-02T03:04:05:67Z',
    '2026-01-02',
    '',
    'now',
  ];
  return [
    ...taken.map((time): Edit => [pointer, time]),
    ...refused.map((time): Edit => [pointer, time, 'timestamp']),
    [pointer, 1_767_323_045, 'timestamp'],
    [pointer, null, 'timestamp'],
  ];
}

const causes = ['APP_INTERACTION', 'PHYSICAL_INTERACTION', 'PERIODIC_POLL', 'RULE_TRIGGER', 'VOICE_INTERACTION'];
const furtherCauses = ['ALEXA_INTERACTION', 'INVALID_CREDENTIALS', 'SUBSCRIPTION_EXPIRED'];

/** The documented causes, those that only the official schema has, and others. Source: fact sheet 2.1. */
function causesAt(pointer: string, further: 'cause' | 'cause-undocumented'): readonly Edit[] {
  return [
    ...causes.map((cause): Edit => [`${pointer}/type`, cause]),
    ...furtherCauses.map((cause): Edit => [`${pointer}/type`, cause, further]),
    [`${pointer}/type`, 'physical_interaction', 'cause'],
    [`${pointer}/type`, 'MAGIC', 'cause'],
    [`${pointer}/type`, absent, 'member-missing'],
    [pointer, absent, 'member-missing'],
    [pointer, 'PHYSICAL_INTERACTION', 'member-type'],
  ];
}

/** What a context may hold. Source: fact sheet 1.4 and 1.5. */
const contextEdits: readonly Edit[] = [
  ['/context', absent],
  ['/context', {}],
  ['/context', { properties: [] }],
  ['/context/colour', 'red', 'member-unknown'],
  ['/context', 'x', 'member-type'],
  ['/context/properties', {}, 'member-type'],
  ['/context/properties/0/namespace', absent, 'member-missing'],
  ['/context/properties/0/name', absent, 'member-missing'],
  ['/context/properties/0/value', absent, 'value-missing'],
  ['/context/properties/0/timeOfSample', absent, 'member-missing'],
  ['/context/properties/0/uncertaintyInMilliseconds', absent, 'member-missing'],
  ['/context/properties/0/uncertaintyInMilliseconds', 0.5],
  ['/context/properties/0/uncertaintyInMilliseconds', -1, 'member-range'],
  ['/context/properties/0/uncertaintyInMilliseconds', '0', 'member-type'],
  ['/context/properties/0/colour', 'red', 'member-unknown'],
  ['/context/properties/1', power, 'property-duplicate'],
];

/** Where any object may be the context. Source: fact sheet 1.5. */
const freeContext: readonly Edit[] = [
  ['/context', absent],
  ['/context', { colour: 'red' }],
  ['/context', 'x', 'member-type'],
];

const noContext: readonly Edit[] = [['/context', {}, 'member-unknown']];
const noEndpoint: readonly Edit[] = [['/event/endpoint', { endpointId: 'lamp-1' }, 'member-unknown']];

const smallLamp = { ...lamp, capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }] };

function lamps(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => ({ ...smallLamp, endpointId: `lamp-${index}` }));
}

/**
 * Endpoints that make the payload of the sample so many bytes long, none of them with a cookie that is too large. A
 * letter of two bytes tells bytes from characters. Source: fact sheet 4, AddOrUpdateReport payload.
 */
function endpointsOfSize(bytes: number): unknown[] {
  const endpoints = Array.from({ length: 60 }, (_, index) => ({
    ...smallLamp,
    endpointId: `lamp-${index}`,
    cookie: { a: `ü${'x'.repeat(index < 59 ? 4000 : 0)}` },
  }));
  const missing = bytes - Buffer.byteLength(JSON.stringify({ endpoints, scope }));
  return endpoints.map((endpoint, index) => ({
    ...endpoint,
    cookie: { a: `${endpoint.cookie.a}${'y'.repeat(Math.floor(missing / 60) + (index < missing % 60 ? 1 : 0))}` },
  }));
}

const catalogue: readonly Edit[] = [
  [`${payload}/endpoints`, []],
  [`${payload}/endpoints`, lamps(2)],
  [`${payload}/endpoints`, [lamp, lamp], `discovery-duplicate ${payload}/endpoints/1/endpointId`],
  [`${payload}/endpoints`, absent, 'member-missing'],
  [`${payload}/endpoints`, {}, 'member-type'],
  [`${payload}/endpoints/0/relationships`, {}],
  [`${payload}/endpoints/0/description`, absent, 'member-missing'],
  ...noContext,
  ...noEndpoint,
];

const media = `${payload}/media`;
const mediaCauses =
  'MOTION_DETECTED AUDIO_DETECTED PERSON_DETECTED APP_INTERACTION VOICE_INTERACTION RULE_TRIGGER'.split(' ');

function mediaAt(at: string): readonly Edit[] {
  return [
    ...mediaCauses.map((cause): Edit => [`${at}/cause`, cause]),
    [`${at}/cause`, 'PHYSICAL_INTERACTION', 'member-value'],
    [`${at}/cause`, absent, 'member-missing'],
    [`${at}/id`, 'a'.repeat(256)],
    [`${at}/id`, absent, 'member-missing'],
    [`${at}/recording`, absent, 'member-missing'],
    [`${at}/recording/name`, absent],
    [`${at}/recording/videoCodec`, absent],
    [`${at}/recording/videoCodec`, 'MJPEG', 'member-value'],
    ...['G711', 'AAC', 'NONE'].map((codec): Edit => [`${at}/recording/audioCodec`, codec]),
    [`${at}/recording/audioCodec`, 'MP3', 'member-value'],
    [`${at}/recording/uri/value`, absent, 'member-missing'],
    [`${at}/recording/startTime`, '2026-02-30T00:00:00Z', 'timestamp'],
    [`${at}/recording/endTime`, absent, 'member-missing'],
  ];
}

const scene: readonly Edit[] = [
  ...causesAt(`${payload}/cause`, 'cause-undocumented'),
  ...timesAt(`${payload}/timestamp`),
  [`${payload}/timestamp`, absent, 'member-missing'],
];

const session: readonly Edit[] = [
  [`${payload}/sessionId`, absent, 'member-missing'],
  [`${payload}/sessionId`, 7, 'member-type'],
];

const usage: readonly Edit[] = [
  ['/event/header/instance', absent, 'header-instance'],
  [`${payload}/usage`, { '@type': 'Volume', value: 2, unit: 'LITER' }],
  [`${payload}/usage`, absent, 'member-missing'],
  [`${payload}/usage/@type`, absent, 'member-missing'],
  [`${payload}/usage/value`, absent, 'member-missing'],
  ...timesAt(`${payload}/timeOfSample`),
];

/** What the payload and the context of each event may hold, and what not. Source: fact sheet 2, row by row. */
export const eventEdits: Readonly<Record<string, readonly Edit[]>> = {
  ChangeReport: [
    ...contextEdits,
    ['/context/properties/0', { ...power, value: 'OFF' }],
    ['/context/properties/1', { ...power, value: 'OFF' }, 'property-repeated'],
    ['/context/properties/1', brightness, 'property-repeated'],
    ...causesAt(`${payload}/change/cause`, 'cause-undocumented'),
    ...timesAt(`${payload}/change/properties/0/timeOfSample`),
    [`${payload}/change/properties`, []],
    [`${payload}/change/properties`, absent, 'member-missing'],
    [`${payload}/change/properties/0/value`, absent, 'value-missing'],
    [`${payload}/change/properties/0/colour`, 1, 'member-unknown'],
    [`${payload}/change/colour`, 1, 'member-unknown'],
    [`${payload}/change/cause/colour`, 1, 'member-unknown'],
    [`${payload}/change`, absent, 'member-missing'],
    ['/event/header/instance', 'One', 'header-member'],
    noFurther,
  ],
  Response: [...contextEdits, further],
  StateReport: [...contextEdits, noFurther],
  DeferredResponse: [
    ...noContext,
    ...noEndpoint,
    further,
    [`${payload}/estimatedDeferralInSeconds`, absent],
    [`${payload}/estimatedDeferralInSeconds`, 0],
    [`${payload}/estimatedDeferralInSeconds`, -1, 'deferral'],
    [`${payload}/estimatedDeferralInSeconds`, 1.5, 'member-type'],
    [`${payload}/estimatedDeferralInSeconds`, '20', 'member-type'],
  ],
  ErrorResponse: [
    ['/context', {}, 'context-in-error'],
    [`${payload}/type`, absent, 'member-missing'],
    [`${payload}/message`, absent, 'error-payload'],
    [`${payload}/message`, 7, 'member-type'],
    noFurther,
  ],
  'Discover.Response': catalogue,
  AddOrUpdateReport: [
    ...catalogue,
    [`${payload}/endpoints`, lamps(300)],
    [`${payload}/endpoints`, lamps(301), 'discovery-endpoint-count'],
    [`${payload}/endpoints`, endpointsOfSize(256 * 1024)],
    [`${payload}/endpoints`, endpointsOfSize(256 * 1024 + 1), `discovery-report-size ${payload}`],
  ],
  DeleteReport: [
    [`${payload}/endpoints`, []],
    [`${payload}/endpoints/0/endpointId`, absent, 'member-missing'],
    [`${payload}/endpoints/0/endpointId`, 'a/b', 'endpoint-id'],
    [`${payload}/endpoints`, absent, 'member-missing'],
    [
      `${payload}/endpoints`,
      [{ endpointId: 'a' }, { endpointId: 'a' }],
      `discovery-duplicate ${payload}/endpoints/1/endpointId`,
    ],
    ...noContext,
    ...noEndpoint,
  ],
  'AcceptGrant.Response': [noFurther, ...noContext, ...noEndpoint],
  'AcceptGrant.ErrorResponse': [
    [`${payload}/type`, 'INTERNAL_ERROR', 'error-type'],
    [`${payload}/type`, absent, 'member-missing'],
    [`${payload}/message`, absent, 'member-missing'],
  ],
  DoorbellPress: [
    ...freeContext,
    ...causesAt(`${payload}/cause`, 'cause'),
    ...timesAt(`${payload}/timestamp`),
    [`${payload}/timestamp`, absent, 'member-missing'],
    ['/event/header/name', 'DoorbellKick', 'kind-unknown'],
    ['/event/header/instance', 'One', 'header-member'],
  ],
  SimpleEvent: [
    ['/event/header/instance', absent, 'header-instance'],
    ['/event/header/payloadVersion', '3', 'payload-version'],
    [`${payload}/id`, absent, 'simple-event-id'],
    [`${payload}/timestamp`, absent, 'member-missing'],
    ...timesAt(`${payload}/timestamp`),
  ],
  ActivationStarted: scene,
  DeactivationStarted: scene,
  MediaCreatedOrUpdated: [...freeContext, ...mediaAt(media), [media, absent, 'member-missing']],
  MediaDeleted: [
    ...freeContext,
    [`${payload}/mediaIds`, [], 'member-length'],
    [`${payload}/mediaIds`, absent, 'member-missing'],
    [`${payload}/mediaIds`, 'video_1', 'member-type'],
  ],
  'GetMediaMetadata.Response': [
    ...mediaAt(`${media}/0`),
    [`${payload}/media`, [], 'member-length'],
    [`${payload}/errors`, absent],
    ...['DELETED', 'NOT_FOUND', 'SUBSCRIPTION_ERROR', 'INTERNAL_ERROR'].map(
      (status): Edit => [`${payload}/errors/0/status`, status],
    ),
    [`${payload}/errors/0/status`, 'GONE', 'member-value'],
    [`${payload}/errors/0/mediaId`, absent, 'member-missing'],
  ],
  WakeUp: contextEdits,
  ObjectDetection: [
    [`${payload}/events`, absent, 'member-missing'],
    [`${payload}/events/0/eventIdentifier`, absent, 'member-missing'],
    [`${payload}/events/0/imageNetClass`, absent, 'member-missing'],
    [`${payload}/events/0/uncertaintyInMilliseconds`, absent, 'member-missing'],
    [`${payload}/events/0/uncertaintyInMilliseconds`, -1, 'member-range'],
    [`${payload}/events/0/objectIdentifier`, absent],
    ...timesAt(`${payload}/events/0/timeOfSample`),
    ['/event/header/payloadVersion', '3'],
  ],
  InventoryConsumed: usage,
  InventoryReplaced: [['/event/header/instance', absent, 'header-instance'], further],
  MeasurementsReport: [further],
  DataReport: [further],
  GetAlexaAutomationStatus: [
    ...freeContext,
    [`${payload}/capabilities/0/instance`, 'One'],
    [`${payload}/capabilities/0/capability`, absent, 'member-missing'],
    [`${payload}/capabilities`, absent, 'member-missing'],
  ],
  'Arm.Response': [
    [payload, {}],
    [`${payload}/exitDelayInSeconds`, 0],
    [`${payload}/exitDelayInSeconds`, 255],
    [`${payload}/exitDelayInSeconds`, -1, 'member-range'],
    [`${payload}/exitDelayInSeconds`, 256, 'member-range'],
    [`${payload}/exitDelayInSeconds`, 0.5, 'member-type'],
    [`${payload}/bypassedEndpoints/0/endpointId`, 'door-2'],
    [`${payload}/bypassedEndpoints/0/friendlyName`, absent, 'member-missing'],
  ],
  AnswerGeneratedForSession: [
    [`${payload}/answer/format`, 'sdp'],
    [`${payload}/answer/format`, 'XML', 'member-value'],
    [`${payload}/answer/value`, absent, 'member-missing'],
    [`${payload}/answer`, absent, 'member-missing'],
    [`${payload}/sessionId`, 'session-1'],
  ],
  SessionConnected: session,
  SessionDisconnected: session,
  'CameraStreamController Response': [
    ...['RTSP', 'WEBRTC', 'HLS'].map((protocol): Edit => [`${payload}/cameraStreams/0/protocol`, protocol]),
    [`${payload}/cameraStreams/0/uri`, absent, 'member-missing'],
    ...timesAt(`${payload}/cameraStreams/0/expirationTime`),
    [`${payload}/cameraStreams`, absent, 'member-missing'],
  ],
  'SeekController StateReport': [
    [`${payload}/properties/0/value`, 0],
    [`${payload}/properties/0/value`, 86_400_000],
    [`${payload}/properties/0/value`, -1, 'member-range'],
    [`${payload}/properties/0/value`, 86_400_001, 'member-range'],
    [`${payload}/properties/0/name`, 'position', 'member-value'],
    [`${payload}/properties`, [], 'member-length'],
  ],
  'SearchAndRecord Response': [[`${payload}/recordingStatus`, 'STARTED']],
};
