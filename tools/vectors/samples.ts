/** A time that every sample uses. */
export const sampleTime: string = '2026-01-02T03:04:05.678Z';

const second = '2026-01-02T03:04:05Z';
/** The scope of every sample that is posted. Source: fact sheet 1.3. */
export const scope: { readonly type: string; readonly token: string } = {
  type: 'BearerToken',
  token: 'gatehouse-secret-access-token',
};
const endpoint = { scope, endpointId: 'lamp-1' };

/** A state property at the sample time. */
export function propertyOf(namespace: string, name: string, value: unknown): object {
  return { namespace, name, value, timeOfSample: sampleTime, uncertaintyInMilliseconds: 0 };
}

/** The powerState of the sample lamp. */
export const power: object = propertyOf('Alexa.PowerController', 'powerState', 'ON');

/** The brightness of the sample lamp. */
export const brightness: object = propertyOf('Alexa.BrightnessController', 'brightness', 40);

const context = { properties: [power] };

/** The parts of a header that differ from message to message. */
export interface HeaderParts {
  readonly correlationToken?: string;
  readonly instance?: string;
  readonly payloadVersion?: string;
}

/** A header with a messageId; the payloadVersion is 3 unless it is given. */
export function headerOf(namespace: string, name: string, parts: HeaderParts = {}): object {
  const { payloadVersion = '3', ...others } = parts;
  return { namespace, name, messageId: '5f0a9c2e-7f3b-4d55-9b0c-0d3e8a6f1c11', ...others, payloadVersion };
}

/** A ChangeReport of the sample endpoint with these properties among its changes. Source: fact sheet 2 and 2.1. */
export function changeReportOf(changed: readonly object[], unchanged?: readonly object[]): object {
  return {
    ...(unchanged === undefined ? {} : { context: { properties: unchanged } }),
    event: {
      header: headerOf('Alexa', 'ChangeReport'),
      endpoint,
      payload: { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: changed } },
    },
  };
}

/** A capability object with reported properties. Source: fact sheet 3.5. */
export function capabilityOf(interfaceName: string, names: readonly string[], others: object = {}): object {
  return {
    type: 'AlexaInterface',
    interface: interfaceName,
    version: '3',
    properties: { supported: names.map(name => ({ name })), proactivelyReported: true, retrievable: true },
    ...others,
  };
}

/** What the sample lamp can do. */
export const lampCapabilities: readonly object[] = [
  { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
  capabilityOf('Alexa.PowerController', ['powerState']),
  capabilityOf('Alexa.BrightnessController', ['brightness']),
];

/** A lamp as discovery describes it. Source: fact sheet 4. */
export const lamp: object = {
  endpointId: 'lamp-1',
  manufacturerName: 'Sample Lamps',
  description: 'A lamp for tests',
  friendlyName: 'Desk lamp',
  displayCategories: ['LIGHT'],
  capabilities: lampCapabilities,
};

const answer = { correlationToken: 'correlation-1' };

/** An error response of a namespace. Source: fact sheet 5. */
export function errorOf(
  namespace: string,
  payload: object,
  parts: HeaderParts & { readonly name?: string } = {},
): object {
  const { name = 'ErrorResponse', ...others } = parts;
  return { event: { header: headerOf(namespace, name, { ...answer, ...others }), endpoint, payload } };
}

function eventOf(header: object, payload: object, others: object = {}): object {
  return { ...others, event: { header, endpoint, payload } };
}

const media = {
  id: 'video_1',
  cause: 'MOTION_DETECTED',
  recording: {
    name: 'Porch',
    startTime: second,
    endTime: second,
    videoCodec: 'H264',
    audioCodec: 'AAC',
    uri: { value: 'https://video.example/1', expireTime: second },
    thumbnailUri: { value: 'https://video.example/1.jpg', expireTime: second },
  },
};

/** A valid event of each kind, with the scope where it belongs when it is posted. Source: fact sheet 2, row by row. */
export const eventSamples: Readonly<Record<string, object>> = {
  ChangeReport: changeReportOf([brightness], [power]),
  Response: eventOf(headerOf('Alexa', 'Response', answer), {}, { context }),
  StateReport: eventOf(headerOf('Alexa', 'StateReport', answer), {}, { context }),
  DeferredResponse: {
    event: { header: headerOf('Alexa', 'DeferredResponse', answer), payload: { estimatedDeferralInSeconds: 20 } },
  },
  ErrorResponse: errorOf('Alexa', { type: 'ENDPOINT_UNREACHABLE', message: 'The lamp does not answer' }),
  'Discover.Response': {
    event: { header: headerOf('Alexa.Discovery', 'Discover.Response'), payload: { endpoints: [lamp] } },
  },
  AddOrUpdateReport: {
    event: { header: headerOf('Alexa.Discovery', 'AddOrUpdateReport'), payload: { endpoints: [lamp], scope } },
  },
  DeleteReport: {
    event: {
      header: headerOf('Alexa.Discovery', 'DeleteReport'),
      payload: { endpoints: [{ endpointId: 'lamp-1' }], scope },
    },
  },
  'AcceptGrant.Response': { event: { header: headerOf('Alexa.Authorization', 'AcceptGrant.Response'), payload: {} } },
  'AcceptGrant.ErrorResponse': {
    event: {
      header: headerOf('Alexa.Authorization', 'ErrorResponse'),
      payload: { type: 'ACCEPT_GRANT_FAILED', message: 'The code was refused' },
    },
  },
  DoorbellPress: eventOf(
    headerOf('Alexa.DoorbellEventSource', 'DoorbellPress'),
    { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: sampleTime },
    { context: {} },
  ),
  SimpleEvent: eventOf(
    headerOf('Alexa.SimpleEventSource', 'Event', { instance: 'Remote.Button1', payloadVersion: '1.0' }),
    { id: 'Button.SinglePush.1', timestamp: sampleTime },
    { context: {} },
  ),
  ActivationStarted: eventOf(
    headerOf('Alexa.SceneController', 'ActivationStarted', answer),
    { cause: { type: 'VOICE_INTERACTION' }, timestamp: sampleTime },
    { context: {} },
  ),
  DeactivationStarted: eventOf(
    headerOf('Alexa.SceneController', 'DeactivationStarted', answer),
    { cause: { type: 'VOICE_INTERACTION' }, timestamp: sampleTime },
    { context: {} },
  ),
  MediaCreatedOrUpdated: eventOf(headerOf('Alexa.MediaMetadata', 'MediaCreatedOrUpdated'), { media }),
  MediaDeleted: eventOf(headerOf('Alexa.MediaMetadata', 'MediaDeleted'), { scope, mediaIds: ['video_1'] }),
  'GetMediaMetadata.Response': eventOf(headerOf('Alexa.MediaMetadata', 'GetMediaMetadata.Response', answer), {
    scope,
    media: [media],
    errors: [{ status: 'NOT_FOUND', mediaId: 'video_2' }],
  }),
  WakeUp: eventOf(headerOf('Alexa.WakeOnLANController', 'WakeUp', answer), {}, { context }),
  ObjectDetection: eventOf(
    headerOf('Alexa.SmartVision.ObjectDetectionSensor', 'ObjectDetection', { payloadVersion: '1.0' }),
    {
      events: [
        {
          eventIdentifier: 'event-1',
          imageNetClass: 'person',
          timeOfSample: sampleTime,
          uncertaintyInMilliseconds: 0,
          objectIdentifier: 'object-1',
        },
      ],
    },
  ),
  InventoryConsumed: eventOf(headerOf('Alexa.InventoryUsageSensor', 'InventoryConsumed', { instance: 'Filter' }), {
    usage: { '@type': 'Count', value: 1 },
    timeOfSample: sampleTime,
  }),
  InventoryReplaced: eventOf(
    headerOf('Alexa.InventoryLevelUsageSensor', 'InventoryReplaced', { instance: 'Filter' }),
    {},
  ),
  MeasurementsReport: eventOf(headerOf('Alexa.DeviceUsage.Meter', 'MeasurementsReport', { payloadVersion: '1.0' }), {}),
  DataReport: eventOf(headerOf('Alexa.DataController', 'DataReport', { instance: 'Data', payloadVersion: '1.0' }), {}),
  GetAlexaAutomationStatus: eventOf(
    headerOf('Alexa.AutomationManagement', 'GetAlexaAutomationStatus', { payloadVersion: '1.0' }),
    { capabilities: [{ capability: 'Alexa.ThermostatController' }] },
  ),
  'Arm.Response': eventOf(
    headerOf('Alexa.SecurityPanelController', 'Arm.Response', answer),
    { exitDelayInSeconds: 30, bypassedEndpoints: [{ friendlyName: 'Back door' }] },
    { context },
  ),
  AnswerGeneratedForSession: eventOf(
    headerOf('Alexa.RTCSessionController', 'AnswerGeneratedForSession', answer),
    { answer: { format: 'SDP', value: 'v=0' } },
    { context },
  ),
  SessionConnected: eventOf(
    headerOf('Alexa.RTCSessionController', 'SessionConnected', answer),
    { sessionId: 'session-1' },
    { context },
  ),
  SessionDisconnected: eventOf(
    headerOf('Alexa.RTCSessionController', 'SessionDisconnected', answer),
    { sessionId: 'session-1' },
    { context },
  ),
  'CameraStreamController Response': eventOf(headerOf('Alexa.CameraStreamController', 'Response', answer), {
    cameraStreams: [
      {
        uri: 'rtsp://camera.example/1',
        protocol: 'RTSP',
        resolution: { width: 1920, height: 1080 },
        authorizationType: 'NONE',
        videoCodec: 'H264',
        audioCodec: 'AAC',
        idleTimeoutSeconds: 30,
      },
    ],
    imageUri: 'https://camera.example/1.jpg',
  }),
  'SeekController StateReport': eventOf(
    headerOf('Alexa.SeekController', 'StateReport', answer),
    { properties: [{ name: 'positionMilliseconds', value: 1000 }] },
    { context },
  ),
  'SearchAndRecord Response': eventOf(headerOf('Alexa', 'SearchAndRecordResponse', answer), {
    recordingStatus: 'SCHEDULED',
  }),
};
