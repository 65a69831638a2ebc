import { endpointNamesSchema } from '../capability/endpoint-names-schema.ts';
import { temperatureSchema } from '../capability/temperature-schema.ts';
import type { FormSchema } from '../form/form-schema.ts';

/** What an error type may have beside `type` and `message`; `needs` are the members that it must have. */
export interface ErrorType {
  readonly needs?: readonly string[];
  readonly members?: Readonly<Record<string, FormSchema>>;
}

const numberRange: FormSchema = {
  type: 'object',
  required: ['minimumValue', 'maximumValue'],
  properties: { minimumValue: { type: 'number' }, maximumValue: { type: 'number' } },
};
const temperatureRange: FormSchema = {
  type: 'object',
  required: ['minimumValue', 'maximumValue'],
  properties: { minimumValue: temperatureSchema, maximumValue: temperatureSchema },
};
const deviceMode: FormSchema = { enum: ['COLOR', 'ASLEEP', 'NOT_PROVISIONED', 'OTHER'] };

/**
 * The error types of each namespace that the fact sheet lists in full. A namespace that is not here has types that
 * nobody has seen; any is let through. Source: fact sheet 5.
 */
export const errorTypes: Readonly<Record<string, Readonly<Record<string, ErrorType>>>> = {
  Alexa: {
    ...named([
      'ALREADY_IN_OPERATION',
      'BRIDGE_UNREACHABLE',
      'CLOUD_CONTROL_DISABLED',
      'ENDPOINT_BUSY',
      'ENDPOINT_UNREACHABLE',
      'EXPIRED_AUTHORIZATION_CREDENTIAL',
      'FIRMWARE_OUT_OF_DATE',
      'HARDWARE_MALFUNCTION',
      'HDMI_CEC_DISABLED_ON_DEVICE',
      'HDMI_CEC_NOT_PRESENT',
      'INSUFFICIENT_PERMISSIONS',
      'INTERNAL_ERROR',
      'INVALID_AUTHORIZATION_CREDENTIAL',
      'INVALID_DIRECTIVE',
      'INVALID_VALUE',
      'NOT_CALIBRATED',
      'NOT_IN_OPERATION',
      'PARTNER_OUTAGE',
      'POWER_LEVEL_NOT_SUPPORTED',
      'RATE_LIMIT_EXCEEDED',
      'TOO_MANY_FAILED_ATTEMPTS',
    ]),
    ENDPOINT_LOW_POWER: { members: { percentageState: {} } },
    NOT_SUPPORTED_IN_CURRENT_MODE: { needs: ['currentDeviceMode'], members: { currentDeviceMode: deviceMode } },
    NO_SUCH_ENDPOINT: {},
    TEMPERATURE_VALUE_OUT_OF_RANGE: { members: { validRange: temperatureRange } },
    VALUE_OUT_OF_RANGE: { members: { validRange: numberRange } },
  },
  'Alexa.ThermostatController': {
    ...named([
      'DUAL_SETPOINTS_UNSUPPORTED',
      'THERMOSTAT_IS_OFF',
      'TRIPLE_SETPOINTS_UNSUPPORTED',
      'UNSUPPORTED_THERMOSTAT_MODE',
      'UNWILLING_TO_SET_SCHEDULE',
      'UNWILLING_TO_SET_VALUE',
    ]),
    REQUESTED_SETPOINTS_TOO_CLOSE: {
      needs: ['minimumTemperatureDelta'],
      members: { minimumTemperatureDelta: temperatureSchema },
    },
  },
  'Alexa.SecurityPanelController': {
    ...named([
      'AUTHORIZATION_REQUIRED',
      'NOT_READY',
      'NO_ACTIVE_MONITORABLE_DEVICES',
      'UNAUTHORIZED',
      'UNCLEARED_ALARM',
      'UNCLEARED_TROUBLE',
    ]),
    BYPASS_NEEDED: { members: { endpointsNeedingBypass: endpointNamesSchema } },
  },
  'Alexa.Cooking': {
    ...named([
      'CHILD_LOCK',
      'DOOR_CLOSED_TOO_LONG',
      'DOOR_OPEN',
      'PREHEAT_REQUIRED',
      'PROBE_REQUIRED',
      'REMOTE_START_DISABLED',
      'REMOTE_START_NOT_SUPPORTED',
      'REMOVE_PROBE',
    ]),
    COOK_DURATION_TOO_LONG: { needs: ['maxCookTime'], members: { maxCookTime: {} } },
  },
  'Alexa.Video': named([
    'ACTION_NOT_PERMITTED_FOR_CONTENT',
    'CONFIRMATION_REQUIRED',
    'CONTENT_NOT_RECORDABLE',
    'NOT_SUBSCRIBED',
    'RECORDING_EXISTS',
    'STORAGE_FULL',
    'TITLE_DISAMBIGUATION_REQUIRED',
    'TUNER_OCCUPIED',
  ]),
  'Alexa.Safety': named(['OBSTACLE_DETECTED']),
  'Alexa.Commissionable': named(['FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS', 'MAX_COMMISSIONING_LIMIT_REACHED']),
  'Alexa.DataController': named(['DATA_DELETION_NOT_SUPPORTED', 'DATA_RETRIEVAL_NOT_SUPPORTED']),
};

function named(types: readonly string[]): Record<string, ErrorType> {
  return Object.fromEntries(types.map(type => [type, {}]));
}
