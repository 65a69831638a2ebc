import type { Capability } from './capability.ts';

/** Scenes that are activated and deactivated. */
export const sceneController: Capability = {
  interface: 'Alexa.SceneController',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: ['ActivationStarted', 'DeactivationStarted'],
  directives: ['Activate', 'Deactivate'],
  source: 'fact sheet 3.1',
};
