import { absent, edit } from './edit.ts';
import { errorOf, type HeaderParts } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

interface ErrorRow {
  readonly namespace: string;
  readonly types: string;
  readonly header?: HeaderParts & { readonly name?: string };
}

/** The error types of each namespace. Source: fact sheet 5. */
const table: readonly ErrorRow[] = [
  {
    namespace: 'Alexa',
    types:
      'ALREADY_IN_OPERATION BRIDGE_UNREACHABLE CLOUD_CONTROL_DISABLED ENDPOINT_BUSY ENDPOINT_LOW_POWER ENDPOINT_UNREACHABLE EXPIRED_AUTHORIZATION_CREDENTIAL FIRMWARE_OUT_OF_DATE HARDWARE_MALFUNCTION INSUFFICIENT_PERMISSIONS INTERNAL_ERROR INVALID_AUTHORIZATION_CREDENTIAL INVALID_DIRECTIVE INVALID_VALUE NO_SUCH_ENDPOINT NOT_CALIBRATED NOT_IN_OPERATION POWER_LEVEL_NOT_SUPPORTED RATE_LIMIT_EXCEEDED TEMPERATURE_VALUE_OUT_OF_RANGE TOO_MANY_FAILED_ATTEMPTS VALUE_OUT_OF_RANGE PARTNER_OUTAGE HDMI_CEC_NOT_PRESENT HDMI_CEC_DISABLED_ON_DEVICE',
  },
  {
    namespace: 'Alexa.ThermostatController',
    types:
      'THERMOSTAT_IS_OFF UNSUPPORTED_THERMOSTAT_MODE DUAL_SETPOINTS_UNSUPPORTED TRIPLE_SETPOINTS_UNSUPPORTED UNWILLING_TO_SET_SCHEDULE UNWILLING_TO_SET_VALUE',
  },
  {
    namespace: 'Alexa.SecurityPanelController',
    types:
      'AUTHORIZATION_REQUIRED BYPASS_NEEDED NOT_READY UNAUTHORIZED UNCLEARED_ALARM UNCLEARED_TROUBLE NO_ACTIVE_MONITORABLE_DEVICES',
  },
  {
    namespace: 'Alexa.Cooking',
    types:
      'CHILD_LOCK DOOR_CLOSED_TOO_LONG DOOR_OPEN PREHEAT_REQUIRED PROBE_REQUIRED REMOTE_START_NOT_SUPPORTED REMOVE_PROBE REMOTE_START_DISABLED',
  },
  {
    namespace: 'Alexa.Video',
    types:
      'ACTION_NOT_PERMITTED_FOR_CONTENT CONFIRMATION_REQUIRED CONTENT_NOT_RECORDABLE NOT_SUBSCRIBED RECORDING_EXISTS STORAGE_FULL TITLE_DISAMBIGUATION_REQUIRED TUNER_OCCUPIED',
  },
  { namespace: 'Alexa.Safety', types: 'OBSTACLE_DETECTED' },
  {
    namespace: 'Alexa.DataController',
    types: 'DATA_DELETION_NOT_SUPPORTED DATA_RETRIEVAL_NOT_SUPPORTED',
    header: { payloadVersion: '1.0' },
  },
  {
    namespace: 'Alexa.Commissionable',
    types: 'MAX_COMMISSIONING_LIMIT_REACHED FAILED_TO_BOOTSTRAP_COMMISSIONING_PROCESS',
    header: { payloadVersion: '1.0', name: 'ReportCommissioningInformation.ErrorResponse' },
  },
];

const message = 'It did not work';
const celsius = (value: number): object => ({ value, scale: 'CELSIUS' });

/** Errors with members of their own, the members they need, and values that a member must not have. Source: fact sheet 5. */
const withMembers: readonly (readonly [
  namespace: string,
  payload: Readonly<Record<string, unknown>>,
  needs: readonly string[],
  ...wrong: (readonly [pointer: string, value: unknown, rule: string])[],
])[] = [
  ...['COLOR', 'ASLEEP', 'NOT_PROVISIONED', 'OTHER'].map(
    currentDeviceMode =>
      [
        'Alexa',
        { type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message, currentDeviceMode },
        ['currentDeviceMode'],
        ['/currentDeviceMode', 'DISCO', 'member-value'],
      ] as const,
  ),
  ['Alexa', { type: 'ENDPOINT_LOW_POWER', message, percentageState: 5 }, []],
  [
    'Alexa',
    { type: 'VALUE_OUT_OF_RANGE', message, validRange: { minimumValue: 0, maximumValue: 50.5 } },
    [],
    ['/validRange', 50, 'member-type'],
    ['/validRange/minimumValue', '0', 'member-type'],
    ['/validRange/maximumValue', absent, 'member-missing'],
  ],
  [
    'Alexa',
    {
      type: 'TEMPERATURE_VALUE_OUT_OF_RANGE',
      message,
      validRange: { minimumValue: celsius(15), maximumValue: celsius(30) },
    },
    [],
    ['/validRange/minimumValue', 15, 'member-type'],
    ['/validRange/minimumValue/value', '15', 'member-type'],
    ['/validRange/minimumValue/scale', 'celsius', 'member-value'],
    ['/validRange/maximumValue', absent, 'member-missing'],
  ],
  ['Alexa', { type: 'NO_SUCH_ENDPOINT', message, further: 1 }, []],
  [
    'Alexa.ThermostatController',
    { type: 'REQUESTED_SETPOINTS_TOO_CLOSE', message, minimumTemperatureDelta: celsius(2) },
    ['minimumTemperatureDelta'],
    ['/minimumTemperatureDelta', 2, 'member-type'],
    ['/minimumTemperatureDelta/value', '2', 'member-type'],
    ['/minimumTemperatureDelta/value', absent, 'member-missing'],
    ['/minimumTemperatureDelta/scale', 'RANKINE', 'member-value'],
    ['/minimumTemperatureDelta/scale', absent, 'member-missing'],
  ],
  [
    'Alexa.SecurityPanelController',
    { type: 'BYPASS_NEEDED', endpointsNeedingBypass: [{ friendlyName: 'Back door', endpointId: 'door-2' }] },
    [],
    ['/endpointsNeedingBypass', 'door-2', 'member-type'],
    ['/endpointsNeedingBypass/0', 'door-2', 'member-type'],
    ['/endpointsNeedingBypass/0/friendlyName', absent, 'member-missing'],
    ['/endpointsNeedingBypass/0/friendlyName', '', 'member-length'],
    ['/endpointsNeedingBypass/0/endpointId', 2, 'member-type'],
  ],
  ['Alexa.Cooking', { type: 'COOK_DURATION_TOO_LONG', message, maxCookTime: 'PT1H' }, ['maxCookTime']],
];

/** The vectors of error responses: every type of every namespace, and a type that the namespace does not have. */
export function errorVectors(): readonly Vector[] {
  return [...table.flatMap(typeVectors), ...withMembers.flatMap(memberVectors)];
}

function typeVectors({ namespace, types, header = {} }: ErrorRow): Vector[] {
  const unknown = errorOf(namespace, { type: 'NO_SUCH_TYPE', message }, header);
  const version = errorOf(namespace, { type: types.split(' ')[0], message }, { ...header, payloadVersion: '2' });
  return [
    ...types
      .split(' ')
      .flatMap(type =>
        taken({ name: `${namespace} ${type}`, kind: 'event', value: errorOf(namespace, { type, message }, header) }),
      ),
    ...refused({ name: `${namespace} without such a type`, kind: 'event', value: unknown }, [
      'error-type',
      '/event/payload/type',
    ]),
    ...refused({ name: `${namespace} without such a version`, kind: 'event', value: version }, [
      'payload-version',
      '/event/header/payloadVersion',
    ]),
  ];
}

function memberVectors([namespace, payload, needs, ...wrong]: (typeof withMembers)[number]): Vector[] {
  const value = errorOf(namespace, payload);
  const name = `${namespace} ${JSON.stringify(payload)}`;
  return [
    ...taken({ name, kind: 'event', value }),
    ...needs.flatMap(need => {
      const pointer = `/event/payload/${need}`;
      return refused({ name: `${name} without ${need}`, kind: 'event', value: edit(value, pointer, absent) }, [
        'error-payload',
        pointer,
      ]);
    }),
    ...wrong.flatMap(([at, member, rule]) => {
      const pointer = `/event/payload${at}`;
      const changed = edit(value, pointer, member);
      return refused({ name: `${name} with another ${at}`, kind: 'event', value: changed }, [rule, pointer]);
    }),
  ];
}
