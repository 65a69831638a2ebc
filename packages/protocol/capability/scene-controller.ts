import { causeSchema } from '../message/cause-schema.ts';
import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Why and when a scene was started or ended. Source: fact sheet 2, SceneController. */
export const sceneEventSchema = {
  type: 'object',
  required: ['cause', 'timestamp'],
  additionalProperties: false,
  properties: { cause: causeSchema as typeof causeSchema, timestamp: { type: 'string', rule: 'timestamp' } },
} as const;

/** Scenes that are activated and deactivated. */
export const sceneController: Capability = {
  interface: 'Alexa.SceneController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['ActivationStarted', 'DeactivationStarted'],
  eventPayloads: { ActivationStarted: sceneEventSchema, DeactivationStarted: sceneEventSchema },
  directives: ['Activate', 'Deactivate'],
  directivePayloads: { Activate: emptyPayloadSchema, Deactivate: emptyPayloadSchema },
  members: { supportsDeactivation: { type: 'boolean' } },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', 'S'],
};
