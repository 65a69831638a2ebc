/** How large a home the gateway must show quickly. */
export const LARGE_HOME: { readonly endpoints: number; readonly valuesEach: number } = {
  endpoints: 300,
  valuesEach: 100,
};

const RANGE = {
  type: 'AlexaInterface',
  interface: 'Alexa.RangeController',
  version: '3',
  properties: { supported: [{ name: 'rangeValue' }], proactivelyReported: true, retrievable: true },
  capabilityResources: { friendlyNames: [{ '@type': 'text', value: { text: 'Speed', locale: 'en-US' } }] },
  configuration: { supportedRange: { minimumValue: 0, maximumValue: 1_000_000, precision: 1 } },
};

const instances: readonly string[] = Array.from({ length: LARGE_HOME.valuesEach }, (_, place) => `Range.${place}`);

/** The AddOrUpdateReports that announce the endpoints, a few at a time because of the limit on an event's size. */
export function announcementsOf(token: string): readonly object[] {
  return Array.from({ length: LARGE_HOME.endpoints / 5 }, (_, group) => ({
    event: {
      header: headerOf(['Alexa.Discovery', 'AddOrUpdateReport'], `announcement-${group}`),
      payload: {
        endpoints: Array.from({ length: 5 }, (_, place) => endpointOf(group * 5 + place)),
        scope: { type: 'BearerToken', token },
      },
    },
  }));
}

/** A ChangeReport with every value of one endpoint, or only the first of them. */
export function valuesReport(
  endpoint: number,
  { token, sample, only }: { readonly token: string; readonly sample: number; readonly only?: 'first' },
): object {
  const properties = instances.slice(0, only === undefined ? undefined : 1).map(instance => ({
    namespace: 'Alexa.RangeController',
    instance,
    name: 'rangeValue',
    value: sample,
    timeOfSample: new Date(Date.UTC(2026, 0, 2) + sample).toISOString(),
    uncertaintyInMilliseconds: 0,
  }));
  return {
    event: {
      header: headerOf(['Alexa', 'ChangeReport'], `values-${endpoint}-${sample}`),
      endpoint: { scope: { type: 'BearerToken', token }, endpointId: `endpoint-${endpoint}` },
      payload: { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties } },
    },
    context: { properties: [] },
  };
}

function endpointOf(endpoint: number): object {
  return {
    endpointId: `endpoint-${endpoint}`,
    manufacturerName: 'Gatehouse',
    description: 'One of many',
    friendlyName: `Thing ${endpoint}`,
    displayCategories: ['OTHER'],
    capabilities: instances.map(instance => ({ ...RANGE, instance })),
  };
}

function headerOf([namespace, name]: readonly [string, string], messageId: string): object {
  return { namespace, name, messageId, payloadVersion: '3' };
}
