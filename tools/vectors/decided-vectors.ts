import { absent, edit } from './edit.ts';
import { capabilityOf, changeReportOf, eventSamples, power, propertyOf } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What is decided, in words, the event, and the rules that it breaks, none when it is valid. */
type Decided = readonly [name: string, value: unknown, ...broken: (readonly [rule: string, pointer: string])[]];

const changed = '/event/payload/change/properties/0';
const context = '/context/properties/0';

function report(pointer: string, member: unknown): unknown {
  return edit(eventSamples.ChangeReport, pointer, member);
}

function sample(kind: string, pointer: string, member: unknown): unknown {
  return edit(eventSamples[kind], pointer, member);
}

function value(namespace: string, name: string, stated: unknown): unknown {
  return changeReportOf([propertyOf(`Alexa.${namespace}`, name, stated)]);
}

function catalogue(pointer: string, member: unknown): unknown {
  return edit(eventSamples.AddOrUpdateReport, `/event/payload/endpoints/0${pointer}`, member);
}

const third = '/capabilities/3';
const scope = '/event/endpoint/scope';
const time = `${changed}/timeOfSample`;

/**
 * The official schema and the documents disagree about these; each is decided as the documents say, or as the live
 * gateway was seen to behave. Source: fact sheet 8.1, row by row, and 12.
 */
const table: readonly Decided[] = [
  ['no context', report('/context', absent)],
  ['an empty context', report('/context', {})],
  ['a context without properties in it', report('/context', { properties: [] })],
  ['no endpoint in a ChangeReport', report('/event/endpoint', absent), ['endpoint-missing', '/event/endpoint']],
  ['no scope in a ChangeReport', report(scope, absent), ['scope-missing', scope]],
  ['a correlationToken in a ChangeReport', report('/event/header/correlationToken', 'c')],
  ['another key in the context', report('/context/colour', 'red'), ['member-unknown', '/context/colour']],
  [
    'an instance in the header of a ChangeReport',
    report('/event/header/instance', 'One'),
    ['header-member', '/event/header/instance'],
  ],
  [
    'a scope of type BearerTokenWithPartition',
    report(scope, { type: 'BearerTokenWithPartition', token: 'gatehouse-secret', partition: 'p', userId: 'u' }),
    ['scope-type', `${scope}/type`],
  ],
  [
    'payloadVersion 3.2 in a ChangeReport',
    report('/event/header/payloadVersion', '3.2'),
    ['payload-version', '/event/header/payloadVersion'],
  ],
  ...['00Z', '00.1Z', '00.123Z'].map(
    (end): Decided => [`timeOfSample …${end}`, report(time, `2026-01-02T03:04:${end}`)],
  ),
  ...[
    '2026-01-02T03:04:05.123456Z',
    '2026-01-02T03:04:05+00:00',
    '2026-01-02T03:04:05.000+00:00',
    '2026-02-30T03:04:05Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T03:04:60Z',
    '2026-01-02 03:04:05Z',
    '2026-01-02T03:04:05z',
  ].map((text): Decided => [`timeOfSample ${text}`, report(time, text), ['timestamp', time]]),
  ['a property without timeOfSample', report(time, absent), ['member-missing', time]],
  [
    'a property without uncertainty',
    report(`${changed}/uncertaintyInMilliseconds`, absent),
    ['member-missing', `${changed}/uncertaintyInMilliseconds`],
  ],
  [
    'uncertainty -1',
    report(`${changed}/uncertaintyInMilliseconds`, -1),
    ['member-range', `${changed}/uncertaintyInMilliseconds`],
  ],
  ['uncertainty 0.5', report(`${changed}/uncertaintyInMilliseconds`, 0.5)],
  ['powerState on', report(`${context}/value`, 'on'), ['property-value-tolerated', `${context}/value`]],
  [
    'connectivity with a reason',
    value('EndpointHealth', 'connectivity', { value: 'UNREACHABLE', reason: 'INTERNET_UNREACHABLE' }),
  ],
  ['brightness 50.5', value('BrightnessController', 'brightness', 50.5), ['property-value', `${changed}/value`]],
  ['brightness 101', value('BrightnessController', 'brightness', 101), ['property-range', `${changed}/value`]],
  [
    'a setpoint of 101 FAHRENHEIT',
    value('ThermostatController', 'targetSetpoint', { value: 101, scale: 'FAHRENHEIT' }),
  ],
  ['a setpoint of 300 KELVIN', value('ThermostatController', 'targetSetpoint', { value: 300, scale: 'KELVIN' })],
  ['thermostatMode EM_HEAT', value('ThermostatController', 'thermostatMode', 'EM_HEAT')],
  ['thermostatMode CUSTOM', value('ThermostatController', 'thermostatMode', 'CUSTOM')],
  ['a playbackState', value('PlaybackStateReporter', 'playbackState', { state: 'PLAYING' })],
  ['a relativeHumidity', value('HumiditySensor', 'relativeHumidity', { value: 44.5 })],
  [
    'the battery of EndpointHealth',
    value('EndpointHealth', 'battery', { health: { state: 'OK' }, levelPercentage: 55 }),
  ],
  [
    'a mode without instance',
    value('ModeController', 'mode', 'Wash.Cold'),
    ['property-instance', `${changed}/instance`],
  ],
  [
    'an inventory level without instance',
    value('InventoryLevelSensor', 'level', { '@type': 'Percentage', value: 5 }),
    ['property-instance-advised', `${changed}/instance`],
  ],
  [
    'two identical properties',
    changeReportOf([power, power]),
    ['property-duplicate', '/event/payload/change/properties/1'],
  ],
  ...['ALEXA_INTERACTION', 'INVALID_CREDENTIALS'].map(
    (type): Decided => [
      `cause ${type}`,
      report('/event/payload/change/cause/type', type),
      ['cause-undocumented', '/event/payload/change/cause/type'],
    ],
  ),
  ...['a.b', 'a_b'].map(
    (id): Decided => [
      `messageId ${id}`,
      report('/event/header/messageId', id),
      ['message-id', '/event/header/messageId'],
    ],
  ),
  ['an endpointId with a space', report('/event/endpoint/endpointId', 'lamp 1')],
  ...['a/b', 'a.b'].map(
    (id): Decided => [
      `endpointId ${id}`,
      report('/event/endpoint/endpointId', id),
      ['endpoint-id', '/event/endpoint/endpointId'],
    ],
  ),
  ['a DoorbellPress with whole seconds', sample('DoorbellPress', '/event/payload/timestamp', '2026-01-02T03:04:05Z')],
  ['a DoorbellPress without context', sample('DoorbellPress', '/context', absent)],
  ['a DoorbellPress with milliseconds', eventSamples.DoorbellPress],
  [
    'a DoorbellPress caused by ALEXA_INTERACTION',
    sample('DoorbellPress', '/event/payload/cause/type', 'ALEXA_INTERACTION'),
    ['cause', '/event/payload/cause/type'],
  ],
  ['an AddOrUpdateReport without endpoints', sample('AddOrUpdateReport', '/event/payload/endpoints', [])],
  ['an AddOrUpdateReport with further endpoint keys', catalogue('/relationships', {})],
  ['a version that is a number', catalogue('/capabilities/1/version', 3)],
  [
    'a flag that is text',
    catalogue('/capabilities/1/properties/retrievable', 'true'),
    ['discovery-flag', '/event/payload/endpoints/0/capabilities/1/properties/retrievable'],
  ],
  [
    'an AddOrUpdateReport without scope',
    sample('AddOrUpdateReport', '/event/payload/scope', absent),
    ['scope-missing', '/event/payload/scope'],
  ],
  ['no description', catalogue('/description', absent), ['member-missing', '/event/payload/endpoints/0/description']],
  ['a cookie of numbers', catalogue('/cookie', { a: 1 }), ['member-type', '/event/payload/endpoints/0/cookie/a']],
  ['VACUUM_CLEANER', catalogue('/displayCategories', ['VACUUM_CLEANER'])],
  ['PlaybackStateReporter', catalogue(third, capabilityOf('Alexa.PlaybackStateReporter', ['playbackState']))],
  [
    'ThermostatController 3.2',
    catalogue(third, capabilityOf('Alexa.ThermostatController', ['targetSetpoint'], { version: '3.2' })),
  ],
  ['EndpointHealth 3.1', catalogue(third, capabilityOf('Alexa.EndpointHealth', ['connectivity'], { version: '3.1' }))],
  [
    'a Response without correlationToken',
    sample('Response', '/event/header/correlationToken', absent),
    ['correlation-token', '/event/header/correlationToken'],
  ],
  ['a Response without context', sample('Response', '/context', absent)],
  [
    'a Response without endpoint',
    sample('Response', '/event/endpoint', absent),
    ['endpoint-missing', '/event/endpoint'],
  ],
  ['a Response with further payload keys', sample('Response', '/event/payload/further', 1)],
  [
    'a StateReport with payload keys',
    sample('StateReport', '/event/payload/further', 1),
    ['member-unknown', '/event/payload/further'],
  ],
  ['an ErrorResponse with context', sample('ErrorResponse', '/context', {}), ['context-in-error', '/context']],
  [
    'NOT_SUPPORTED_IN_CURRENT_MODE without the mode',
    sample('ErrorResponse', '/event/payload/type', 'NOT_SUPPORTED_IN_CURRENT_MODE'),
    ['error-payload', '/event/payload/currentDeviceMode'],
  ],
  ...['VALUE_OUT_OF_RANGE', 'TEMPERATURE_VALUE_OUT_OF_RANGE', 'ENDPOINT_LOW_POWER'].map(
    (type): Decided => [`${type} without more`, sample('ErrorResponse', '/event/payload/type', type)],
  ),
  ['a WakeUp without context', sample('WakeUp', '/context', absent)],
  ['a DeleteReport', eventSamples.DeleteReport],
  ['an event of a SimpleEventSource, with instance and version 1.0', eventSamples.SimpleEvent],
  [
    'a MediaDeleted without scope',
    sample('MediaDeleted', '/event/payload/scope', absent),
    ['scope-missing', '/event/payload/scope'],
  ],
];

const name = '/event/header/name';

/** Further rows of the disagreements, each decided. Source: fact sheet 12, rows 14, 15, 17, 18, 20, 24 and 30. */
const further: readonly Decided[] = [
  ['a StateReport that is posted later', eventSamples.StateReport],
  [
    'a MediaCreatedOrUpdated with its scope in the payload',
    edit(sample('MediaCreatedOrUpdated', scope, absent), '/event/payload/scope', {
      type: 'BearerToken',
      token: 'gatehouse-secret-access-token',
    }),
  ],
  ['a band with a value', value('EqualizerController', 'bands', [{ name: 'BASS', value: 2 }])],
  ['a band with a level', value('EqualizerController', 'bands', [{ name: 'BASS', level: 2 }])],
  ['RecordingState with a capital', value('RecordController', 'RecordingState', 'RECORDING')],
  [
    'recordingState without a capital',
    value('RecordController', 'recordingState', 'RECORDING'),
    ['property-unknown', `${changed}/name`],
  ],
  [
    'a DeleteReport of the namespace Alexa',
    sample('DeleteReport', '/event/header/namespace', 'Alexa'),
    ['kind-unknown', name],
  ],
  [
    'the time of the example of the SimpleEventSource page',
    sample('SimpleEvent', '/event/payload/timestamp', '2021-12-12T16:20:50:52Z'),
    ['timestamp', '/event/payload/timestamp'],
  ],
  [
    'every property twice, as some senders have it',
    changeReportOf([power], [power]),
    ['property-repeated', '/context/properties/0'],
  ],
  ['all in the change and no context, as some senders have it', changeReportOf([power])],
  ['an empty change', report('/event/payload/change/properties', [])],
  ['an InventoryConsumed of payloadVersion 3', eventSamples.InventoryConsumed],
];

/** Decided for direct answers, which carry no scope. */
const direct: readonly Decided[] = [
  [
    'a DeferredResponse without correlationToken',
    sample('DeferredResponse', '/event/header/correlationToken', absent),
    ['correlation-token', '/event/header/correlationToken'],
  ],
  [
    'a DeferredResponse of -1 seconds',
    sample('DeferredResponse', '/event/payload/estimatedDeferralInSeconds', -1),
    ['deferral', '/event/payload/estimatedDeferralInSeconds'],
  ],
  [
    'a DeferredResponse with endpoint',
    sample('DeferredResponse', '/event/endpoint', { endpointId: 'lamp-1' }),
    ['member-unknown', '/event/endpoint'],
  ],
  ['a DeferredResponse with context', sample('DeferredResponse', '/context', {}), ['member-unknown', '/context']],
  [
    'a Discover.Response with PlaybackStateReporter',
    edit(
      eventSamples['Discover.Response'],
      `/event/payload/endpoints/0${third}`,
      capabilityOf('Alexa.PlaybackStateReporter', ['playbackState']),
    ),
  ],
];

/** The vectors of what the sources disagree about. */
export function decidedVectors(): readonly Vector[] {
  return [
    ...[...table, ...further].flatMap(([name, event, ...broken]) =>
      verdictOf({ name, kind: 'event', value: event }, broken),
    ),
    ...direct.flatMap(([name, event, ...broken]) =>
      verdictOf({ name, kind: 'event', posted: false, value: event }, broken),
    ),
  ];
}

function verdictOf(
  judged: Parameters<typeof taken>[0],
  broken: readonly (readonly [rule: string, pointer: string])[],
): Vector[] {
  return broken.length === 0 ? taken(judged) : refused(judged, ...broken);
}
