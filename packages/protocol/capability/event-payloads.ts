import type { XStatic } from 'typebox/schema';
import type { automationQuestionSchema } from './automation-management.ts';
import type { cameraStreamsSchema } from './camera-stream-controller.ts';
import type { doorbellPressPayloadSchema } from './doorbell-event-source.ts';
import type { emptyPayloadSchema } from './empty-payload.ts';
import type { inventoryConsumedSchema } from './inventory-usage-sensor.ts';
import type { mediaCreatedOrUpdatedSchema, mediaDeletedSchema, mediaMetadataResponseSchema } from './media-metadata.ts';
import type { rtcAnswerSchema, rtcSessionSchema } from './rtc-session-controller.ts';
import type { sceneEventSchema } from './scene-controller.ts';
import type { armResponseSchema } from './security-panel-controller.ts';
import type { seekStateSchema } from './seek-controller.ts';
import type { simpleEventPayloadSchema } from './simple-event-source.ts';
import type { objectDetectionSchema } from './smart-vision-object-detection-sensor.ts';
import type { recordingStatusSchema } from './video-recorder.ts';

/**
 * The type of the payload of every event that an interface defines for itself, by interface and name, from the schemas
 * that check it. A payload that nobody has described is `unknown`. Source: fact sheet 2.
 */
export interface EventPayloads {
  'Alexa.AutomationManagement': { GetAlexaAutomationStatus: XStatic<typeof automationQuestionSchema> };
  'Alexa.CameraStreamController': { Response: XStatic<typeof cameraStreamsSchema> };
  'Alexa.DataController': { DataReport: unknown };
  'Alexa.DeviceUsage.Meter': { MeasurementsReport: unknown };
  'Alexa.DoorbellEventSource': { DoorbellPress: XStatic<typeof doorbellPressPayloadSchema> };
  'Alexa.InventoryLevelUsageSensor': {
    InventoryConsumed: XStatic<typeof inventoryConsumedSchema>;
    InventoryReplaced: unknown;
  };
  'Alexa.InventoryUsageSensor': { InventoryConsumed: XStatic<typeof inventoryConsumedSchema> };
  'Alexa.MediaMetadata': {
    MediaCreatedOrUpdated: XStatic<typeof mediaCreatedOrUpdatedSchema>;
    MediaDeleted: XStatic<typeof mediaDeletedSchema>;
    'GetMediaMetadata.Response': XStatic<typeof mediaMetadataResponseSchema>;
  };
  'Alexa.RTCSessionController': {
    AnswerGeneratedForSession: XStatic<typeof rtcAnswerSchema>;
    SessionConnected: XStatic<typeof rtcSessionSchema>;
    SessionDisconnected: XStatic<typeof rtcSessionSchema>;
  };
  'Alexa.SceneController': {
    ActivationStarted: XStatic<typeof sceneEventSchema>;
    DeactivationStarted: XStatic<typeof sceneEventSchema>;
  };
  'Alexa.SecurityPanelController': { 'Arm.Response': XStatic<typeof armResponseSchema> };
  'Alexa.SeekController': { StateReport: XStatic<typeof seekStateSchema> };
  'Alexa.SimpleEventSource': { Event: XStatic<typeof simpleEventPayloadSchema> };
  'Alexa.SmartVision.ObjectDetectionSensor': { ObjectDetection: XStatic<typeof objectDetectionSchema> };
  'Alexa.VideoRecorder': { SearchAndRecordResponse: XStatic<typeof recordingStatusSchema> };
  'Alexa.WakeOnLANController': { WakeUp: XStatic<typeof emptyPayloadSchema> };
}
