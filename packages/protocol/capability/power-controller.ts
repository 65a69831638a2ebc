import type { Capability } from './capability.ts';

/** On and off. */
export const powerController: Capability = {
  interface: 'Alexa.PowerController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    powerState: { schema: { enum: ['ON', 'OFF'] }, class: 'level', tolerated: ['on', 'off'] },
  },
  events: [],
  directives: ['TurnOn', 'TurnOff'],
  source: 'fact sheet 3.1',
};
