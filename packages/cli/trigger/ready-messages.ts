import {
  type AlexaEvent,
  addOrUpdateReport,
  capability,
  changeReport,
  deleteReport,
  discoveryEndpoint,
  doorbellPress,
  type StateProperty,
  simpleEvent,
  stateProperty,
} from '@gatehouse/protocol';
import { BUTTON_EVENT_ID, BUTTON_INSTANCE } from '../sample/devices.ts';
import type { ReadyMessage, ReadyMoment } from './ready-event.ts';

const CHANGE = 'event.payload.change';
const CHANGE_PLACES = {
  endpointId: 'event.endpoint.endpointId',
  cause: `${CHANGE}.cause.type`,
  value: `${CHANGE}.properties.0.value`,
};
const PUSH_PLACES = { endpointId: 'event.endpoint.endpointId', timestamp: 'event.payload.timestamp' };
const ADDED = 'event.payload.endpoints.0';

/** Events about the devices of the sample home, and one about a lamp that it has not. Source: fact sheet 2. */
export const readyMessages: readonly ReadyMessage[] = [
  {
    ...{ type: 'message', name: 'doorbell-press', about: 'Somebody is at the door' },
    places: { ...PUSH_PLACES, cause: 'event.payload.cause.type' },
    create: ({ now, messageId }) => doorbellPress({ messageId, endpointId: 'doorbell-1', timestamp: now }),
  },
  {
    ...{ type: 'message', name: 'button-press', about: 'A button is pushed once' },
    places: { ...PUSH_PLACES, instance: 'event.header.instance', id: 'event.payload.id' },
    create: ({ now, messageId }) =>
      simpleEvent({
        ...{ messageId, endpointId: 'remote-1', instance: BUTTON_INSTANCE },
        ...{ id: BUTTON_EVENT_ID, timestamp: now },
      }),
  },
  change('contact-open', 'A door is opened', ({ now }) => contact('DETECTED', now)),
  change('contact-closed', 'A door is closed', ({ now }) => contact('NOT_DETECTED', now)),
  change('motion-detected', 'Something moves', ({ now }) => motion('DETECTED', now)),
  change('motion-ended', 'Nothing moves any more', ({ now }) => motion('NOT_DETECTED', now)),
  change('lamp-on', 'A lamp is switched on', ({ now }) => power('ON', now)),
  change('lamp-off', 'A lamp is switched off', ({ now }) => power('OFF', now)),
  change('lamp-brightness', 'A lamp is dimmed', ({ now }) => ({
    endpointId: 'lamp-1',
    property: stateProperty({
      ...{ namespace: 'Alexa.BrightnessController', name: 'brightness' },
      ...{ value: 40, timeOfSample: now },
    }),
  })),
  {
    ...{ type: 'message', name: 'endpoint-added', about: 'There is a new lamp, or another name for one' },
    places: {
      endpointId: `${ADDED}.endpointId`,
      friendlyName: `${ADDED}.friendlyName`,
      description: `${ADDED}.description`,
      manufacturerName: `${ADDED}.manufacturerName`,
    },
    create: ({ messageId }) => addOrUpdateReport({ messageId, endpoints: [newLamp()] }),
  },
  {
    ...{ type: 'message', name: 'endpoint-removed', about: 'A lamp is gone' },
    places: { endpointId: `${ADDED}.endpointId` },
    create: ({ messageId }) => deleteReport({ messageId, endpointIds: ['lamp-3'] }),
  },
];

interface Changed {
  readonly endpointId: string;
  readonly property: StateProperty;
}

function change(name: string, about: string, changed: (moment: ReadyMoment) => Changed): ReadyMessage {
  const create = (moment: ReadyMoment): AlexaEvent => {
    const { endpointId, property } = changed(moment);
    const { messageId } = moment;
    return changeReport({ messageId, endpointId, cause: 'PHYSICAL_INTERACTION', changed: [property] });
  };
  return { type: 'message', name, about, places: CHANGE_PLACES, create };
}

function contact(value: 'DETECTED' | 'NOT_DETECTED', timeOfSample: number): Changed {
  const property = stateProperty({ namespace: 'Alexa.ContactSensor', name: 'detectionState', value, timeOfSample });
  return { endpointId: 'door-1', property };
}

function motion(value: 'DETECTED' | 'NOT_DETECTED', timeOfSample: number): Changed {
  const property = stateProperty({ namespace: 'Alexa.MotionSensor', name: 'detectionState', value, timeOfSample });
  return { endpointId: 'motion-1', property };
}

function power(value: 'ON' | 'OFF', timeOfSample: number): Changed {
  const property = stateProperty({ namespace: 'Alexa.PowerController', name: 'powerState', value, timeOfSample });
  return { endpointId: 'lamp-1', property };
}

function newLamp(): ReturnType<typeof discoveryEndpoint> {
  return discoveryEndpoint({
    ...{ endpointId: 'lamp-3', friendlyName: 'Reading lamp', manufacturerName: 'Gatehouse' },
    ...{ description: 'A lamp that was triggered', displayCategories: ['LIGHT'] },
    capabilities: [capability('Alexa.PowerController')],
  });
}
