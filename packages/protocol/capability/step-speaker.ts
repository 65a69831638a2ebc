import type { Capability } from './capability.ts';

/** A volume that only goes up and down in steps. */
export const stepSpeaker: Capability = {
  interface: 'Alexa.StepSpeaker',
  versions: ['3'],
  payloadVersion: '3',
  instance: 'none',
  properties: {},
  events: [],
  directives: ['AdjustVolume', 'SetMute'],
  source: 'fact sheet 3.1',
};
