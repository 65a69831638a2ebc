import type { PropertyValues } from '../capability/property-values.ts';
import type { CapabilityResources } from './label.ts';
import type { Semantics } from './semantics.ts';

interface Instance {
  readonly instance: string;
  readonly capabilityResources: CapabilityResources;
}

interface NamedMode {
  readonly value: string;
  readonly modeResources: CapabilityResources;
}

interface Preset {
  readonly rangeValue: number;
  readonly presetResources: CapabilityResources;
}

interface RangeConfiguration {
  readonly supportedRange: {
    readonly minimumValue: number;
    readonly maximumValue: number;
    readonly precision: number;
  };
  readonly presets?: readonly Preset[];
  readonly unitOfMeasure?: string;
}

interface SupportedEvent {
  readonly id: string;
  readonly friendlyNames: CapabilityResources['friendlyNames'];
}

type ThermostatMode = 'AUTO' | 'COOL' | 'CUSTOM' | 'ECO' | 'EM_HEAT' | 'HEAT' | 'OFF';
type ArmState = 'ARMED_AWAY' | 'ARMED_NIGHT' | 'ARMED_STAY' | 'DISARMED';
type PlaybackOperation =
  | 'FastForward'
  | 'Next'
  | 'Pause'
  | 'Play'
  | 'Previous'
  | 'Rewind'
  | 'StartOver'
  | 'Stop'
  | (string & {});
type Json = Readonly<Record<string, unknown>>;

/** What a capability says in discovery beyond its properties, for the interfaces that have more. Source: fact sheet 3.3 and 3.5. */
export interface OwnCapabilityParts {
  'Alexa.CameraStreamController': { readonly cameraStreamConfigurations: readonly [Json, ...Json[]] };
  'Alexa.ConsentManagement.ConsentRequiredReporter': {
    readonly configuration: { readonly consents: readonly [{ readonly name: 'PSE' }] };
  };
  'Alexa.CustomIntent': {
    readonly configuration: { readonly supportedIntents: readonly { readonly name: string }[] };
  };
  'Alexa.DataController': { readonly instance: string; readonly configuration: Json };
  'Alexa.DeviceUsage.Estimation': { readonly configurations: { readonly powerProfile: Json } };
  'Alexa.DeviceUsage.Meter': { readonly configurations: { readonly energySources: Json } };
  'Alexa.DoorbellEventSource': { readonly proactivelyReported?: true };
  'Alexa.EqualizerController': { readonly configurations?: Json };
  'Alexa.EventDetectionSensor': { readonly configuration?: Json };
  'Alexa.InputController': { readonly inputs: readonly [{ readonly name: string }, ...{ readonly name: string }[]] };
  'Alexa.InventoryLevelSensor': Instance & {
    readonly configuration: { readonly measurement: Json; readonly replenishment: Json };
  };
  'Alexa.InventoryLevelUsageSensor': Instance & { readonly configuration?: Json };
  'Alexa.InventoryUsageSensor': Instance & { readonly configuration?: Json };
  'Alexa.KeypadController': { readonly keys: readonly [string, ...string[]] };
  'Alexa.ModeController': Instance & {
    readonly configuration: {
      readonly ordered: boolean;
      readonly supportedModes: readonly [NamedMode, ...NamedMode[]];
    };
    readonly semantics?: Semantics;
  };
  'Alexa.Networking.ConnectedDevice': { readonly configuration: Json };
  'Alexa.PlaybackController': { readonly supportedOperations: readonly [PlaybackOperation, ...PlaybackOperation[]] };
  'Alexa.ProactiveNotificationSource': {
    readonly configuration: { readonly notificationConditions: readonly [Json, ...Json[]] };
  };
  'Alexa.RTCSessionController': { readonly configuration: { readonly isFullDuplexAudioSupported: boolean } };
  'Alexa.RangeController': Instance & { readonly configuration: RangeConfiguration; readonly semantics?: Semantics };
  'Alexa.SceneController': { readonly supportsDeactivation: boolean };
  'Alexa.SecurityPanelController': {
    readonly configuration?: {
      readonly supportedArmStates?: readonly { readonly value: ArmState }[];
      readonly supportedAuthorizationTypes?: readonly { readonly type: 'FOUR_DIGIT_PIN' }[];
      readonly supportsArmInstant?: boolean;
    };
  };
  'Alexa.SimpleEventSource': Instance & {
    readonly configuration: { readonly supportedEvents: readonly [SupportedEvent, ...SupportedEvent[]] };
  };
  'Alexa.SmartVision.ObjectDetectionSensor': {
    readonly configuration?: { readonly objectDetectionConfiguration: readonly Json[] };
  };
  'Alexa.ThermostatController': {
    readonly configuration?: {
      readonly supportedModes?: readonly ThermostatMode[];
      readonly supportsScheduling?: boolean;
    };
  };
  'Alexa.ThermostatController.HVAC.Components': { readonly configuration?: Json };
  'Alexa.TimeHoldController': { readonly configuration?: { readonly allowRemoteResume: boolean } };
  'Alexa.ToggleController': Instance & { readonly semantics?: Semantics };
  'Alexa.WakeOnLANController': { readonly configuration: { readonly MACAddresses: readonly [string, ...string[]] } };
}

/** Interfaces with neither properties nor anything else to say in discovery. */
export type PlainInterface =
  | 'Alexa'
  | 'Alexa.Commissionable'
  | 'Alexa.MediaMetadata'
  | 'Alexa.Networking.HomeNetworkController'
  | 'Alexa.RemoteVideoPlayer'
  | 'Alexa.SeekController'
  | 'Alexa.SmartVision.SnapshotProvider'
  | 'Alexa.StepSpeaker';

/** Every interface that `capability` describes. */
export type DescribedInterface = keyof OwnCapabilityParts | keyof PropertyValues | PlainInterface;

type NamesOf<N> = N extends keyof PropertyValues ? keyof PropertyValues[N] & string : never;

/** `properties` where the interface has some; needed where it has several, for few devices have them all. */
type PropertiesPart<N> = [NamesOf<N>] extends [never]
  ? { readonly properties?: never; readonly retrievable?: never; readonly nonControllable?: never }
  : (IsOne<NamesOf<N>> extends true
      ? { readonly properties?: readonly [NamesOf<N>] }
      : { readonly properties: readonly [NamesOf<N>, ...NamesOf<N>[]] }) & {
      readonly proactivelyReported?: boolean;
      readonly retrievable?: boolean;
      readonly nonControllable?: boolean;
    };

type IsOne<T, All = T> = T extends unknown ? ([All] extends [T] ? true : false) : never;

/**
 * What is said of one capability in discovery. `version` is the earliest that has the properties unless given;
 * `proactivelyReported` and `retrievable` are true unless given.
 */
export type CapabilityParts<N extends DescribedInterface> = { readonly version?: string } & PropertiesPart<N> &
  (N extends keyof OwnCapabilityParts ? OwnCapabilityParts[N] : unknown);
