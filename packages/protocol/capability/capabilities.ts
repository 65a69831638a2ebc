import { alexa } from './alexa.ts';
import { brightnessController } from './brightness-controller.ts';
import type { Capability, PropertyClass } from './capability.ts';
import { channelController } from './channel-controller.ts';
import { colorController } from './color-controller.ts';
import { colorTemperatureController } from './color-temperature-controller.ts';
import { contactSensor } from './contact-sensor.ts';
import { doorbellEventSource } from './doorbell-event-source.ts';
import { endpointHealth } from './endpoint-health.ts';
import { humiditySensor } from './humidity-sensor.ts';
import { inputController } from './input-controller.ts';
import { inventoryLevelSensor } from './inventory-level-sensor.ts';
import { lockController } from './lock-controller.ts';
import { modeController } from './mode-controller.ts';
import { motionSensor } from './motion-sensor.ts';
import { percentageController } from './percentage-controller.ts';
import { playbackController } from './playback-controller.ts';
import { playbackStateReporter } from './playback-state-reporter.ts';
import { powerController } from './power-controller.ts';
import { powerLevelController } from './power-level-controller.ts';
import { rangeController } from './range-controller.ts';
import { recordController } from './record-controller.ts';
import { sceneController } from './scene-controller.ts';
import { securityPanelController } from './security-panel-controller.ts';
import { simpleEventSource } from './simple-event-source.ts';
import { speaker } from './speaker.ts';
import { stepSpeaker } from './step-speaker.ts';
import { temperatureSensor } from './temperature-sensor.ts';
import { thermostatController } from './thermostat-controller.ts';
import { toggleController } from './toggle-controller.ts';

/** Every interface that is known in full, in alphabetical order. Source: fact sheet 3. */
export const capabilities: readonly Capability[] = [
  alexa,
  brightnessController,
  channelController,
  colorController,
  colorTemperatureController,
  contactSensor,
  doorbellEventSource,
  endpointHealth,
  humiditySensor,
  inputController,
  inventoryLevelSensor,
  lockController,
  modeController,
  motionSensor,
  percentageController,
  playbackController,
  playbackStateReporter,
  powerController,
  powerLevelController,
  rangeController,
  recordController,
  sceneController,
  securityPanelController,
  simpleEventSource,
  speaker,
  stepSpeaker,
  temperatureSensor,
  thermostatController,
  toggleController,
];

const byInterface: ReadonlyMap<string, Capability> = new Map(capabilities.map(row => [row.interface, row]));

/** The capability with this interface name (`Alexa.PowerController`); undefined when it is not known in full. */
export function capabilityOf(interfaceName: string): Capability | undefined {
  return byInterface.get(interfaceName);
}

/**
 * The class of a property unless its endpoint says otherwise. A property that is not known is an edge: what we do not
 * know is never merged.
 */
export function classOfProperty(namespace: string, name: string): PropertyClass {
  const properties = byInterface.get(namespace)?.properties;
  return properties !== undefined && Object.hasOwn(properties, name) ? (properties[name]?.class ?? 'edge') : 'edge';
}
