import {
  type AlexaEvent,
  acceptGrantError,
  acceptGrantResponse,
  addOrUpdateReport,
  changeReport,
  type DiscoveryEndpoint,
  deferredResponse,
  deleteReport,
  discoverResponse,
  doorbellPress,
  errorResponse,
  response,
  type StateProperty,
  simpleEvent,
  stateReport,
} from '../index.ts';

/** A time that every sample uses. */
export const sampleTime: string = '2026-01-02T03:04:05.678Z';

const messageId = 'a3a61f5c-2f0c-4c60-b5e1-30f8a7a1a0a1';
const correlationToken = 'correlation-1';
const endpointId = 'lamp-1';

/** A state property at the sample time. */
export function sampleProperty(namespace: string, name: string, value: unknown): StateProperty {
  return { namespace, name, value, timeOfSample: sampleTime, uncertaintyInMilliseconds: 0 };
}

/** A lamp as discovery describes it. */
export function sampleEndpoint(id: string = endpointId): DiscoveryEndpoint {
  const reported = { proactivelyReported: true, retrievable: true } as const;
  return {
    endpointId: id,
    manufacturerName: 'Sample Lamps',
    description: 'A lamp for tests',
    friendlyName: 'Desk lamp',
    displayCategories: ['LIGHT'],
    cookie: { room: 'study' },
    capabilities: [
      { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
      {
        type: 'AlexaInterface',
        interface: 'Alexa.PowerController',
        version: '3',
        properties: { supported: [{ name: 'powerState' }], ...reported },
      },
      {
        type: 'AlexaInterface',
        interface: 'Alexa.BrightnessController',
        version: '3',
        properties: { supported: [{ name: 'brightness' }], ...reported },
      },
    ],
  };
}

const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
const brightness = sampleProperty('Alexa.BrightnessController', 'brightness', 40);
const reply = { messageId, correlationToken, endpointId };

/** One event of each kind that has a builder, without scope. */
export const sampleEvents: Readonly<Record<string, AlexaEvent>> = {
  'AcceptGrant.ErrorResponse': acceptGrantError({ messageId, message: 'The token endpoint refused the code' }),
  'AcceptGrant.Response': acceptGrantResponse({ messageId }),
  AddOrUpdateReport: addOrUpdateReport({ messageId, endpoints: [sampleEndpoint()] }),
  ChangeReport: changeReport({
    messageId,
    endpointId,
    cause: 'PHYSICAL_INTERACTION',
    changed: [brightness],
    unchanged: [power],
  }),
  DeferredResponse: deferredResponse({ messageId, correlationToken, estimatedDeferralInSeconds: 20 }),
  DeleteReport: deleteReport({ messageId, endpointIds: [endpointId] }),
  'Discover.Response': discoverResponse({ messageId, endpoints: [sampleEndpoint()] }),
  DoorbellPress: doorbellPress({ messageId, endpointId: 'door-1', timestamp: sampleTime }),
  ErrorResponse: errorResponse({ ...reply, type: 'ENDPOINT_UNREACHABLE', message: 'The lamp does not answer' }),
  Response: response({ ...reply, properties: [power, brightness] }),
  SimpleEvent: simpleEvent({
    messageId,
    endpointId: 'remote-1',
    instance: 'Remote.Button1',
    id: 'Button.SinglePush.1',
    timestamp: sampleTime,
  }),
  StateReport: stateReport({ ...reply, properties: [power, brightness] }),
};
