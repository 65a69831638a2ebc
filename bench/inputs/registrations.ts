import { changeReports } from './change-reports.ts';

interface ReportedProperty {
  readonly namespace: string;
  readonly name: string;
  readonly instance?: string;
}

/** The discovery object of each endpoint that a report of the bench speaks of, by its endpointId. */
export const registrations: ReadonlyMap<string, object> = new Map(
  changeReports.map(text => {
    const { event, context } = JSON.parse(text);
    const { endpointId } = event.endpoint;
    return [endpointId, describeEndpoint(endpointId, [...event.payload.change.properties, ...context.properties])];
  }),
);

function describeEndpoint(endpointId: string, properties: readonly ReportedProperty[]): object {
  return {
    endpointId,
    manufacturerName: 'Gatehouse',
    description: 'A device of the bench',
    friendlyName: 'Device',
    displayCategories: ['OTHER'],
    capabilities: properties.map(describeCapability),
  };
}

function describeCapability({ namespace, name, instance }: ReportedProperty): object {
  const range = { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 } };
  return {
    type: 'AlexaInterface',
    interface: namespace,
    version: '3',
    ...(instance !== undefined && { instance, configuration: range }),
    properties: { supported: [{ name }], proactivelyReported: true, retrievable: true },
  };
}
