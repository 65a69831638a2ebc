import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';
import { powerStateSchema } from './power-state.ts';

/** On and off. */
export const powerController: Capability = {
  interface: 'Alexa.PowerController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: { powerState: { schema: powerStateSchema, class: 'level', tolerated: ['on', 'off'] } },
  events: [],
  directives: ['TurnOn', 'TurnOff'],
  directivePayloads: { TurnOn: emptyPayloadSchema, TurnOff: emptyPayloadSchema },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
