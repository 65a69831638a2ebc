import type { Capability } from './capability.ts';
import { emptyPayloadSchema } from './empty-payload.ts';

/** Scenes that are activated and deactivated. */
export const sceneController: Capability = {
  interface: 'Alexa.SceneController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['ActivationStarted', 'DeactivationStarted'],
  directives: ['Activate', 'Deactivate'],
  directivePayloads: { Activate: emptyPayloadSchema, Deactivate: emptyPayloadSchema },
  members: { supportsDeactivation: { type: 'boolean' } },
  lifecycle: 'current',
  source: 'fact sheet 2 and 3.1',
  confidence: ['D', 'S'],
};
