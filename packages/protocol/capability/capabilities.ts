import { alexa } from './alexa.ts';
import { applicationStateReporter } from './application-state-reporter.ts';
import { audioPlayQueue } from './audio-play-queue.ts';
import { authorizationController } from './authorization-controller.ts';
import { automationManagement } from './automation-management.ts';
import { automotiveVehicleData } from './automotive-vehicle-data.ts';
import { brightnessController } from './brightness-controller.ts';
import { cameraLiveViewController } from './camera-live-view-controller.ts';
import { cameraStreamController } from './camera-stream-controller.ts';
import type { Capability, PropertyClass } from './capability.ts';
import { channelController } from './channel-controller.ts';
import { colorController } from './color-controller.ts';
import { colorTemperatureController } from './color-temperature-controller.ts';
import { commissionable } from './commissionable.ts';
import { consentManagementConsentRequiredReporter } from './consent-management-consent-required-reporter.ts';
import { contactSensor } from './contact-sensor.ts';
import { cooking } from './cooking.ts';
import { cookingFoodTemperatureController } from './cooking-food-temperature-controller.ts';
import { cookingFoodTemperatureSensor } from './cooking-food-temperature-sensor.ts';
import { cookingPresetController } from './cooking-preset-controller.ts';
import { cookingTemperatureController } from './cooking-temperature-controller.ts';
import { cookingTemperatureSensor } from './cooking-temperature-sensor.ts';
import { cookingTimeController } from './cooking-time-controller.ts';
import { customIntent } from './custom-intent.ts';
import { dataController } from './data-controller.ts';
import { deviceUsageEstimation } from './device-usage-estimation.ts';
import { deviceUsageMeter } from './device-usage-meter.ts';
import { doorbellEventSource } from './doorbell-event-source.ts';
import { endpointHealth } from './endpoint-health.ts';
import { equalizerController } from './equalizer-controller.ts';
import { eventDetectionSensor } from './event-detection-sensor.ts';
import { humiditySensor } from './humidity-sensor.ts';
import { inputController } from './input-controller.ts';
import { inventoryLevelSensor } from './inventory-level-sensor.ts';
import { inventoryLevelUsageSensor } from './inventory-level-usage-sensor.ts';
import { inventoryUsageSensor } from './inventory-usage-sensor.ts';
import { keypadController } from './keypad-controller.ts';
import { launcher } from './launcher.ts';
import { lockController } from './lock-controller.ts';
import { mediaMetadata } from './media-metadata.ts';
import { mediaPlayQueue } from './media-play-queue.ts';
import { mediaPlayback } from './media-playback.ts';
import { mediaSearch } from './media-search.ts';
import { modeController } from './mode-controller.ts';
import { motionSensor } from './motion-sensor.ts';
import { networkingAccessController } from './networking-access-controller.ts';
import { networkingConnectedDevice } from './networking-connected-device.ts';
import { networkingHomeNetworkController } from './networking-home-network-controller.ts';
import { percentageController } from './percentage-controller.ts';
import { playbackController } from './playback-controller.ts';
import { playbackStateReporter } from './playback-state-reporter.ts';
import { powerController } from './power-controller.ts';
import { powerLevelController } from './power-level-controller.ts';
import { proactiveNotificationSource } from './proactive-notification-source.ts';
import { rangeController } from './range-controller.ts';
import { recordController } from './record-controller.ts';
import { remoteVideoPlayer } from './remote-video-player.ts';
import { rtcSessionController } from './rtc-session-controller.ts';
import { safety } from './safety.ts';
import { sceneController } from './scene-controller.ts';
import { securityPanelController } from './security-panel-controller.ts';
import { securityPanelControllerAlert } from './security-panel-controller-alert.ts';
import { seekController } from './seek-controller.ts';
import { simpleEventSource } from './simple-event-source.ts';
import { smartVisionObjectDetectionSensor } from './smart-vision-object-detection-sensor.ts';
import { smartVisionSnapshotProvider } from './smart-vision-snapshot-provider.ts';
import { speaker } from './speaker.ts';
import { stepSpeaker } from './step-speaker.ts';
import { temperatureSensor } from './temperature-sensor.ts';
import { thermostatController } from './thermostat-controller.ts';
import { thermostatControllerConfiguration } from './thermostat-controller-configuration.ts';
import { thermostatControllerHvacComponents } from './thermostat-controller-hvac-components.ts';
import { thermostatControllerSchedule } from './thermostat-controller-schedule.ts';
import { timeHoldController } from './time-hold-controller.ts';
import { toggleController } from './toggle-controller.ts';
import { uiController } from './ui-controller.ts';
import { userPreference } from './user-preference.ts';
import { videoRecorder } from './video-recorder.ts';
import { wakeOnLanController } from './wake-on-lan-controller.ts';

/** Every interface of the fact sheet, in alphabetical order. Source: fact sheet 3. */
export const capabilities: readonly Capability[] = [
  alexa,
  applicationStateReporter,
  audioPlayQueue,
  authorizationController,
  automationManagement,
  automotiveVehicleData,
  brightnessController,
  cameraLiveViewController,
  cameraStreamController,
  channelController,
  colorController,
  colorTemperatureController,
  commissionable,
  consentManagementConsentRequiredReporter,
  contactSensor,
  cooking,
  cookingFoodTemperatureController,
  cookingFoodTemperatureSensor,
  cookingPresetController,
  cookingTemperatureController,
  cookingTemperatureSensor,
  cookingTimeController,
  customIntent,
  dataController,
  deviceUsageEstimation,
  deviceUsageMeter,
  doorbellEventSource,
  endpointHealth,
  equalizerController,
  eventDetectionSensor,
  humiditySensor,
  inputController,
  inventoryLevelSensor,
  inventoryLevelUsageSensor,
  inventoryUsageSensor,
  keypadController,
  launcher,
  lockController,
  mediaPlayQueue,
  mediaPlayback,
  mediaSearch,
  mediaMetadata,
  modeController,
  motionSensor,
  networkingAccessController,
  networkingConnectedDevice,
  networkingHomeNetworkController,
  percentageController,
  playbackController,
  playbackStateReporter,
  powerController,
  powerLevelController,
  proactiveNotificationSource,
  rtcSessionController,
  rangeController,
  recordController,
  remoteVideoPlayer,
  safety,
  sceneController,
  securityPanelController,
  securityPanelControllerAlert,
  seekController,
  simpleEventSource,
  smartVisionObjectDetectionSensor,
  smartVisionSnapshotProvider,
  speaker,
  stepSpeaker,
  temperatureSensor,
  thermostatController,
  thermostatControllerConfiguration,
  thermostatControllerHvacComponents,
  thermostatControllerSchedule,
  timeHoldController,
  toggleController,
  uiController,
  userPreference,
  videoRecorder,
  wakeOnLanController,
];

const byInterface: ReadonlyMap<string, Capability> = new Map(capabilities.map(row => [row.interface, row]));

/** The capability with this interface name (`Alexa.PowerController`); undefined when nobody documents it. */
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
