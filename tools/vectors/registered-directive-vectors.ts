import { absent, edit } from './edit.ts';
import { capabilityOf, headerOf, lamp } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** A directive to the sample lamp with one more capability, and what rule it breaks where; none when it is valid. */
type Case = readonly [directive: string, payload: object, capability: object, rule?: string, pointer?: string];

const third = '/capabilities/3';
const header = '/directive/header';
const payload = '/directive/payload';
const scope = { type: 'BearerToken', token: 'gatehouse-secret-linking-token' };

/** The vectors of directives against the registration of their endpoint. Source: fact sheet 1.1, 3.1 and 3.5. */
export function registeredDirectiveVectors(): readonly Vector[] {
  return [...addressed(), ...[...values(), ...bands(), ...operations()].flatMap(vectorsOf)];
}

function vectorsOf([directive, members, capability, rule, pointer = '']: Case): Vector[] {
  const judged = {
    name: `${directive} ${JSON.stringify(members)}, registered`,
    kind: 'directive',
    value: directiveOf(directive, members),
    description: edit(lamp, third, capability),
  } as const;
  return rule === undefined ? taken(judged) : refused(judged, [rule, pointer]);
}

/** A directive to the sample lamp. Modes, ranges and toggles are those of the instance One. */
function directiveOf(directive: string, members: object): object {
  const [name = '', namespace = ''] = directive.split(' of ');
  const instance = /^(?:Mode|Range|Toggle)Controller$/.test(namespace) ? { instance: 'One' } : {};
  const full = namespace === 'Alexa' ? namespace : `Alexa.${namespace}`;
  return {
    directive: {
      header: headerOf(full, name, { correlationToken: 'correlation-1', ...instance }),
      endpoint: { scope, endpointId: 'lamp-1', cookie: {} },
      payload: members,
    },
  };
}

/** Whom a directive is sent to. Source: fact sheet 1.1, instance, and 3. */
function addressed(): readonly Vector[] {
  const turnOn = directiveOf('TurnOn of PowerController', {});
  const report = directiveOf('ReportState of Alexa', {});
  const toggle = directiveOf('TurnOn of ToggleController', {});
  const toggles = edit(lamp, third, capabilityOf('Alexa.ToggleController', ['toggleState'], { instance: 'One' }));
  const kind = 'directive';
  const other = edit(lamp, '/endpointId', 'lamp-2');
  return [
    ...taken({ name: 'TurnOn, registered', kind, value: turnOn, description: lamp }),
    ...taken({ name: 'ReportState, registered', kind, value: report, description: lamp }),
    ...taken({ name: 'TurnOn of its instance', kind, value: toggle, description: toggles }),
    ...[turnOn, report].flatMap(value =>
      refused({ name: 'a directive to another endpoint', kind, value, description: other }, [
        'registration-endpoint',
        '/directive/endpoint/endpointId',
      ]),
    ),
    ...refused({ name: 'an interface that is not declared', kind, value: toggle, description: lamp }, [
      'registration-directive',
      `${header}/namespace`,
    ]),
    ...refused(
      {
        name: 'an instance that is not declared',
        kind,
        value: edit(toggle, `${header}/instance`, 'Two'),
        description: toggles,
      },
      ['registration-directive-instance', `${header}/instance`],
    ),
    ...refused(
      {
        name: 'no instance where one is declared',
        kind,
        value: edit(toggle, `${header}/instance`, absent),
        description: toggles,
      },
      ['header-instance', `${header}/instance`],
    ),
  ];
}

function values(): readonly Case[] {
  const range = capabilityOf('Alexa.RangeController', ['rangeValue'], {
    instance: 'One',
    configuration: { supportedRange: { minimumValue: 0, maximumValue: 10, precision: 2 } },
  });
  const mode = capabilityOf('Alexa.ModeController', ['mode'], {
    instance: 'One',
    configuration: { supportedModes: [{ value: 'Wash.Cold' }] },
  });
  const thermostat = capabilityOf('Alexa.ThermostatController', ['thermostatMode'], {
    configuration: { supportedModes: ['HEAT', 'OFF'] },
  });
  const inputs = capabilityOf('Alexa.InputController', ['input'], { inputs: [{ name: 'HDMI 1' }] });
  const panel = capabilityOf('Alexa.SecurityPanelController', ['armState'], {
    configuration: { supportedArmStates: [{ value: 'ARMED_AWAY' }, { value: 'DISARMED' }] },
  });
  const at = `${payload}/rangeValue`;
  const thermostatMode = `${payload}/thermostatMode/value`;
  return [
    ['SetRangeValue of RangeController', { rangeValue: 10 }, range],
    ['SetRangeValue of RangeController', { rangeValue: 12 }, range, 'registration-range', at],
    ['SetRangeValue of RangeController', { rangeValue: 3 }, range, 'registration-precision', at],
    ['AdjustRangeValue of RangeController', { rangeValueDelta: 99 }, range],
    ['SetMode of ModeController', { mode: 'Wash.Cold' }, mode],
    ['SetMode of ModeController', { mode: 'Wash.Hot' }, mode, 'registration-mode', `${payload}/mode`],
    ['SetThermostatMode of ThermostatController', { thermostatMode: { value: 'HEAT' } }, thermostat],
    [
      'SetThermostatMode of ThermostatController',
      { thermostatMode: { value: 'COOL' } },
      thermostat,
      'registration-thermostat-mode',
      thermostatMode,
    ],
    ['SelectInput of InputController', { input: 'HDMI 1' }, inputs],
    ['SelectInput of InputController', { input: 'TV' }, inputs, 'registration-input', `${payload}/input`],
    ['Arm of SecurityPanelController', { armState: 'ARMED_AWAY' }, panel],
    [
      'Arm of SecurityPanelController',
      { armState: 'ARMED_NIGHT' },
      panel,
      'registration-arm-state',
      `${payload}/armState`,
    ],
  ];
}

/** What is asked of an equalizer. Source: fact sheet 3.5, EqualizerController.configurations. */
function bands(): readonly Case[] {
  const equalizer = capabilityOf('Alexa.EqualizerController', ['bands', 'mode'], {
    configurations: {
      bands: { supported: [{ name: 'BASS' }], range: { minimum: -6, maximum: 6 } },
      modes: { supported: [{ name: 'MOVIE' }] },
    },
  });
  const name = `${payload}/bands/0/name`;
  return [
    ['SetBands of EqualizerController', { bands: [{ name: 'BASS', level: 6 }] }, equalizer],
    [
      'SetBands of EqualizerController',
      { bands: [{ name: 'BASS', level: 7 }] },
      equalizer,
      'registration-band-level',
      `${payload}/bands/0/level`,
    ],
    ...(
      [
        ['SetBands', { name: 'TREBLE', level: 0 }],
        ['AdjustBands', { name: 'TREBLE', levelDelta: 1, levelDirection: 'UP' }],
        ['ResetBands', { name: 'TREBLE' }],
      ] as const
    ).map(
      ([directive, band]): Case => [
        `${directive} of EqualizerController`,
        { bands: [band] },
        equalizer,
        'registration-band',
        name,
      ],
    ),
    ['AdjustBands of EqualizerController', { bands: [{ name: 'BASS', levelDelta: 99 }] }, equalizer],
    ['SetMode of EqualizerController', { mode: 'MOVIE' }, equalizer],
    ['SetMode of EqualizerController', { mode: 'TV' }, equalizer, 'registration-sound-mode', `${payload}/mode`],
  ];
}

/** Operations, keys and scenes. Source: fact sheet 3.1, PlaybackController, KeypadController and SceneController. */
function operations(): readonly Case[] {
  const player = capabilityOf('Alexa.PlaybackController', [], { supportedOperations: ['Play', 'Pause'] });
  const keypad = capabilityOf('Alexa.KeypadController', [], { keys: ['UP', 'DOWN'] });
  const scene = (others: object): object => capabilityOf('Alexa.SceneController', [], others);
  return [
    ['Play of PlaybackController', {}, player],
    ['Next of PlaybackController', {}, player, 'registration-operation', `${header}/name`],
    ['Next of PlaybackController', {}, capabilityOf('Alexa.PlaybackController', [])],
    ['SendKeystroke of KeypadController', { keystroke: 'UP' }, keypad],
    ['SendKeystroke of KeypadController', { keystroke: 'INFO' }, keypad, 'registration-key', `${payload}/keystroke`],
    ['SendKeystroke of KeypadController', { keystroke: 'INFO' }, capabilityOf('Alexa.KeypadController', [])],
    ['Activate of SceneController', {}, scene({ supportsDeactivation: false })],
    ['Deactivate of SceneController', {}, scene({ supportsDeactivation: true })],
    ['Deactivate of SceneController', {}, scene({})],
    [
      'Deactivate of SceneController',
      {},
      scene({ supportsDeactivation: false }),
      'registration-deactivation',
      `${header}/name`,
    ],
  ];
}
