/** What each interface can do here: its property with its values, and the value that each of its directives asks for. */
const INTERFACES = {
  'Alexa.PowerController': {
    property: 'powerState',
    allows: value => value === 'ON' || value === 'OFF',
    TurnOn: () => 'ON',
    TurnOff: () => 'OFF',
  },
  'Alexa.BrightnessController': {
    property: 'brightness',
    allows: value => Number.isInteger(value) && value >= 0 && value <= 100,
    SetBrightness: payload => payload.brightness,
    AdjustBrightness: (payload, before) => Math.min(100, Math.max(0, before + payload.brightnessDelta)),
  },
  'Alexa.LockController': {
    property: 'lockState',
    allows: value => value === 'LOCKED' || value === 'UNLOCKED',
    Lock: () => 'LOCKED',
    Unlock: () => 'UNLOCKED',
  },
  'Alexa.EndpointHealth': { property: 'connectivity' },
};

/** The property that tells whether a device can be reached. */
export const HEALTH = 'Alexa.EndpointHealth';

/** How long Alexa is asked to wait for a lock, in seconds; any other device has 8 seconds, whatever is said. */
const LOCK_SECONDS = 15;

/** A home as it is delivered: a lamp, a lock, a heater and a doorbell, by their endpointId. `now` is the time. */
export function createDevices(now) {
  const devices = [
    createDevice('lamp-1', { name: 'Lamp', category: 'LIGHT', now }, [
      ['Alexa.PowerController', 'ON'],
      ['Alexa.BrightnessController', 100],
    ]),
    createDevice('lock-1', { name: 'Door', category: 'SMARTLOCK', now }, [['Alexa.LockController', 'LOCKED']]),
    createDevice('heater-1', { name: 'Heater', category: 'SMARTPLUG', now }, [['Alexa.PowerController', 'OFF']]),
    createDevice('bell-1', { name: 'Bell', category: 'DOORBELL', now }, []),
  ];
  return new Map(devices.map(device => [device.endpointId, device]));
}

function createDevice(endpointId, { name, category, now }, states) {
  const all = [...states, [HEALTH, { value: 'OK' }]];
  const state = new Map(all.map(([namespace, value]) => [namespace, { value, at: now() }]));
  return { endpointId, name, category, state, deferralSeconds: category === 'SMARTLOCK' ? LOCK_SECONDS : undefined };
}

/** The value that a directive asks for; undefined when the device cannot do it. */
export function valueAsked(device, { namespace, name, payload }) {
  const { property, allows, ...asks } = (device.state.has(namespace) && INTERFACES[namespace]) || {};
  return Object.hasOwn(asks, name) ? asks[name](payload, device.state.get(namespace).value) : undefined;
}

/** Whether a value that was asked for is one that the property can have. */
export function isAllowed(namespace, value) {
  return INTERFACES[namespace].allows(value);
}

/** Notes a value that the device has told, and when it took it; answers whether the device has the property at all. */
export function setValue(device, namespace, { value, at }) {
  if (!device.state.has(namespace)) return false;
  device.state.set(namespace, { value, at });
  return true;
}

/** The device's properties as the relay takes them, all or those of some interfaces. */
export function describeState(device, namespaces = [...device.state.keys()]) {
  return namespaces.map(namespace => {
    const { value, at } = device.state.get(namespace);
    const { property: name } = INTERFACES[namespace];
    return { namespace, name, value, timeOfSample: new Date(at).toISOString(), uncertaintyInMilliseconds: 0 };
  });
}

/** The device as `PUT …/endpoints/{e}` takes it: Alexa's discovery object. */
export function describeEndpoint({ endpointId, name, category, state }) {
  const capabilities = [...state.keys()].map(namespace => ({
    type: 'AlexaInterface',
    interface: namespace,
    version: namespace === HEALTH ? '3.1' : '3',
    properties: {
      supported: [{ name: INTERFACES[namespace].property }],
      proactivelyReported: true,
      retrievable: true,
    },
  }));
  const bell = {
    type: 'AlexaInterface',
    interface: 'Alexa.DoorbellEventSource',
    version: '3',
    proactivelyReported: true,
  };
  if (category === 'DOORBELL') capabilities.push(bell);
  return {
    endpointId,
    manufacturerName: 'Example cloud',
    description: `${name} of the example cloud`,
    friendlyName: name,
    displayCategories: [category],
    cookie: {},
    capabilities: [...capabilities, { type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  };
}
