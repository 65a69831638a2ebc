/** What each interface can do here: its property, what it is called for, and the value that a directive asks for. */
const INTERFACES = {
  'Alexa.PowerController': { property: 'powerState', TurnOn: () => 'ON', TurnOff: () => 'OFF' },
  'Alexa.BrightnessController': {
    property: 'brightness',
    SetBrightness: payload => payload.brightness,
    AdjustBrightness: (payload, before) => Math.min(100, Math.max(0, before + payload.brightnessDelta)),
  },
  'Alexa.LockController': { property: 'lockState', Lock: () => 'LOCKED', Unlock: () => 'UNLOCKED' },
};

/** A lamp that is on at full brightness. */
export function createLamp(endpointId, now) {
  return createDevice(endpointId, { name: 'Lamp', category: 'LIGHT', now }, [
    ['Alexa.PowerController', 'ON'],
    ['Alexa.BrightnessController', 100],
  ]);
}

/** A lock that is locked. `isSlow`: its bolt takes its time, so directives to it are deferred. */
export function createLock(endpointId, now) {
  const lock = createDevice(endpointId, { name: 'Door', category: 'SMARTLOCK', now }, [
    ['Alexa.LockController', 'LOCKED'],
  ]);
  return { ...lock, isSlow: true };
}

function createDevice(endpointId, { name, category, now }, states) {
  const state = new Map(states.map(([namespace, value]) => [namespace, { value, at: now() }]));
  return { endpointId, friendlyName: name, category, state, isSlow: false };
}

/** The value that a directive asks for; undefined when the device cannot do it. */
export function valueAsked(device, { namespace, name, payload }) {
  const ask = device.state.has(namespace) ? INTERFACES[namespace][name] : undefined;
  return ask?.(payload, device.state.get(namespace).value);
}

/** Sets a value; answers whether it changed. */
export function setValue(device, namespace, { value, at }) {
  const changed = device.state.get(namespace).value !== value;
  // The time of a sample is when the value became what it is, not when it is told.
  if (changed) device.state.set(namespace, { value, at });
  return changed;
}

/** A device's properties as Alexa reads them, of every interface that it has. */
export function describeState(device) {
  return [...device.state].map(([namespace, { value, at }]) => ({
    namespace,
    name: INTERFACES[namespace].property,
    value,
    timeOfSample: new Date(at).toISOString(),
    uncertaintyInMilliseconds: 0,
  }));
}

/** A device as Discover.Response lists it. */
export function describeEndpoint(device) {
  const capabilities = [...device.state.keys()].map(namespace => ({
    type: 'AlexaInterface',
    interface: namespace,
    version: '3',
    properties: {
      supported: [{ name: INTERFACES[namespace].property }],
      proactivelyReported: true,
      retrievable: true,
    },
  }));
  return {
    endpointId: device.endpointId,
    manufacturerName: 'Plain skill',
    description: `${device.friendlyName} of the plain skill`,
    friendlyName: device.friendlyName,
    displayCategories: [device.category],
    cookie: {},
    capabilities: [...capabilities, { type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  };
}
