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
  directivePayloads: {
    AdjustVolume: { type: 'object', required: ['volumeSteps'], properties: { volumeSteps: { type: 'integer' } } },
    SetMute: { type: 'object', required: ['mute'], properties: { mute: { type: 'boolean' } } },
  },
  lifecycle: 'current',
  source: 'fact sheet 3.1',
  confidence: ['D', 'S'],
};
