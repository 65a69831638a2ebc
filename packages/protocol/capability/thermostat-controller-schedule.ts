import type { Capability } from './capability.ts';

/** Nobody has described the form of this value. */
export const adaptiveRecoveryEnabledSchema = {} as const;

/** The schedule of a thermostat. Of its properties one name is known, of its shapes none. */
export const thermostatControllerSchedule: Capability = {
  interface: 'Alexa.ThermostatController.Schedule',
  versions: ['3.2'],
  payloadVersion: '3.2',
  payloadVersions: ['3', '3.2'],
  instance: 'none',
  properties: {
    adaptiveRecoveryEnabled: { schema: adaptiveRecoveryEnabledSchema, class: 'level', opaque: true },
  },
  events: [],
  directives: [],
  errors: { namespace: 'Alexa.ThermostatController.Schedule', payloadVersion: '3.2' },
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 5',
  confidence: ['D', '?'],
};
