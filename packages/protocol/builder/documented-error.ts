import type { AlexaEvent } from '../message/alexa-event.ts';
import { createHeader } from './header.ts';

/** The members of an error payload beside `type` and `message`, for types that have none. */
type Plain<T extends string> = { [K in T]: Readonly<Record<never, never>> };

/** A temperature in an error payload. */
interface Temperature {
  readonly value: number;
  readonly scale: 'CELSIUS' | 'FAHRENHEIT' | 'KELVIN';
}

interface ValidRange<T> {
  readonly validRange?: { readonly minimumValue: T; readonly maximumValue: T };
}

/** The error types of each namespace, and what their payload has beside `type` and `message`. Source: fact sheet 5. */
export interface DocumentedErrors {
  Alexa: Plain<
    | 'ALREADY_IN_OPERATION'
    | 'BRIDGE_UNREACHABLE'
    | 'CLOUD_CONTROL_DISABLED'
    | 'ENDPOINT_BUSY'
    | 'ENDPOINT_UNREACHABLE'
    | 'EXPIRED_AUTHORIZATION_CREDENTIAL'
    | 'FIRMWARE_OUT_OF_DATE'
    | 'HARDWARE_MALFUNCTION'
    | 'HDMI_CEC_DISABLED_ON_DEVICE'
    | 'HDMI_CEC_NOT_PRESENT'
    | 'INSUFFICIENT_PERMISSIONS'
    | 'INTERNAL_ERROR'
    | 'INVALID_AUTHORIZATION_CREDENTIAL'
    | 'INVALID_DIRECTIVE'
    | 'INVALID_VALUE'
    | 'NOT_CALIBRATED'
    | 'NOT_IN_OPERATION'
    | 'NO_SUCH_ENDPOINT'
    | 'PARTNER_OUTAGE'
    | 'POWER_LEVEL_NOT_SUPPORTED'
    | 'RATE_LIMIT_EXCEEDED'
    | 'TOO_MANY_FAILED_ATTEMPTS'
  > & {
    ENDPOINT_LOW_POWER: { readonly percentageState?: number };
    NOT_SUPPORTED_IN_CURRENT_MODE: { readonly currentDeviceMode: 'ASLEEP' | 'COLOR' | 'NOT_PROVISIONED' | 'OTHER' };
    TEMPERATURE_VALUE_OUT_OF_RANGE: ValidRange<Temperature>;
    VALUE_OUT_OF_RANGE: ValidRange<number>;
  };
  'Alexa.Commissionable': Plain<'FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS' | 'MAX_COMMISSIONING_LIMIT_REACHED'>;
  'Alexa.Cooking': Plain<
    | 'CHILD_LOCK'
    | 'DOOR_CLOSED_TOO_LONG'
    | 'DOOR_OPEN'
    | 'PREHEAT_REQUIRED'
    | 'PROBE_REQUIRED'
    | 'REMOTE_START_DISABLED'
    | 'REMOTE_START_NOT_SUPPORTED'
    | 'REMOVE_PROBE'
  > & { COOK_DURATION_TOO_LONG: { readonly maxCookTime: string } };
  'Alexa.DataController': Plain<'DATA_DELETION_NOT_SUPPORTED' | 'DATA_RETRIEVAL_NOT_SUPPORTED'>;
  'Alexa.Safety': Plain<'OBSTACLE_DETECTED'>;
  'Alexa.SecurityPanelController': Plain<
    | 'AUTHORIZATION_REQUIRED'
    | 'NOT_READY'
    | 'NO_ACTIVE_MONITORABLE_DEVICES'
    | 'UNAUTHORIZED'
    | 'UNCLEARED_ALARM'
    | 'UNCLEARED_TROUBLE'
  > & {
    BYPASS_NEEDED: {
      readonly endpointsNeedingBypass?: readonly { readonly friendlyName: string; readonly endpointId?: string }[];
    };
  };
  'Alexa.ThermostatController': Plain<
    | 'DUAL_SETPOINTS_UNSUPPORTED'
    | 'THERMOSTAT_IS_OFF'
    | 'TRIPLE_SETPOINTS_UNSUPPORTED'
    | 'UNSUPPORTED_THERMOSTAT_MODE'
    | 'UNWILLING_TO_SET_SCHEDULE'
    | 'UNWILLING_TO_SET_VALUE'
  > & { REQUESTED_SETPOINTS_TOO_CLOSE: { readonly minimumTemperatureDelta: Temperature } };
  'Alexa.Video': Plain<
    | 'ACTION_NOT_PERMITTED_FOR_CONTENT'
    | 'CONFIRMATION_REQUIRED'
    | 'CONTENT_NOT_RECORDABLE'
    | 'NOT_SUBSCRIBED'
    | 'RECORDING_EXISTS'
    | 'STORAGE_FULL'
    | 'TITLE_DISAMBIGUATION_REQUIRED'
    | 'TUNER_OCCUPIED'
  >;
}

/** `members` where the error type has some, needed where it needs some. */
export type MembersPart<M> =
  Partial<M> extends M
    ? [keyof M] extends [never]
      ? { readonly members?: never }
      : { readonly members?: M }
    : { readonly members: M };

/** Which directive failed, with which error and why, in words for a log. */
export type DocumentedErrorParts<N extends keyof DocumentedErrors, T extends keyof DocumentedErrors[N]> = {
  readonly messageId: string;
  readonly correlationToken: string;
  readonly endpointId: string;
  readonly namespace: N;
  readonly type: T;
  readonly message: string;
} & MembersPart<DocumentedErrors[N][T]>;

/** Namespaces whose error responses are not `ErrorResponse` of version 3. Source: fact sheet 5. */
const others: Readonly<Partial<Record<keyof DocumentedErrors, { readonly version: string; readonly name: string }>>> = {
  'Alexa.Commissionable': { version: '1.0', name: 'ReportCommissioningInformation.ErrorResponse' },
  'Alexa.DataController': { version: '1.0', name: 'ErrorResponse' },
};

/**
 * An ErrorResponse without scope, of a type that the documents list for its namespace, with the members that the type
 * has: the compiler checks both. `errorResponse` takes any other. Source: fact sheet 5.
 */
export function documentedError<N extends keyof DocumentedErrors, T extends keyof DocumentedErrors[N] & string>(
  parts: DocumentedErrorParts<N, T>,
): AlexaEvent {
  const { messageId, correlationToken, endpointId, type, message, members } = parts;
  const namespace: keyof DocumentedErrors = parts.namespace;
  const { version, name } = others[namespace] ?? { version: '3', name: 'ErrorResponse' };
  return {
    event: {
      header: createHeader([namespace, name], { messageId, correlationToken, payloadVersion: version }),
      endpoint: { endpointId },
      payload: { type, message, ...members },
    },
  };
}
