import { absent, edit } from './edit.ts';
import { lamp } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/**
 * A capability of an interface with members of its own that are all right, and what is set or removed in them that is
 * not; a pointer alone is refused where it points.
 */
interface Row {
  readonly interface: string;
  readonly version?: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly wrong?: readonly (readonly [pointer: string, member: unknown])[];
}

const third = '/capabilities/3';

/** What capability objects hold beyond their properties. Source: fact sheet 3.3 and 3.5. */
const table: readonly Row[] = [
  {
    interface: 'ThermostatController',
    version: '3.2',
    members: {
      configuration: {
        supportsScheduling: true,
        supportedModes: ['AUTO', 'COOL', 'HEAT', 'ECO', 'OFF', 'EM_HEAT', 'CUSTOM'],
      },
    },
    wrong: [
      ['/configuration/supportsScheduling', 'yes'],
      ['/configuration/supportedModes', 'AUTO'],
      ['/configuration/supportedModes/0', 'DRY'],
    ],
  },
  {
    interface: 'ModeController',
    members: {
      instance: 'Washer.Mode',
      configuration: { ordered: false, supportedModes: [{ value: 'Wash.Cold', modeResources: { friendlyNames: [] } }] },
    },
    wrong: [
      ['/configuration/ordered', 'no'],
      ['/configuration/supportedModes', {}],
      ['/configuration/supportedModes/0/value', absent],
    ],
  },
  {
    interface: 'RangeController',
    members: {
      instance: 'Blind.Lift',
      capabilityResources: { friendlyNames: [{ '@type': 'text', value: { text: 'Lift', locale: 'en-US' } }] },
      configuration: {
        supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 },
        unitOfMeasure: 'Alexa.Unit.Percent',
      },
      semantics: {
        actionMappings: [
          {
            '@type': 'ActionsToDirective',
            actions: ['Alexa.Actions.Close'],
            directive: { name: 'SetRangeValue', payload: { rangeValue: 0 } },
          },
        ],
        stateMappings: [
          { '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: 0 },
          { '@type': 'StatesToRange', states: ['Alexa.States.Open'], range: { minimumValue: 1, maximumValue: 100 } },
        ],
      },
    },
    wrong: [
      ['/configuration/supportedRange/minimumValue', '0'],
      ['/configuration/supportedRange/maximumValue', absent],
      ['/configuration/supportedRange/precision', '1'],
      ['/semantics/actionMappings/0/@type', 'ActionToDirective'],
      ['/semantics/actionMappings/0/actions', 'Alexa.Actions.Close'],
      ['/semantics/actionMappings/0/directive', absent],
      ['/semantics/stateMappings/0/states', absent],
    ],
  },
  {
    interface: 'EqualizerController',
    members: {
      configurations: {
        bands: { supported: [{ name: 'BASS' }, { name: 'TREBLE' }], range: { minimum: -6, maximum: 6 } },
        modes: { supported: [{ name: 'MOVIE' }] },
      },
    },
    wrong: [
      ['/configurations/bands/supported/0/name', 'ALTO'],
      ['/configurations/bands/range/minimum', '-6'],
      ['/configurations/modes/supported/0/name', 'OPERA'],
    ],
  },
  {
    interface: 'SecurityPanelController',
    members: {
      configuration: {
        supportedArmStates: [{ value: 'ARMED_AWAY' }, { value: 'DISARMED' }],
        supportedAuthorizationTypes: [{ type: 'FOUR_DIGIT_PIN' }],
      },
    },
    wrong: [
      ['/configuration/supportedArmStates/0/value', 'ARMED'],
      ['/configuration/supportedAuthorizationTypes/0/type', 'PASSWORD'],
    ],
  },
  {
    interface: 'InventoryLevelSensor',
    members: {
      instance: 'Filter',
      capabilityResources: { friendlyNames: [] },
      configuration: {
        measurement: { '@type': 'Count' },
        replenishment: { '@type': 'DashReplenishmentId', value: 'id' },
      },
    },
    wrong: [
      ['/configuration/replenishment', absent],
      ['/configuration/replenishment/value', absent],
    ],
  },
];

/** Assets of the catalogue. Source: simple-event-source interface, Assets for the REMOTE display category. */
const assets: readonly string[] = [
  ...'Off On Brighten Dim Main Top Bottom Center Middle Up Down Left Right First Second Third Fourth Fifth Sixth Seventh Eighth'
    .split(' ')
    .map(button => `Alexa.Button.${button}Button`),
  ...'DoublePress DoublePush LongPress LongPush SinglePress SinglePush'
    .split(' ')
    .map(press => `Alexa.Button.${press}`),
  ...'DoubleClick DoubleTap SingleClick SwipeDown SwipeLeft SwipeRight SwipeUp Tap'
    .split(' ')
    .map(gesture => `Alexa.Gesture.${gesture}`),
];

/** Interfaces that do not work any more. Source: fact sheet 3.1 and 3.3. */
const givenUp = ['EventDetectionSensor', 'MediaMetadata', 'Networking.AccessController'];

/** The vectors of capability objects: configuration, semantics, names and what Alexa has given up. */
export function capabilityVectors(): readonly Vector[] {
  return [
    ...table.flatMap(ownVectors),
    ...labelVectors(),
    ...semanticsVectors(),
    ...givenUp.flatMap(name =>
      refusedCapability(`${name} is given up`, capability(name), ['discovery-lifecycle', `${third}/interface`]),
    ),
  ];
}

function capability(name: string, members: object = {}, version = '3'): object {
  return { type: 'AlexaInterface', interface: `Alexa.${name}`, version, ...members };
}

function ownVectors({ interface: name, version, members, wrong = [] }: Row): Vector[] {
  const whole = capability(name, members, version);
  return [
    ...takenCapability(`${name} with what it may hold`, whole),
    ...wrong.flatMap(([pointer, member]) => {
      const text = member === absent ? 'absent' : JSON.stringify(member);
      return refusedCapability(`${name} with ${pointer} ${text}`, edit(whole, pointer, member), [
        'discovery-member',
        `${third}${pointer}`,
      ]);
    }),
  ];
}

function semanticsVectors(): Vector[] {
  const speaker = capability('Speaker', { semantics: { actionMappings: [] } });
  return refusedCapability('semantics of a Speaker', speaker, ['discovery-semantics', `${third}/semantics`]);
}

function labelVectors(): Vector[] {
  const at = '/capabilityResources/friendlyNames/0';
  const named = (label: unknown): object =>
    capability('ToggleController', { instance: 'One', capabilityResources: { friendlyNames: [label] } });
  const asset = (assetId: unknown): object => named({ '@type': 'asset', value: { assetId } });
  const wrong: readonly unknown[] = [
    'Lift',
    7,
    { '@type': 'asset', value: {} },
    { '@type': 'text', value: { text: 'Lift' } },
    { '@type': 'text', value: { locale: 'en-US' } },
    { '@type': 'name', value: { text: 'Lift', locale: 'en-US' } },
  ];
  return [
    ...takenCapability('a name in one language', named({ '@type': 'text', value: { text: 'Lift', locale: 'en-US' } })),
    ...takenCapability('another asset', asset('Alexa.Setting.Opening')),
    ...assets.flatMap(id => takenCapability(`asset ${id}`, asset(id))),
    ...refusedCapability('the misprint of the page', asset('Alexa.Gestures.DoubleTap'), [
      'discovery-asset-misprint',
      `${third}${at}/value/assetId`,
    ]),
    ...['Alexa.Button.NinthButton', 'Alexa.Gesture.Wave', 'Alexa.Gestures.Tap'].flatMap(id =>
      refusedCapability(`asset ${id}`, asset(id), ['discovery-asset', `${third}${at}/value/assetId`]),
    ),
    ...wrong.flatMap(label =>
      refusedCapability(`label ${JSON.stringify(label)}`, named(label), ['discovery-label', `${third}${at}`]),
    ),
  ];
}

function takenCapability(name: string, value: unknown): Vector[] {
  return taken({ name, kind: 'endpoint', value: edit(lamp, third, value) });
}

function refusedCapability(name: string, value: unknown, broken: readonly [string, string]): Vector[] {
  return refused({ name, kind: 'endpoint', value: edit(lamp, third, value) }, broken);
}
