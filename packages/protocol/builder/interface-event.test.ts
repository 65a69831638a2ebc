import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { sampleProperty, sampleTime } from '../test/sample-events.ts';
import { dataReport, getAlexaAutomationStatus, measurementsReport } from './data-event.ts';
import { interfaceEvent } from './interface-event.ts';
import { armResponse, cameraStreamResponse, seekStateReport } from './interface-reply.ts';
import { inventoryConsumed, inventoryReplaced } from './inventory-event.ts';
import { mediaCreatedOrUpdated, mediaDeleted, mediaMetadataResponse } from './media-event.ts';
import { objectDetection } from './object-detection.ts';
import { activationStarted, deactivationStarted } from './scene-event.ts';
import { answerGeneratedForSession, sessionConnected, sessionDisconnected } from './session-event.ts';
import { wakeUp } from './wake-up.ts';

const at = Date.parse(sampleTime);
const header = { messageId: 'm-1', endpointId: 'device-1' };
const reply = { ...header, correlationToken: 'c-1' };
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
const media = {
  id: 'clip_1',
  cause: 'MOTION_DETECTED',
  recording: { startTime: at, endTime: sampleTime, uri: { value: 'https://example.com/a', expireTime: at } },
} as const;
const mediaOnWire = {
  id: 'clip_1',
  cause: 'MOTION_DETECTED',
  recording: {
    startTime: sampleTime,
    endTime: sampleTime,
    uri: { value: 'https://example.com/a', expireTime: sampleTime },
  },
};
const scene = { ...reply, cause: 'VOICE_INTERACTION', timestamp: at } as const;
const scenePayload = { cause: { type: 'VOICE_INTERACTION' }, timestamp: sampleTime };
const stream = {
  uri: 'rtsp://example.com/a',
  protocol: 'RTSP',
  resolution: { width: 1920, height: 1080 },
  authorizationType: 'NONE',
  videoCodec: 'H264',
  audioCodec: 'AAC',
} as const;
const usage = { '@type': 'Weight', value: 12, unit: 'GRAM' } as const;
const detection = { eventIdentifier: 'e-1', imageNetClass: 'person', timeOfSample: at };

/** What each builder makes: the event, its full name, its payload. */
const made: readonly (readonly [AlexaEvent, name: string, payload: object])[] = [
  [activationStarted(scene), 'Alexa.SceneController.ActivationStarted', scenePayload],
  [deactivationStarted(scene), 'Alexa.SceneController.DeactivationStarted', scenePayload],
  [mediaCreatedOrUpdated({ ...header, media }), 'Alexa.MediaMetadata.MediaCreatedOrUpdated', { media: mediaOnWire }],
  [mediaDeleted({ ...header, mediaIds: ['a'] }), 'Alexa.MediaMetadata.MediaDeleted', { mediaIds: ['a'] }],
  [
    mediaMetadataResponse({ ...reply, media: [media], errors: [{ mediaId: 'b', status: 'DELETED' }] }),
    'Alexa.MediaMetadata.GetMediaMetadata.Response',
    { media: [mediaOnWire], errors: [{ mediaId: 'b', status: 'DELETED' }] },
  ],
  [wakeUp(reply), 'Alexa.WakeOnLANController.WakeUp', {}],
  [
    inventoryConsumed({ ...header, instance: 'Coffee', usage, timeOfSample: at }),
    'Alexa.InventoryUsageSensor.InventoryConsumed',
    { usage, timeOfSample: sampleTime },
  ],
  [
    inventoryReplaced({ ...header, instance: 'Coffee', payload: { a: 1 } }),
    'Alexa.InventoryLevelUsageSensor.InventoryReplaced',
    { a: 1 },
  ],
  [
    objectDetection({ ...header, events: [detection] }),
    'Alexa.SmartVision.ObjectDetectionSensor.ObjectDetection',
    { events: [{ ...detection, timeOfSample: sampleTime, uncertaintyInMilliseconds: 0 }] },
  ],
  [measurementsReport({ ...header, payload: { a: 1 } }), 'Alexa.DeviceUsage.Meter.MeasurementsReport', { a: 1 }],
  [dataReport({ ...header, instance: 'i', payload: { a: 1 } }), 'Alexa.DataController.DataReport', { a: 1 }],
  [
    getAlexaAutomationStatus({ ...header, capabilities: [{ capability: 'Alexa.ThermostatController' }] }),
    'Alexa.AutomationManagement.GetAlexaAutomationStatus',
    { capabilities: [{ capability: 'Alexa.ThermostatController' }] },
  ],
  [
    armResponse({ ...reply, exitDelayInSeconds: 30, bypassedEndpoints: [{ friendlyName: 'Window' }] }),
    'Alexa.SecurityPanelController.Arm.Response',
    { exitDelayInSeconds: 30, bypassedEndpoints: [{ friendlyName: 'Window' }] },
  ],
  [armResponse(reply), 'Alexa.SecurityPanelController.Arm.Response', {}],
  [
    cameraStreamResponse({ ...reply, cameraStreams: [{ ...stream, expirationTime: at }, stream], imageUri: 'a' }),
    'Alexa.CameraStreamController.Response',
    { cameraStreams: [{ ...stream, expirationTime: sampleTime }, stream], imageUri: 'a' },
  ],
  [
    seekStateReport({ ...reply, positionMilliseconds: 1000 }),
    'Alexa.SeekController.StateReport',
    { properties: [{ name: 'positionMilliseconds', value: 1000 }] },
  ],
  [
    answerGeneratedForSession({ ...reply, sdp: 'v=0' }),
    'Alexa.RTCSessionController.AnswerGeneratedForSession',
    { answer: { format: 'SDP', value: 'v=0' } },
  ],
  [sessionConnected({ ...reply, sessionId: 's' }), 'Alexa.RTCSessionController.SessionConnected', { sessionId: 's' }],
  [
    sessionDisconnected({ ...reply, sessionId: 's' }),
    'Alexa.RTCSessionController.SessionDisconnected',
    { sessionId: 's' },
  ],
];

describe("the builders of interfaces' own events", () => {
  for (const [event, name, payload] of made) {
    it(`make ${name}`, () => {
      assert.equal(`${event.event.header.namespace}.${event.event.header.name}`, name);
      assert.deepEqual(event.event.endpoint, { endpointId: 'device-1' });
      assert.deepEqual(event.event.payload, payload);
    });
  }

  it('name instance, correlationToken and version where the interface has them', () => {
    const used = { ...header, instance: 'Coffee', usage, timeOfSample: at };
    const consumed = inventoryConsumed({ ...used, namespace: 'Alexa.InventoryLevelUsageSensor' }).event.header;
    assert.deepEqual([consumed.namespace, consumed.instance], ['Alexa.InventoryLevelUsageSensor', 'Coffee']);
    assert.equal(wakeUp(reply).event.header.correlationToken, 'c-1');
    assert.equal(dataReport({ ...header, instance: 'i', payload: {} }).event.header.payloadVersion, '1.0');
    assert.equal(measurementsReport({ ...reply, payload: {} }).event.header.correlationToken, 'c-1');
  });

  it('put the newest state into the context when they are given one', () => {
    const older = { ...power, value: 'OFF', timeOfSample: '2020-01-01T00:00:00Z' };
    const properties = [power, older];
    assert.deepEqual(wakeUp({ ...reply, properties }).context, { properties: [power] });
    assert.equal(wakeUp(reply).context, undefined);
  });
});

describe('interfaceEvent()', () => {
  it("takes the interface's own version, the one that it is given, or 3", () => {
    const version = (namespace: string, payloadVersion?: string): string =>
      interfaceEvent([namespace, 'Any'], { messageId: 'm-1', payloadVersion }).event.header.payloadVersion;
    assert.equal(version('Alexa.SimpleEventSource'), '1.0');
    assert.equal(version('Alexa.SimpleEventSource', '2.0'), '2.0');
    assert.equal(version('Alexa.Unheard'), '3');
  });

  it('makes an event of nothing but a header', () => {
    assert.deepEqual(interfaceEvent(['Alexa.Unheard', 'Any'], { messageId: 'm-1' }), {
      event: {
        header: { namespace: 'Alexa.Unheard', name: 'Any', messageId: 'm-1', payloadVersion: '3' },
        payload: {},
      },
    });
  });
});
