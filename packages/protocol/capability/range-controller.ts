import type { Capability } from './capability.ts';

/** A number with bounds that discovery declares, such as the height of a blind. */
export const rangeController: Capability = {
  interface: 'Alexa.RangeController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: {
    rangeValue: { schema: { type: 'number' }, class: 'level' },
  },
  events: [],
  directives: ['SetRangeValue', 'AdjustRangeValue'],
  needs: ['capabilityResources'],
  source: 'fact sheet 3.1',
};
