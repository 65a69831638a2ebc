import type { Capability } from './capability.ts';

/** The name of an input; see `inputNames`. Source: fact sheet 3.1 and 3.4. */
export const inputSchema = { type: 'string', minLength: 1 } as const;

/** The input of a receiver or a television. */
export const inputController: Capability = {
  interface: 'Alexa.InputController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { input: { schema: inputSchema, class: 'level' } },
  events: [],
  directives: ['SelectInput'],
  directivePayloads: { SelectInput: { type: 'object', required: ['input'], properties: { input: inputSchema } } },
  members: {
    inputs: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: inputSchema } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 3.4',
  confidence: ['D', 'S', 'P'],
};
