import { edit } from './edit.ts';
import { brightness, capabilityOf, changeReportOf, eventSamples, lamp, power, propertyOf } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** An event, the discovery object against which it is judged, and what rule it breaks where; none when it is valid. */
type Case = readonly [name: string, value: unknown, description: unknown, rule?: string, pointer?: string];

const third = '/capabilities/3';
const changed = '/event/payload/change/properties/0';

/** The sample lamp with one more capability. */
function lampWith(capability: object): unknown {
  return edit(lamp, third, capability);
}

const source = {
  type: 'AlexaInterface',
  interface: 'Alexa.SimpleEventSource',
  version: '1.0',
  instance: 'Remote.Button1',
  capabilityResources: { friendlyNames: [{ '@type': 'text', value: { text: 'Button', locale: 'en-US' } }] },
  configuration: { supportedEvents: [{ id: 'Button.SinglePush.1', friendlyNames: [] }] },
};

/** The vectors of events against the registration of their endpoint. Source: fact sheet 2.1, 3.1, 3.3, 3.5 and 10. */
export function registrationVectors(): readonly Vector[] {
  return [...[...declared(), ...ownEvents(), ...values()].flatMap(vectorsOf), ...sharedInstances()];
}

function vectorsOf([name, value, description, rule, pointer = '']: Case): Vector[] {
  const judged = { name, kind: 'event', value, description } as const;
  return rule === undefined ? taken(judged) : refused(judged, [rule, pointer]);
}

function declared(): readonly Case[] {
  const muted = propertyOf('Alexa.Speaker', 'muted', true);
  const lift = { ...propertyOf('Alexa.RangeController', 'rangeValue', 40), instance: 'Blind.Lift' };
  const silent = edit(lamp, '/capabilities/1/properties/proactivelyReported', false);
  const told = edit(lamp, '/capabilities/1/properties/proactivelyReported', 'true');
  const blind = lampWith(capabilityOf('Alexa.RangeController', ['rangeValue'], { instance: 'Blind.Lift' }));
  const report = changeReportOf([power], [brightness]);
  const { StateReport, ErrorResponse } = eventSamples;
  const other = edit(lamp, '/endpointId', 'lamp-2');
  return [
    ['registered', report, lamp],
    ['registered, with a flag as text', report, told],
    ['another endpoint', report, other, 'registration-endpoint', '/event/endpoint/endpointId'],
    ['an error of an endpoint that is gone', ErrorResponse, other],
    ['not declared', changeReportOf([muted]), lamp, 'property-undeclared', `${changed}/name`],
    ['not reported', changeReportOf([power]), silent, 'property-not-proactive', `${changed}/name`],
    [
      'not reported, in the context',
      changeReportOf([brightness], [power]),
      silent,
      'property-not-proactive',
      '/context/properties/0/name',
    ],
    ['not reported, but asked for', StateReport, silent],
    ['its instance', changeReportOf([lift]), blind],
    [
      'another instance',
      changeReportOf([{ ...lift, instance: 'Blind.Tilt' }]),
      blind,
      'property-instance-undeclared',
      `${changed}/instance`,
    ],
  ];
}

function ownEvents(): readonly Case[] {
  const { DoorbellPress, SimpleEvent, WakeUp } = eventSamples;
  const namespace = '/event/header/namespace';
  const bell = { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3' };
  const remote = lampWith(source);
  return [
    ['a bell', DoorbellPress, lampWith({ ...bell, proactivelyReported: true })],
    ['a bell that does not say that it reports', DoorbellPress, lampWith(bell), 'registration-doorbell', namespace],
    ['no bell', DoorbellPress, lamp, 'registration-event', namespace],
    ['no remote', SimpleEvent, lamp, 'registration-event', namespace],
    ['nothing to wake', WakeUp, lamp, 'registration-event', namespace],
    ['a button', SimpleEvent, remote],
    [
      'another button',
      edit(SimpleEvent, '/event/header/instance', 'Remote.Button2'),
      remote,
      'registration-event-instance',
      '/event/header/instance',
    ],
    [
      'a press whose id is not its value',
      SimpleEvent,
      edit(lampWith(source), `${third}/configuration/supportedEvents/0/value`, 'other'),
    ],
    [
      'another press',
      edit(SimpleEvent, '/event/payload/id', 'Button.DoublePush.1'),
      remote,
      'registration-event-id',
      '/event/payload/id',
    ],
  ];
}

function values(): readonly Case[] {
  return [...ranges(), ...words(), ...bands(), ...levels()];
}

/** Bands of an equalizer. Source: fact sheet 3.5, EqualizerController.configurations. */
function bands(): readonly Case[] {
  const declares = (configurations?: object): unknown =>
    lampWith(capabilityOf('Alexa.EqualizerController', ['bands'], { configurations }));
  const two = declares({
    bands: { supported: [{ name: 'BASS' }, { name: 'TREBLE' }], range: { minimum: -6, maximum: 6 } },
  });
  const report = (...levels: readonly object[]): object =>
    changeReportOf([propertyOf('Alexa.EqualizerController', 'bands', levels)]);
  const at = `${changed}/value`;
  return [
    ['two bands at their bounds', report({ name: 'BASS', value: -6 }, { name: 'TREBLE', level: 6 }), two],
    ['a band that is not declared', report({ name: 'MIDRANGE', value: 0 }), two, 'registration-band', `${at}/0/name`],
    ['a level too low', report({ name: 'BASS', value: -7 }), two, 'registration-band-level', `${at}/0/value`],
    [
      'a level too high',
      report({ name: 'BASS', value: 0 }, { name: 'TREBLE', level: 7 }),
      two,
      'registration-band-level',
      `${at}/1/level`,
    ],
    ['bands, none declared', report({ name: 'MIDRANGE', value: 99 }), declares()],
    ['bands, modes declared', report({ name: 'MIDRANGE', value: 99 }), declares({ modes: { supported: [] } })],
  ];
}

/** An instance that a level of an inventory may leave out. Source: fact sheet 1.4, instance. */
function levels(): readonly Case[] {
  const declared = lampWith(capabilityOf('Alexa.InventoryLevelSensor', ['level'], { instance: 'Filter' }));
  const level = propertyOf('Alexa.InventoryLevelSensor', 'level', { '@type': 'Percentage', value: 40 });
  return [
    ['a level of its instance', changeReportOf([{ ...level, instance: 'Filter' }]), declared],
    [
      'a level without an instance',
      changeReportOf([level]),
      declared,
      'property-instance-advised',
      `${changed}/instance`,
    ],
    [
      'a level of another instance',
      changeReportOf([{ ...level, instance: 'Bag' }]),
      declared,
      'property-instance-undeclared',
      `${changed}/instance`,
    ],
  ];
}

function ranges(): readonly Case[] {
  const described = (supportedRange: object): unknown =>
    lampWith(
      capabilityOf('Alexa.RangeController', ['rangeValue'], { instance: 'One', configuration: { supportedRange } }),
    );
  const at = (value: number): object =>
    changeReportOf([{ ...propertyOf('Alexa.RangeController', 'rangeValue', value), instance: 'One' }]);
  const whole = described({ minimumValue: -10, maximumValue: 100, precision: 5 });
  const fine = described({ minimumValue: 0, maximumValue: 1, precision: 0.1 });
  const pointer = `${changed}/value`;
  return [
    ...[-10, 0, 35, 100].map((value): Case => [`rangeValue ${value} in -10 to 100 by 5`, at(value), whole]),
    ...[0, 0.1, 0.3, 0.7, 1].map((value): Case => [`rangeValue ${value} in 0 to 1 by 0.1`, at(value), fine]),
    ...[-11, -10.1, 100.1, 105].map(
      (value): Case => [`rangeValue ${value} in -10 to 100 by 5`, at(value), whole, 'registration-range', pointer],
    ),
    ...[-9, 1, 99.5].map(
      (value): Case => [`rangeValue ${value} in -10 to 100 by 5`, at(value), whole, 'registration-precision', pointer],
    ),
    ['rangeValue 0.25 in 0 to 1 by 0.1', at(0.25), fine, 'registration-precision', pointer],
    ['rangeValue without a declared range', at(1e9), described({})],
    ['rangeValue with a lower bound alone', at(-1), described({ minimumValue: 0 }), 'registration-range', pointer],
    ['rangeValue with a lower bound alone, above it', at(1e9), described({ minimumValue: 0 })],
    ['rangeValue in a range the wrong way round', at(5), described({ minimumValue: 10, maximumValue: 0 })],
    [
      'rangeValue of many fine steps',
      at(1_000_000_000.001),
      described({ minimumValue: 0, maximumValue: 1e12, precision: 0.001 }),
    ],
  ];
}

function words(): readonly Case[] {
  const word = (parts: {
    property: readonly [namespace: string, name: string];
    others: object;
    declares: readonly string[];
    rule: string;
    other: string;
    instance?: string;
  }): Case[] => {
    const [namespace, name] = parts.property;
    const instance = parts.instance === undefined ? {} : { instance: parts.instance };
    const registered = lampWith(capabilityOf(namespace, [name], { ...instance, ...parts.others }));
    const open = lampWith(capabilityOf(namespace, [name], instance));
    const report = (value: string): object => changeReportOf([{ ...propertyOf(namespace, name, value), ...instance }]);
    return [
      ...parts.declares.map((value): Case => [`${name} ${value}, declared`, report(value), registered]),
      [`${name} ${parts.other}, not declared`, report(parts.other), registered, parts.rule, `${changed}/value`],
      [`${name} ${parts.other}, nothing declared`, report(parts.other), open],
    ];
  };
  return [
    ...word({
      property: ['Alexa.ModeController', 'mode'],
      instance: 'One',
      others: { configuration: { ordered: false, supportedModes: [{ value: 'Wash.Cold' }, { value: 'Wash.Hot' }] } },
      declares: ['Wash.Cold', 'Wash.Hot'],
      rule: 'registration-mode',
      other: 'Wash.Warm',
    }),
    ...word({
      property: ['Alexa.ThermostatController', 'thermostatMode'],
      others: { configuration: { supportsScheduling: false, supportedModes: ['HEAT', 'OFF'] } },
      declares: ['HEAT', 'OFF', 'EM_HEAT', 'CUSTOM'],
      rule: 'registration-thermostat-mode',
      other: 'COOL',
    }),
    ...word({
      property: ['Alexa.InputController', 'input'],
      others: { inputs: [{ name: 'HDMI 1' }, { name: 'TV' }] },
      declares: ['HDMI 1', 'TV'],
      rule: 'registration-input',
      other: 'HDMI 2',
    }),
    ...word({
      property: ['Alexa.EqualizerController', 'mode'],
      others: { configurations: { modes: { supported: [{ name: 'MOVIE' }, { name: 'NIGHT' }] } } },
      declares: ['MOVIE', 'NIGHT'],
      rule: 'registration-sound-mode',
      other: 'TV',
    }),
    ...word({
      property: ['Alexa.SecurityPanelController', 'armState'],
      others: { configuration: { supportedArmStates: [{ value: 'ARMED_AWAY' }, { value: 'DISARMED' }] } },
      declares: ['ARMED_AWAY', 'DISARMED'],
      rule: 'registration-arm-state',
      other: 'ARMED_NIGHT',
    }),
  ];
}

/** An instance of SimpleEventSource is unique across endpoints. Source: fact sheet 3.3. */
function sharedInstances(): readonly Vector[] {
  const first = lampWith(source);
  const second = (instance: string): unknown => edit(lampWith({ ...source, instance }), '/endpointId', 'lamp-2');
  const report = (instance: string): unknown =>
    edit(eventSamples.AddOrUpdateReport, '/event/payload/endpoints', [first, second(instance)]);
  const range = capabilityOf('Alexa.RangeController', ['rangeValue'], {
    instance: 'One',
    capabilityResources: source.capabilityResources,
  });
  const ranges = [lampWith(range), edit(lampWith(range), '/endpointId', 'lamp-2')];
  return [
    ...taken({ name: 'two remotes', kind: 'event', value: report('Remote.Button2') }),
    ...taken({
      name: 'one instance of another interface at two endpoints',
      kind: 'event',
      value: edit(eventSamples.AddOrUpdateReport, '/event/payload/endpoints', ranges),
    }),
    ...refused({ name: 'one instance at two remotes', kind: 'event', value: report('Remote.Button1') }, [
      'discovery-instance-shared',
      `/event/payload/endpoints/1${third}/instance`,
    ]),
    ...refused(
      {
        name: 'one instance at two remotes, in a direct answer',
        kind: 'event',
        posted: false,
        value: edit(eventSamples['Discover.Response'], '/event/payload/endpoints', [first, second('Remote.Button1')]),
      },
      ['discovery-instance-shared', `/event/payload/endpoints/1${third}/instance`],
    ),
  ];
}
