import type { Capability } from './capability.ts';

/** A switch of a function other than power. */
export const toggleController: Capability = {
  interface: 'Alexa.ToggleController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: {
    toggleState: { schema: { enum: ['ON', 'OFF'] }, class: 'level' },
  },
  events: [],
  directives: ['TurnOn', 'TurnOff'],
  source: 'fact sheet 3.1',
};
