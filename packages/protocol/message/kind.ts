import { isJsonObject, textAt } from '../json/json-object.ts';

/**
 * What a message is, in one word. Messages of interfaces that the fact sheet names, and the directives that every
 * skill gets. `Event` is any other event of an interface, `Directive` any other directive. Source: fact sheet 2.
 */
export type MessageKind =
  | 'AcceptGrant'
  | 'AcceptGrant.ErrorResponse'
  | 'AcceptGrant.Response'
  | 'ActivationStarted'
  | 'AddOrUpdateReport'
  | 'AnswerGeneratedForSession'
  | 'Arm.Response'
  | 'ChangeReport'
  | 'DataReport'
  | 'DeactivationStarted'
  | 'DeferredResponse'
  | 'DeleteReport'
  | 'Directive'
  | 'Discover'
  | 'Discover.Response'
  | 'DoorbellPress'
  | 'ErrorResponse'
  | 'Event'
  | 'GetAlexaAutomationStatus'
  | 'GetMediaMetadata.Response'
  | 'InventoryConsumed'
  | 'InventoryReplaced'
  | 'MeasurementsReport'
  | 'MediaCreatedOrUpdated'
  | 'MediaDeleted'
  | 'ObjectDetection'
  | 'ReportState'
  | 'Response'
  | 'SessionConnected'
  | 'SessionDisconnected'
  | 'SimpleEvent'
  | 'StateReport'
  | 'WakeUp';

/**
 * The kinds of documented events by namespace, a slash and name: dots stand in both, so that a dot would let one pass
 * for the other.
 */
export const eventKinds: Readonly<Record<string, MessageKind>> = {
  'Alexa/ChangeReport': 'ChangeReport',
  'Alexa/Response': 'Response',
  'Alexa/StateReport': 'StateReport',
  'Alexa/DeferredResponse': 'DeferredResponse',
  'Alexa/ErrorResponse': 'ErrorResponse',
  'Alexa.Authorization/AcceptGrant.Response': 'AcceptGrant.Response',
  'Alexa.Authorization/ErrorResponse': 'AcceptGrant.ErrorResponse',
  'Alexa.Discovery/Discover.Response': 'Discover.Response',
  'Alexa.Discovery/AddOrUpdateReport': 'AddOrUpdateReport',
  'Alexa.Discovery/DeleteReport': 'DeleteReport',
  'Alexa.DoorbellEventSource/DoorbellPress': 'DoorbellPress',
  'Alexa.SimpleEventSource/Event': 'SimpleEvent',
  'Alexa.SceneController/ActivationStarted': 'ActivationStarted',
  'Alexa.SceneController/DeactivationStarted': 'DeactivationStarted',
  'Alexa.MediaMetadata/MediaCreatedOrUpdated': 'MediaCreatedOrUpdated',
  'Alexa.MediaMetadata/MediaDeleted': 'MediaDeleted',
  'Alexa.MediaMetadata/GetMediaMetadata.Response': 'GetMediaMetadata.Response',
  'Alexa.WakeOnLANController/WakeUp': 'WakeUp',
  'Alexa.SmartVision.ObjectDetectionSensor/ObjectDetection': 'ObjectDetection',
  'Alexa.InventoryUsageSensor/InventoryConsumed': 'InventoryConsumed',
  'Alexa.InventoryLevelUsageSensor/InventoryConsumed': 'InventoryConsumed',
  'Alexa.InventoryLevelUsageSensor/InventoryReplaced': 'InventoryReplaced',
  'Alexa.DeviceUsage.Meter/MeasurementsReport': 'MeasurementsReport',
  'Alexa.DataController/DataReport': 'DataReport',
  'Alexa.AutomationManagement/GetAlexaAutomationStatus': 'GetAlexaAutomationStatus',
  'Alexa.SecurityPanelController/Arm.Response': 'Arm.Response',
  'Alexa.CameraStreamController/Response': 'Response',
  'Alexa.SeekController/StateReport': 'StateReport',
  'Alexa.VideoRecorder/SearchAndRecordResponse': 'Response',
  'Alexa/SearchAndRecordResponse': 'Response',
  'Alexa.RTCSessionController/AnswerGeneratedForSession': 'AnswerGeneratedForSession',
  'Alexa.RTCSessionController/SessionConnected': 'SessionConnected',
  'Alexa.RTCSessionController/SessionDisconnected': 'SessionDisconnected',
  'Alexa.Commissionable/ReportCommissioningInformation.ErrorResponse': 'ErrorResponse',
};

/** The kinds of directives that every skill gets, by namespace, a slash and name. */
export const directiveKinds: Readonly<Record<string, MessageKind>> = {
  'Alexa.Authorization/AcceptGrant': 'AcceptGrant',
  'Alexa.Discovery/Discover': 'Discover',
  'Alexa/ReportState': 'ReportState',
};

const neverPosted: ReadonlySet<string> = new Set<MessageKind>([
  'AcceptGrant',
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'DeferredResponse',
  'Directive',
  'Discover',
  'Discover.Response',
  'ReportState',
]);

const replies: ReadonlySet<string> = new Set<MessageKind>([
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'ActivationStarted',
  'AnswerGeneratedForSession',
  'Arm.Response',
  'DeactivationStarted',
  'DeferredResponse',
  'Discover.Response',
  'ErrorResponse',
  'GetMediaMetadata.Response',
  'Response',
  'SessionConnected',
  'SessionDisconnected',
  'StateReport',
]);

/**
 * The kind of a message, from `event.header` or `directive.header`. Any value may be asked about; undefined when it
 * has no header with a namespace and a name. Every `ErrorResponse` is one whatever its interface, except the answer
 * to AcceptGrant.
 */
export function kindOf(value: unknown): MessageKind | undefined {
  const event = nameOf(value, 'event');
  if (event !== undefined) {
    const known = Object.hasOwn(eventKinds, event) ? eventKinds[event] : undefined;
    return known ?? (event.endsWith('/ErrorResponse') ? 'ErrorResponse' : 'Event');
  }
  const directive = nameOf(value, 'directive');
  if (directive !== undefined) {
    const known = Object.hasOwn(directiveKinds, directive) ? directiveKinds[directive] : undefined;
    return known ?? 'Directive';
  }
  return undefined;
}

/** Whether a message is to be taken for a directive: it has the member `directive`, and none named `event`. */
export function isDirective(value: unknown): boolean {
  return isJsonObject(value) && Object.hasOwn(value, 'directive') && !Object.hasOwn(value, 'event');
}

/** Whether events of a kind may be posted to `/v3/events`; the others are only ever the direct answer to a directive. */
export function isPostable(kind: string): boolean {
  return !neverPosted.has(kind);
}

/** Whether a kind answers a directive, directly or later; all other events speak without being asked. */
export function isReply(kind: string): boolean {
  return replies.has(kind);
}

function nameOf(value: unknown, part: 'event' | 'directive'): string | undefined {
  const namespace = textAt(value, [part, 'header', 'namespace']);
  const name = textAt(value, [part, 'header', 'name']);
  return namespace === undefined || name === undefined ? undefined : `${namespace}/${name}`;
}
