import type { Capability } from './capability.ts';

/** How a thermostat is set up. Its properties and directives are not described. */
export const thermostatControllerConfiguration: Capability = {
  interface: 'Alexa.ThermostatController.Configuration',
  versions: ['3.2'],
  payloadVersion: '3.2',
  payloadVersions: ['3', '3.2'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.ThermostatController.Configuration', payloadVersion: '3.2' },
  incomplete: ['configuration'],
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 5',
  confidence: ['D', '?'],
};
