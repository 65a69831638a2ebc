import type { Capability } from './capability.ts';

/** One of several modes that discovery declares. */
export const modeController: Capability = {
  interface: 'Alexa.ModeController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: {
    mode: { schema: { type: 'string', minLength: 1 }, class: 'level' },
  },
  events: [],
  directives: ['SetMode', 'AdjustMode'],
  source: 'fact sheet 3.1',
};
