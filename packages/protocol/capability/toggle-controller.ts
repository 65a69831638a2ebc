import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';
import { powerStateSchema } from './power-state.ts';

/** A switch of a function other than power. */
export const toggleController: Capability = {
  interface: 'Alexa.ToggleController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'required',
  properties: { toggleState: { schema: powerStateSchema, class: 'level' } },
  events: [],
  directives: ['TurnOn', 'TurnOff'],
  directivePayloads: { TurnOn: emptyPayloadSchema, TurnOff: emptyPayloadSchema },
  semantics: true,
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 3.5',
  confidence: ['D', 'S'],
};
