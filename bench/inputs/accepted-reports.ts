import { createHash } from 'node:crypto';

/** How many endpoints the reports are about. */
const ENDPOINTS = 64;

/** The AddOrUpdateReport that makes the endpoints of {@link acceptedReport} known. */
export function announcementOf(token: string): object {
  return {
    event: {
      header: { ...headerOf('AddOrUpdateReport', 'announcement'), namespace: 'Alexa.Discovery' },
      payload: { endpoints: Array.from({ length: ENDPOINTS }, (_, place) => endpointOf(place)), scope: scopeOf(token) },
    },
  };
}

/**
 * The n-th ChangeReport of a home, with a messageId of its own: one property that changed and two of the context, all
 * newer than those of the reports before it. The same number gives the same report.
 */
export function acceptedReport(number: number, token: string): object {
  const changed =
    number % 3 === 0 ? stateOf('PowerController', 'powerState', number % 2 === 0 ? 'ON' : 'OFF') : level(number);
  const beside = number % 3 === 0 ? level(number) : stateOf('PowerController', 'powerState', 'ON');
  const health = stateOf('EndpointHealth', 'connectivity', { value: 'OK' });
  const [first, ...context] = [changed, beside, health].map((state, place) => ({
    ...state,
    timeOfSample: new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + number * 10 - place).toISOString(),
    uncertaintyInMilliseconds: [0, 500, 1000][place] ?? 0,
  }));
  return {
    event: {
      header: headerOf('ChangeReport', `report ${number}`),
      endpoint: { scope: scopeOf(token), endpointId: `device-${number % ENDPOINTS}` },
      payload: { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [first] } },
    },
    context: { properties: context },
  };
}

function level(number: number): object {
  return stateOf('BrightnessController', 'brightness', number % 101);
}

function stateOf(name: string, property: string, value: unknown): object {
  return { namespace: `Alexa.${name}`, name: property, value };
}

function endpointOf(place: number): object {
  const capabilityOf = (name: string, property: string): object => ({
    type: 'AlexaInterface',
    interface: `Alexa.${name}`,
    version: '3',
    properties: { supported: [{ name: property }], proactivelyReported: true, retrievable: true },
  });
  return {
    endpointId: `device-${place}`,
    manufacturerName: 'Gatehouse',
    description: 'A lamp that reports',
    friendlyName: `Lamp ${place}`,
    displayCategories: ['LIGHT'],
    capabilities: [
      capabilityOf('PowerController', 'powerState'),
      capabilityOf('BrightnessController', 'brightness'),
      capabilityOf('EndpointHealth', 'connectivity'),
      { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
    ],
  };
}

function headerOf(name: string, seed: string): object {
  return { namespace: 'Alexa', name, messageId: uuidOf(seed), payloadVersion: '3' };
}

function scopeOf(token: string): object {
  return { type: 'BearerToken', token };
}

function uuidOf(seed: string): string {
  const digits = createHash('sha256').update(seed).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `9${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}
