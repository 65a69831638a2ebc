import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorTypes, kindOf, validateEvent, withScopeToken } from '../index.ts';
import { type DocumentedErrors, documentedError } from './documented-error.ts';

const reply = { messageId: 'm-1', correlationToken: 'c-1', endpointId: 'lamp-1', message: 'It did not work' };
const none = {};

/** Every error that the compiler knows, with all members that it has. */
const samples: { [N in keyof DocumentedErrors]: Required<DocumentedErrors[N]> } = {
  Alexa: {
    ALREADY_IN_OPERATION: none,
    BRIDGE_UNREACHABLE: none,
    CLOUD_CONTROL_DISABLED: none,
    ENDPOINT_BUSY: none,
    ENDPOINT_LOW_POWER: { percentageState: 5 },
    ENDPOINT_UNREACHABLE: none,
    EXPIRED_AUTHORIZATION_CREDENTIAL: none,
    FIRMWARE_OUT_OF_DATE: none,
    HARDWARE_MALFUNCTION: none,
    HDMI_CEC_DISABLED_ON_DEVICE: none,
    HDMI_CEC_NOT_PRESENT: none,
    INSUFFICIENT_PERMISSIONS: none,
    INTERNAL_ERROR: none,
    INVALID_AUTHORIZATION_CREDENTIAL: none,
    INVALID_DIRECTIVE: none,
    INVALID_VALUE: none,
    NOT_CALIBRATED: none,
    NOT_IN_OPERATION: none,
    NOT_SUPPORTED_IN_CURRENT_MODE: { currentDeviceMode: 'ASLEEP' },
    NO_SUCH_ENDPOINT: none,
    PARTNER_OUTAGE: none,
    POWER_LEVEL_NOT_SUPPORTED: none,
    RATE_LIMIT_EXCEEDED: none,
    TEMPERATURE_VALUE_OUT_OF_RANGE: {
      validRange: { minimumValue: { value: 15, scale: 'CELSIUS' }, maximumValue: { value: 30, scale: 'CELSIUS' } },
    },
    TOO_MANY_FAILED_ATTEMPTS: none,
    VALUE_OUT_OF_RANGE: { validRange: { minimumValue: 0, maximumValue: 5 } },
  },
  'Alexa.Commissionable': {
    FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS: none,
    MAX_COMMISSIONING_LIMIT_REACHED: none,
  },
  'Alexa.Cooking': {
    CHILD_LOCK: none,
    COOK_DURATION_TOO_LONG: { maxCookTime: 'PT30M' },
    DOOR_CLOSED_TOO_LONG: none,
    DOOR_OPEN: none,
    PREHEAT_REQUIRED: none,
    PROBE_REQUIRED: none,
    REMOTE_START_DISABLED: none,
    REMOTE_START_NOT_SUPPORTED: none,
    REMOVE_PROBE: none,
  },
  'Alexa.DataController': { DATA_DELETION_NOT_SUPPORTED: none, DATA_RETRIEVAL_NOT_SUPPORTED: none },
  'Alexa.Safety': { OBSTACLE_DETECTED: none },
  'Alexa.SecurityPanelController': {
    AUTHORIZATION_REQUIRED: none,
    BYPASS_NEEDED: { endpointsNeedingBypass: [{ friendlyName: 'Kitchen window' }] },
    NOT_READY: none,
    NO_ACTIVE_MONITORABLE_DEVICES: none,
    UNAUTHORIZED: none,
    UNCLEARED_ALARM: none,
    UNCLEARED_TROUBLE: none,
  },
  'Alexa.ThermostatController': {
    DUAL_SETPOINTS_UNSUPPORTED: none,
    REQUESTED_SETPOINTS_TOO_CLOSE: { minimumTemperatureDelta: { value: 2, scale: 'CELSIUS' } },
    THERMOSTAT_IS_OFF: none,
    TRIPLE_SETPOINTS_UNSUPPORTED: none,
    UNSUPPORTED_THERMOSTAT_MODE: none,
    UNWILLING_TO_SET_SCHEDULE: none,
    UNWILLING_TO_SET_VALUE: none,
  },
  'Alexa.Video': {
    ACTION_NOT_PERMITTED_FOR_CONTENT: none,
    CONFIRMATION_REQUIRED: none,
    CONTENT_NOT_RECORDABLE: none,
    NOT_SUBSCRIBED: none,
    RECORDING_EXISTS: none,
    STORAGE_FULL: none,
    TITLE_DISAMBIGUATION_REQUIRED: none,
    TUNER_OCCUPIED: none,
  },
};

/** The builder without its types, for tables. */
const build = documentedError as (
  parts: typeof reply & { namespace: string; type: string; members: object },
) => ReturnType<typeof documentedError>;

describe('documentedError()', () => {
  it('makes a valid ErrorResponse of every type, with all members and posted or not', () => {
    for (const [namespace, types] of Object.entries(samples)) {
      for (const [type, members] of Object.entries(types)) {
        const event = build({ ...reply, namespace, type, members });
        assert.equal(kindOf(event), 'ErrorResponse');
        assert.deepEqual(event.event.payload, { type, message: reply.message, ...members });
        assert.deepEqual(validateEvent(event, { posted: false }), [], `${namespace} ${type}`);
        assert.deepEqual(validateEvent(withScopeToken(event, 'token')), [], `${namespace} ${type}`);
      }
    }
  });

  it('knows every type of the table', () => {
    const typed = new Map(Object.entries(samples).map(([namespace, types]) => [namespace, Object.keys(types)]));
    for (const [namespace, types] of Object.entries(errorTypes)) {
      const known = typed.get(namespace) ?? [];
      assert.deepEqual(
        Object.keys(types).filter(type => !known.includes(type)),
        [],
        namespace,
      );
    }
  });

  it('takes name and version of the error from its interface', () => {
    const { header } = documentedError({
      ...reply,
      namespace: 'Alexa.Commissionable',
      type: 'MAX_COMMISSIONING_LIMIT_REACHED',
    }).event;
    assert.deepEqual([header.name, header.payloadVersion], ['ReportCommissioningInformation.ErrorResponse', '1.0']);
  });

  it('does not compile with what the type does not have', () => {
    const alexa = { ...reply, namespace: 'Alexa' } as const;
    const refused = [
      // @ts-expect-error no such type
      documentedError({ ...alexa, type: 'OUT_OF_COFFEE' }),
      // @ts-expect-error a type of another namespace
      documentedError({ ...alexa, type: 'DOOR_OPEN' }),
      // @ts-expect-error the mode is needed
      documentedError({ ...alexa, type: 'NOT_SUPPORTED_IN_CURRENT_MODE' }),
      // @ts-expect-error no such mode
      documentedError({ ...alexa, type: 'NOT_SUPPORTED_IN_CURRENT_MODE', members: { currentDeviceMode: 'BUSY' } }),
      // @ts-expect-error there is nothing to add
      documentedError({ ...alexa, type: 'ENDPOINT_BUSY', members: { percentageState: 5 } }),
      // @ts-expect-error numbers, not texts
      documentedError({ ...alexa, type: 'VALUE_OUT_OF_RANGE', members: { validRange: { minimumValue: '0' } } }),
    ];
    assert.equal(refused.length, 6);
  });
});
