import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorResponse, errorTypes, validateEvent } from '../index.ts';
import { assertError, errorsOf } from './expect-problems.ts';

/** The types of each namespace, word for word. Source: fact sheet 5. */
const documented: Readonly<Record<string, string>> = {
  Alexa:
    'ALREADY_IN_OPERATION BRIDGE_UNREACHABLE CLOUD_CONTROL_DISABLED ENDPOINT_BUSY ENDPOINT_LOW_POWER ENDPOINT_UNREACHABLE ' +
    'EXPIRED_AUTHORIZATION_CREDENTIAL FIRMWARE_OUT_OF_DATE HARDWARE_MALFUNCTION HDMI_CEC_DISABLED_ON_DEVICE ' +
    'HDMI_CEC_NOT_PRESENT INSUFFICIENT_PERMISSIONS INTERNAL_ERROR INVALID_AUTHORIZATION_CREDENTIAL INVALID_DIRECTIVE ' +
    'INVALID_VALUE NOT_CALIBRATED NOT_IN_OPERATION NOT_SUPPORTED_IN_CURRENT_MODE NO_SUCH_ENDPOINT PARTNER_OUTAGE ' +
    'POWER_LEVEL_NOT_SUPPORTED RATE_LIMIT_EXCEEDED TEMPERATURE_VALUE_OUT_OF_RANGE TOO_MANY_FAILED_ATTEMPTS VALUE_OUT_OF_RANGE',
  'Alexa.ThermostatController':
    'DUAL_SETPOINTS_UNSUPPORTED REQUESTED_SETPOINTS_TOO_CLOSE THERMOSTAT_IS_OFF TRIPLE_SETPOINTS_UNSUPPORTED ' +
    'UNSUPPORTED_THERMOSTAT_MODE UNWILLING_TO_SET_SCHEDULE UNWILLING_TO_SET_VALUE',
  'Alexa.SecurityPanelController':
    'AUTHORIZATION_REQUIRED BYPASS_NEEDED NOT_READY NO_ACTIVE_MONITORABLE_DEVICES UNAUTHORIZED UNCLEARED_ALARM UNCLEARED_TROUBLE',
  'Alexa.Cooking':
    'CHILD_LOCK COOK_DURATION_TOO_LONG DOOR_CLOSED_TOO_LONG DOOR_OPEN PREHEAT_REQUIRED PROBE_REQUIRED ' +
    'REMOTE_START_DISABLED REMOTE_START_NOT_SUPPORTED REMOVE_PROBE',
  'Alexa.Video':
    'ACTION_NOT_PERMITTED_FOR_CONTENT CONFIRMATION_REQUIRED CONTENT_NOT_RECORDABLE NOT_SUBSCRIBED RECORDING_EXISTS ' +
    'STORAGE_FULL TITLE_DISAMBIGUATION_REQUIRED TUNER_OCCUPIED',
  'Alexa.Safety': 'OBSTACLE_DETECTED',
  'Alexa.DataController': 'DATA_DELETION_NOT_SUPPORTED DATA_RETRIEVAL_NOT_SUPPORTED',
  'Alexa.Commissionable': 'FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS MAX_COMMISSIONING_LIMIT_REACHED',
};

/** What some types need, and a value for it. */
const needs: Readonly<Record<string, readonly [member: string, value: unknown]>> = {
  NOT_SUPPORTED_IN_CURRENT_MODE: ['currentDeviceMode', 'COLOR'],
  REQUESTED_SETPOINTS_TOO_CLOSE: ['minimumTemperatureDelta', { value: 2, scale: 'CELSIUS' }],
  COOK_DURATION_TOO_LONG: ['maxCookTime', 'PT1H'],
};

/** What some types may have. */
const allowed: readonly (readonly [type: string, member: string, good: unknown, ...bad: unknown[]])[] = [
  ['ENDPOINT_LOW_POWER', 'percentageState', 5],
  ['VALUE_OUT_OF_RANGE', 'validRange', { minimumValue: 0, maximumValue: 100 }, 1, { minimumValue: 0 }],
  [
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
    'validRange',
    { minimumValue: { value: 5, scale: 'CELSIUS' }, maximumValue: { value: 30, scale: 'CELSIUS' } },
    { minimumValue: 5, maximumValue: 30 },
    { minimumValue: { value: 5 }, maximumValue: { value: 30 } },
  ],
  ['NO_SUCH_ENDPOINT', 'anything', 1],
];

function problemsOf(namespace: string, payload: Readonly<Record<string, unknown>>): readonly string[] {
  const { type, message, ...extra } = { type: '', message: 'Why', ...payload };
  const parts = { messageId: 'm-1', correlationToken: 'c-1', endpointId: 'lamp-1' };
  const event = errorResponse({ ...parts, namespace, type, message: String(message), extra });
  return errorsOf(validateEvent(event, { posted: false }));
}

const pointer = (member: string): string => `/event/payload/${member}`;

describe('the types of errors', () => {
  it('are those of the documents, in every namespace', () => {
    for (const [namespace, types] of Object.entries(documented)) {
      assert.deepEqual(Object.keys(errorTypes[namespace] ?? {}).toSorted(), types.split(' ').toSorted(), namespace);
    }
    assert.deepEqual(Object.keys(errorTypes).toSorted(), Object.keys(documented).toSorted());
  });

  for (const [namespace, types] of Object.entries(documented)) {
    it(`of ${namespace} are taken with what they need, and refused without it`, () => {
      for (const type of types.split(' ')) {
        const [member, value] = needs[type] ?? [];
        assert.deepEqual(problemsOf(namespace, { type, ...(member && { [member]: value }) }), [], type);
        if (member !== undefined) {
          assert.deepEqual(problemsOf(namespace, { type }), [`error-payload ${pointer(member)}`], type);
        }
      }
    });

    it(`of ${namespace} are those of no other namespace`, () => {
      for (const [other, strange] of Object.entries(documented)) {
        for (const type of other === namespace ? [] : strange.split(' ')) {
          const found = problemsOf(namespace, { type });
          assert.deepEqual(found, [`error-type ${pointer('type')}`], `${type} in ${namespace}`);
        }
      }
    });
  }

  for (const [type, member, good, ...bad] of allowed) {
    it(`${type} may have ${member}, and other types may not`, () => {
      assert.deepEqual(problemsOf('Alexa', { type, [member]: good }), []);
      assert.deepEqual(problemsOf('Alexa', { type }), []);
      const elsewhere = problemsOf('Alexa', { type: 'INTERNAL_ERROR', [member]: good });
      assert.deepEqual(elsewhere, [`member-unknown ${pointer(member)}`]);
      for (const value of bad) {
        const found = problemsOf('Alexa', { type, [member]: value });
        assert.ok(found.length > 0 && found.every(error => error.includes(pointer(member))), JSON.stringify(value));
      }
    });
  }

  it('take any type of a namespace whose types nobody has listed', () => {
    assert.deepEqual(problemsOf('Alexa.ThermostatController.Schedule', { type: 'WHATEVER', more: 1 }), []);
  });

  it('need a message in the namespace Alexa only', () => {
    const parts = { messageId: 'm-1', correlationToken: 'c-1', endpointId: 'lamp-1', message: '' };
    const without = (namespace: string, type: string): unknown => {
      const event = errorResponse({ ...parts, namespace, type });
      return { ...event, event: { ...event.event, payload: { type } } };
    };
    const options = { posted: false };
    assertError(validateEvent(without('Alexa', 'ENDPOINT_BUSY'), options), 'error-payload', pointer('message'));
    assert.deepEqual(validateEvent(without('Alexa.ThermostatController', 'THERMOSTAT_IS_OFF'), options), []);
    assert.deepEqual(validateEvent(without('Alexa.SecurityPanelController', 'NOT_READY'), options), []);
  });
});
