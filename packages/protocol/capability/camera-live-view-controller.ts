import type { Capability } from './capability.ts';

/** A live view of a camera. Named in the documents and not described; no gateway traffic of smart-home skills has been seen. */
export const cameraLiveViewController: Capability = {
  interface: 'Alexa.Camera.LiveViewController',
  versions: ['1.7'],
  payloadVersion: '1.7',
  payloadVersions: ['3', '1.7'],
  instance: 'none',
  properties: {},
  events: [],
  directives: [],
  opaque: true,
  lifecycle: 'current',
  source: 'fact sheet 3.3',
  confidence: ['D', '?'],
};
