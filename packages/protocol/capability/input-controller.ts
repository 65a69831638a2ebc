import type { Capability } from './capability.ts';

/** The input of a receiver or a television. */
export const inputController: Capability = {
  interface: 'Alexa.InputController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {
    input: { schema: { type: 'string', minLength: 1 }, class: 'level' },
  },
  events: [],
  directives: ['SelectInput'],
  source: 'fact sheet 3.1',
};
