/** One property that a sample device reports, as the relay's state API takes it, without its times. */
export interface DeviceProperty {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
  readonly value: unknown;
}

/** One move that a device makes by itself in the live sample: what happened, and the properties after it. */
export interface DeviceMove {
  readonly says: string;
  readonly cause: 'PHYSICAL_INTERACTION' | 'PERIODIC_POLL' | 'APP_INTERACTION' | 'RULE_TRIGGER';
  readonly properties: readonly DeviceProperty[];
}

/** A device of the sample home: its discovery object, its first state, and the moves it goes round in. */
export interface Device {
  readonly endpointId: string;
  readonly description: Readonly<Record<string, unknown>>;
  readonly state: readonly DeviceProperty[];
  readonly moves: readonly DeviceMove[];
  /** Answers a directive with DeferredResponse first, and with the asynchronous Response when it is done. */
  readonly slow: boolean;
}

const ALEXA: object = { type: 'AlexaInterface', interface: 'Alexa', version: '3' };

/** A capability whose properties are both retrievable and proactively reported. */
export function capability(
  name: string,
  properties: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
): object {
  return {
    type: 'AlexaInterface',
    interface: `Alexa.${name}`,
    version: '3',
    properties: {
      supported: properties.map(property => ({ name: property })),
      proactivelyReported: true,
      retrievable: true,
    },
    ...extra,
  };
}

/** The discovery object of a device: its own capabilities between Alexa and EndpointHealth. */
export function describe(
  id: string,
  friendlyName: string,
  category: string,
  capabilities: readonly object[],
): Device['description'] {
  return {
    endpointId: id,
    manufacturerName: 'Sample Home',
    friendlyName,
    description: `${friendlyName} of the sample home`,
    displayCategories: [category],
    cookie: {},
    capabilities: [ALEXA, ...capabilities, capability('EndpointHealth', ['connectivity'])],
  };
}

/** The device can be reached. */
export const CONNECTED: DeviceProperty = {
  namespace: 'Alexa.EndpointHealth',
  name: 'connectivity',
  value: { value: 'OK' },
};

/** A property of an interface named without its `Alexa.` */
export function property(namespace: string, name: string, value: unknown, instance?: string): DeviceProperty {
  return { namespace: `Alexa.${namespace}`, name, value, ...(instance === undefined ? {} : { instance }) };
}

/** Resources with one English friendly name. */
export function text(words: string): object {
  return { friendlyNames: [{ '@type': 'text', value: { text: words, locale: 'en-US' } }] };
}
