/**
 * What a device is; each kind has properties of one class, so that a case says what it is about. Only a contact has a
 * `power` too, which does not change before the end: the report of it shows what Alexa is told beside.
 */
export type Kind = 'lamp' | 'contact' | 'bell';

/** The properties of devices: `power` and `brightness` converge, of `contact` every value counts. */
export type DeviceProperty = 'power' | 'brightness' | 'contact';

/** How a property is called in messages, and of which class it is. */
export interface PropertyName {
  readonly namespace: string;
  readonly name: string;
  readonly class: 'level' | 'edge';
}

/** The names of the properties. */
export const deviceProperties: Readonly<Record<DeviceProperty, PropertyName>> = {
  power: { namespace: 'Alexa.PowerController', name: 'powerState', class: 'level' },
  brightness: { namespace: 'Alexa.BrightnessController', name: 'brightness', class: 'level' },
  contact: { namespace: 'Alexa.ContactSensor', name: 'detectionState', class: 'edge' },
};

const capabilitiesOf: Readonly<Record<Kind, readonly object[]>> = {
  lamp: [stateOf('power'), stateOf('brightness')],
  contact: [stateOf('contact'), stateOf('power')],
  bell: [{ type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true }],
};

const categoryOf: Readonly<Record<Kind, string>> = { lamp: 'LIGHT', contact: 'CONTACT_SENSOR', bell: 'DOORBELL' };

/** The discovery object of a device. */
export function kindOfDevice(kind: Kind, endpointId: string): object {
  return {
    endpointId,
    manufacturerName: 'Example',
    description: `A simulated ${kind}`,
    friendlyName: endpointId,
    displayCategories: [categoryOf[kind]],
    capabilities: [...capabilitiesOf[kind], { type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  };
}

function stateOf(property: DeviceProperty): object {
  const { namespace, name } = deviceProperties[property];
  const properties = { supported: [{ name }], proactivelyReported: true, retrievable: true };
  return { type: 'AlexaInterface', interface: namespace, version: '3', properties };
}

/** The other value of two, or one percent more: every change is one. */
export function nextValue(property: DeviceProperty, value: unknown): unknown {
  if (property === 'brightness') return typeof value === 'number' ? (value + 1) % 101 : 1;
  const [first, second] = deviceProperties[property].class === 'edge' ? ['DETECTED', 'NOT_DETECTED'] : ['ON', 'OFF'];
  return value === first ? second : first;
}
