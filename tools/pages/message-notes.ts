import type { Basis } from '@gatehouse/protocol';

/** What the reference says of a message beside its form. */
export interface MessageNote {
  readonly says: string;
  readonly source: string;
  readonly basis: Basis;
}

/** One note for each documented event and for each directive that every skill gets, by namespace, a slash and name. */
export const messageNotes: Readonly<Record<string, MessageNote>> = {
  'Alexa/ChangeReport': documented('What changed at an endpoint, and in the context what did not', '2 and 2.1'),
  'Alexa/Response': documented('The answer to a directive, direct or later, with the state after it', '2'),
  'Alexa/StateReport': documented('The answer to ReportState, with the state in the context', '2 and 12, row 15'),
  'Alexa/DeferredResponse': documented('The direct answer that announces a later one', '2'),
  'Alexa/ErrorResponse': documented('A directive could not be done, and why', '2 and 5'),
  'Alexa.Authorization/AcceptGrant.Response': documented('The code of an AcceptGrant was exchanged', '2 and 2.2'),
  'Alexa.Authorization/ErrorResponse': documented('The code of an AcceptGrant could not be exchanged', '2 and 5'),
  'Alexa.Discovery/Discover.Response': documented('The endpoints of a customer, as the answer to Discover', '2 and 4'),
  'Alexa.Discovery/AddOrUpdateReport': documented('Endpoints that are new or have changed', '2 and 4'),
  'Alexa.Discovery/DeleteReport': documented(
    'Endpoints that are gone; the official schema does not have it',
    '2 and 4',
  ),
  'Alexa.DoorbellEventSource/DoorbellPress': documented('Somebody rang', '2 and 12, row 14'),
  'Alexa.SimpleEventSource/Event': {
    says: 'A stateless event has fired, such as the press of a button; the documents call it SimpleEvent',
    source: 'simple-event-source interface, SimpleEvent payload',
    basis: 'documented',
  },
  'Alexa.SceneController/ActivationStarted': documented('A scene has begun, as the answer to Activate', '2'),
  'Alexa.SceneController/DeactivationStarted': documented('A scene is ending, as the answer to Deactivate', '2'),
  'Alexa.MediaMetadata/MediaCreatedOrUpdated': documented('A recording is there or has changed', '2 and 12, row 17'),
  'Alexa.MediaMetadata/MediaDeleted': documented('Recordings are gone', '2 and 12, row 17'),
  'Alexa.MediaMetadata/GetMediaMetadata.Response': documented('What is known of the recordings asked for', '2'),
  'Alexa.WakeOnLANController/WakeUp': documented(
    'Asks Alexa to wake a sleeping device, between TurnOn and its answer',
    '2',
  ),
  'Alexa.SmartVision.ObjectDetectionSensor/ObjectDetection': documented('Objects that a camera has seen', '2'),
  'Alexa.InventoryUsageSensor/InventoryConsumed': observed('Some of a consumable was used', '2'),
  'Alexa.InventoryLevelUsageSensor/InventoryConsumed': observed('Some of a consumable was used', '2'),
  'Alexa.InventoryLevelUsageSensor/InventoryReplaced': observed('A consumable was replaced', '2'),
  'Alexa.DeviceUsage.Meter/MeasurementsReport': documented(
    'Consumption by interval; its payload is not described',
    '2',
  ),
  'Alexa.DataController/DataReport': documented('Data that a device keeps; its payload is not described', '2'),
  'Alexa.AutomationManagement/GetAlexaAutomationStatus': documented('Which capabilities Alexa may automate', '2'),
  'Alexa.SecurityPanelController/Arm.Response': documented('The system arms, after how long and without what', '2'),
  'Alexa.CameraStreamController/Response': documented('Where the streams of a camera are', '2 and 3.3'),
  'Alexa.SeekController/StateReport': documented('The position after a seek', '2'),
  'Alexa.RTCSessionController/AnswerGeneratedForSession': documented('The answer to the offer of a session', '2'),
  'Alexa.RTCSessionController/SessionConnected': documented('A session has begun', '2'),
  'Alexa.RTCSessionController/SessionDisconnected': documented('A session has ended', '2'),
  'Alexa.Commissionable/ReportCommissioningInformation.ErrorResponse': documented(
    'The information for commissioning cannot be given',
    '5',
  ),
  'Alexa.VideoRecorder/SearchAndRecordResponse': observed(
    'A recording is set or has begun; named as production code names it',
    '2',
  ),
  'Alexa/SearchAndRecordResponse': observed('A recording is set or has begun; named as production code names it', '2'),
  'Alexa.Authorization/AcceptGrant': documented('A customer permits the skill to send events', '2.2'),
  'Alexa.Discovery/Discover': documented("Asks for all of a customer's endpoints", '2 and 4'),
  'Alexa/ReportState': documented('Asks for the state of an endpoint', '2'),
};

function documented(says: string, sections: string): MessageNote {
  return { says, source: `fact sheet ${sections}`, basis: 'documented' };
}

function observed(says: string, sections: string): MessageNote {
  return { says, source: `fact sheet ${sections}`, basis: 'observed' };
}
