import type { Capability } from './capability.ts';

/** The keys that can be pressed. Source: fact sheet 3.1, KeypadController. */
export const keystrokeSchema = {
  enum: ['UP', 'DOWN', 'LEFT', 'RIGHT', 'SELECT', 'PAGE_UP', 'PAGE_DOWN', 'PAGE_LEFT', 'PAGE_RIGHT', 'INFO', 'MORE'],
} as const;

/** The keys of a remote control. */
export const keypadController: Capability = {
  interface: 'Alexa.KeypadController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: ['SendKeystroke'],
  directivePayloads: {
    SendKeystroke: { type: 'object', required: ['keystroke'], properties: { keystroke: keystrokeSchema } },
  },
  members: { keys: { type: 'array', items: keystrokeSchema } },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'P'],
};
