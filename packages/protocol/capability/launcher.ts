import type { Capability } from './capability.ts';

/** What runs on the screen. Identifiers read amzn1.alexa-ask-target.shortcut.NNNNN. Source: fact sheet 3.1, Launcher. */
export const launchTargetSchema = {
  type: 'object',
  required: ['identifier', 'name'],
  properties: {
    identifier: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
    experience: { type: 'object', properties: { mode: { enum: ['DEFAULT', 'VOICE_OPTIMIZED'] } } },
  },
} as const;

/** Applications and shortcuts of a television. Production code declares version 1.1. */
export const launcher: Capability = {
  interface: 'Alexa.Launcher',
  versions: ['3', '1.1'],
  payloadVersion: '3',
  instance: 'none',
  properties: { target: { schema: launchTargetSchema, class: 'level' } },
  events: [],
  directives: ['LaunchTarget'],
  directivePayloads: {
    LaunchTarget: {
      type: 'object',
      required: ['identifier', 'name'],
      properties: { identifier: { type: 'string', minLength: 1 }, name: { type: 'string' } },
    },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1 and 12, row 4',
  confidence: ['D', 'S', 'P'],
};
