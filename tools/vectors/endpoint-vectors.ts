import { absent, edit } from './edit.ts';
import { capabilityOf, lamp, lampCapabilities } from './samples.ts';
import { refused, taken, type Vector } from './vector.ts';

/** What is set or removed in the sample endpoint, and what rule that breaks; at the same place unless one is named. */
type Case = readonly [pointer: string, member: unknown, rule?: string, at?: string];

const asset = { friendlyNames: [{ '@type': 'text', value: { text: 'Lift', locale: 'en-US' } }] };
const third = '/capabilities/3';

/** Categories of endpoints. Source: fact sheet 4, displayCategories and the row after it. */
const categories =
  'ACTIVITY_TRIGGER CAMERA COMPUTER CONTACT_SENSOR DOOR DOORBELL EXTERIOR_BLIND FAN GAME_CONSOLE GARAGE_DOOR INTERIOR_BLIND LAPTOP LIGHT MICROWAVE MOBILE_PHONE MOTION_SENSOR MUSIC_SYSTEM NETWORK_HARDWARE OTHER OVEN PHONE SCENE_TRIGGER SCREEN SECURITY_PANEL SMARTLOCK SMARTPLUG SPEAKER STREAMING_DEVICE SWITCH TABLET TEMPERATURE_SENSOR THERMOSTAT TV WEARABLE AIR_CONDITIONER AIR_FRESHENER AIR_PURIFIER AIR_QUALITY_MONITOR ALEXA_VOICE_ENABLED AUTO_ACCESSORY BLUETOOTH_SPEAKER CHRISTMAS_TREE COFFEE_MAKER DISHWASHER DRYER HEADPHONES HUB PRINTER REMOTE ROUTER SECURITY_SYSTEM SLOW_COOKER VACUUM_CLEANER VEHICLE WASHER WATER_HEATER'.split(
    ' ',
  );

/** The vectors of endpoint objects: limits, capability objects and every rule of discovery. Source: fact sheet 3.5, 4, 12. */
export function endpointVectors(): readonly Vector[] {
  return [
    ...taken({ name: 'a lamp', kind: 'endpoint', value: lamp }),
    ...[...members(), ...capabilities(), ...versions(), ...simpleEventSources()].flatMap(vectorsOf),
  ];
}

function vectorsOf([pointer, member, rule, at = pointer]: Case): Vector[] {
  const text = member === absent ? 'absent' : (JSON.stringify(member) ?? '');
  const name = `${pointer} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
  const judged = { name, kind: 'endpoint', value: edit(lamp, pointer, member) } as const;
  return rule === undefined ? taken(judged) : refused(judged, [rule, at]);
}

function members(): readonly Case[] {
  const required = [
    'endpointId',
    'manufacturerName',
    'description',
    'friendlyName',
    'displayCategories',
    'capabilities',
  ];
  const attributes = [
    'manufacturer',
    'model',
    'serialNumber',
    'firmwareVersion',
    'softwareVersion',
    'customIdentifier',
  ];
  return [
    ...required.map((name): Case => [`/${name}`, absent, 'member-missing']),
    ...['manufacturerName', 'description', 'friendlyName'].flatMap((name): Case[] => [
      [`/${name}`, 'x'],
      [`/${name}`, '', 'member-length'],
      [`/${name}`, 7, 'member-type'],
    ]),
    ...['manufacturerName', 'description'].flatMap((name): Case[] => [
      [`/${name}`, 'x'.repeat(128)],
      [`/${name}`, 'x'.repeat(129), 'member-length'],
    ]),
    ['/friendlyName', 'x'.repeat(256)],
    ['/friendlyName', 'x'.repeat(257), 'member-length'],
    ...friendlyNames(),
    ['/endpointId', 'a b_-=#;:?@&9'],
    ['/endpointId', 'e'.repeat(256)],
    ['/endpointId', 'e'.repeat(257), 'endpoint-id'],
    ['/endpointId', '', 'endpoint-id'],
    ['/endpointId', 'a/b', 'endpoint-id'],
    ['/endpointId', 'a.b', 'endpoint-id'],
    ...categories.map((category): Case => ['/displayCategories', [category]]),
    ['/displayCategories', ['LIGHT', 'SWITCH']],
    ['/displayCategories', [], 'member-length'],
    ['/displayCategories/0', 'LAMP', 'discovery-category'],
    ['/displayCategories/0', 'light', 'discovery-category'],
    ['/displayCategories/1', 'LIGHT', 'discovery-category'],
    ['/cookie', {}],
    ['/cookie', { a: 'x'.repeat(4992) }],
    ['/cookie', { a: 'x'.repeat(5001) }, 'discovery-cookie'],
    ['/cookie', { a: 'ü'.repeat(2600) }, 'discovery-cookie'],
    ['/cookie/a', 1, 'member-type'],
    ...attributes.flatMap((name): Case[] => [
      [`/additionalAttributes/${name}`, 'x'.repeat(256)],
      [`/additionalAttributes/${name}`, 'x'.repeat(257), 'member-length'],
      [`/additionalAttributes/${name}`, 7, 'member-type'],
    ]),
    ...connections(),
    ...directiveConfigurations(),
    ['/relationships', { isPartOf: {} }],
    ['/registration', {}],
  ];
}

function capabilities(): readonly Case[] {
  const toggle = { type: 'AlexaInterface', interface: 'Alexa.ToggleController', version: '3' };
  const many = Array.from({ length: 101 }, (_, index) =>
    index === 0 ? { type: 'AlexaInterface', interface: 'Alexa', version: '3' } : { ...toggle, instance: `T${index}` },
  );
  const range = capabilityOf('Alexa.RangeController', ['rangeValue'], {
    instance: 'Blind.Lift',
    capabilityResources: asset,
  });
  const health = capabilityOf('Alexa.EndpointHealth', ['connectivity']);
  const flags: readonly Case[] = ['retrievable', 'proactivelyReported', 'nonControllable', 'readOnly'].flatMap(
    (name): Case[] => [
      [`/capabilities/1/properties/${name}`, true],
      ...['true', 'True', 'TRUE', 1].map(
        (flag): Case => [`/capabilities/1/properties/${name}`, flag, 'discovery-flag'],
      ),
    ],
  );
  return [
    ...ranges(range),
    ...sinceVersions(health),
    ['/capabilities', [], 'member-length'],
    ['/capabilities', many.slice(0, 100)],
    ['/capabilities', many, 'discovery-capability-count'],
    ['/capabilities/0', absent, 'discovery-alexa', '/capabilities'],
    ['/capabilities/1/type', absent, 'member-missing'],
    ['/capabilities/1/interface', absent, 'member-missing'],
    ['/capabilities/1/version', absent, 'member-missing'],
    ['/capabilities/1/version', 3],
    [third, capabilityOf('Alexa.PowerController', ['powerState']), 'discovery-capability-duplicate'],
    [
      third,
      { type: 'AlexaInterface', interface: 'Alexa.Nothing', version: '3' },
      'discovery-interface',
      `${third}/interface`,
    ],
    [
      third,
      { type: 'AlexaInterface', interface: 'Alexa.Speaker', version: '2' },
      'discovery-version',
      `${third}/version`,
    ],
    [third, range],
    [third, edit(range, '/instance', absent), 'discovery-instance', `${third}/instance`],
    [third, edit(range, '/capabilityResources', absent), 'discovery-configuration', `${third}/capabilityResources`],
    [third, { ...toggle, instance: 'A' }],
    [third, toggle, 'discovery-instance', `${third}/instance`],
    ['/capabilities/1/properties/supported/0/name', 'power', 'discovery-property'],
    ...flags,
    ['/capabilities/1/properties/retrievable', false, 'discovery-retrievable'],
    ['/capabilities/1/properties/retrievable', absent, 'discovery-retrievable'],
    [third, health],
    [third, edit(health, '/properties/retrievable', false), 'discovery-health', `${third}/properties`],
    [third, edit(health, '/properties/proactivelyReported', false), 'discovery-health', `${third}/properties`],
  ];
}

/** What a customer calls an endpoint: letters, digits and spaces. Source: fact sheet 4, friendlyName, and 11. */
function friendlyNames(): readonly Case[] {
  return [
    ...['Lampe über dem Tisch', 'キッチンの照明', 'Lamp 2'].map((name): Case => ['/friendlyName', name]),
    ...["Anna's lamp", 'Lamp-2', 'Lamp!', 'Lamp/2'].map(
      (name): Case => ['/friendlyName', name, 'discovery-friendly-name'],
    ),
  ];
}

/** Ranges with and without a value in them. Source: fact sheet 3.5. */
function ranges(range: object): readonly Case[] {
  const supported = (minimumValue: number, maximumValue: number, precision: number): object => ({
    ...range,
    configuration: { supportedRange: { minimumValue, maximumValue, precision } },
  });
  const at = `${third}/configuration/supportedRange`;
  const bands = (minimum: number, maximum: number): object =>
    capabilityOf('Alexa.EqualizerController', ['bands'], {
      configurations: { bands: { supported: [{ name: 'BASS' }], range: { minimum, maximum } } },
    });
  const toggle = (instance: string): object => capabilityOf('Alexa.ToggleController', ['toggleState'], { instance });
  return [
    [third, supported(-10, 10, 0.1)],
    [third, supported(5, 5, 1)],
    [third, supported(5, 4, 1), 'discovery-range', `${at}/minimumValue`],
    [third, supported(0, 10, 0), 'discovery-range', `${at}/precision`],
    [third, supported(0, 10, -1), 'discovery-range', `${at}/precision`],
    [third, bands(-10, 10)],
    [third, bands(0, 0)],
    [third, bands(10, -10), 'discovery-range', `${third}/configurations/bands/range/minimum`],
    ['/capabilities', [...lampCapabilities, range, toggle('Blind.Tilt')]],
    ['/capabilities', [...lampCapabilities, toggle('A'), toggle('B')]],
    [
      '/capabilities',
      [...lampCapabilities, range, toggle('Blind.Lift')],
      'discovery-instance-reused',
      '/capabilities/4/instance',
    ],
  ];
}

/** Properties and the version of the interface that brought them. Source: fact sheet 3.1, EndpointHealth, and 3.2. */
function sinceVersions(health: object): readonly Case[] {
  return ['battery', 'radioDiagnostics', 'networkThroughput'].flatMap((name): Case[] => {
    const declared = edit(health, '/properties/supported/1', { name });
    const at = `${third}/properties/supported/1/name`;
    return [
      ...['3.1', '3.2', '3.3'].map((version): Case => [third, edit(declared, '/version', version)]),
      [third, declared, 'discovery-property-version', at],
      [third, edit(declared, '/version', 3), 'discovery-property-version', at],
    ];
  });
}

/** Versions that documents give to interfaces. Source: fact sheet 3.1, 3.3 and 12, row 4. */
function versions(): readonly Case[] {
  const rows: readonly (readonly [string, string])[] = [
    ['ThermostatController', '3.2'],
    ['EndpointHealth', '3.1'],
    ['EndpointHealth', '3.2'],
    ['EndpointHealth', '3.3'],
    ['RemoteVideoPlayer', '3.1'],
    ['Launcher', '1.1'],
    ['PlaybackStateReporter', '3'],
    ['HumiditySensor', '3'],
    ['KeypadController', '3'],
    ['Cooking.TemperatureController', '3'],
    ['Cooking.TemperatureSensor', '3'],
    ['Cooking.FoodTemperatureController', '3'],
    ['Cooking.FoodTemperatureSensor', '3'],
    ['ThermostatController.Configuration', '3.2'],
    ['ThermostatController.Schedule', '3.2'],
    ['ThermostatController.HVAC.Components', '1.0'],
    ['SecurityPanelController.Alert', '1.1'],
    ['SmartVision.ObjectDetectionSensor', '1.0'],
    ['SmartVision.SnapshotProvider', '1.1'],
    ['Commissionable', '1.0'],
    ['UserPreference', '2.0'],
    ['ProactiveNotificationSource', '3.0'],
    ['ConsentManagement.ConsentRequiredReporter', '1.0'],
    ['Camera.LiveViewController', '1.7'],
    ['Automotive.VehicleData', '1.0'],
    ['Media.Search', '1.0'],
    ['Media.Playback', '1.0'],
    ['Media.PlayQueue', '1.0'],
    ['Audio.PlayQueue', '1.0'],
    ['UIController', '1.0'],
    ['ApplicationStateReporter', '1.0'],
  ];
  return rows.flatMap(([name, version]): Case[] => {
    const capability = { type: 'AlexaInterface', interface: `Alexa.${name}`, version };
    return [
      [third, capability],
      [third, { ...capability, version: '9' }, 'discovery-version', `${third}/version`],
    ];
  });
}

function simpleEventSources(): readonly Case[] {
  const source = {
    type: 'AlexaInterface',
    interface: 'Alexa.SimpleEventSource',
    version: '1.0',
    instance: 'Remote.Button1',
    capabilityResources: asset,
    configuration: { supportedEvents: [{ id: 'Button.SinglePush.1', friendlyNames: [] }] },
  };
  const events = '/configuration/supportedEvents';
  return [
    [third, source],
    [third, edit(source, '/instance', absent), 'discovery-instance', `${third}/instance`],
    [third, edit(source, events, []), 'discovery-event', `${third}${events}`],
    ...[null, 'Button.SinglePush.1', 7].map(
      (event): Case => [third, edit(source, `${events}/0`, event), 'discovery-event', `${third}${events}/0`],
    ),
    [third, edit(source, `${events}/0/id`, absent), 'discovery-event', `${third}${events}/0/id`],
    [third, edit(source, `${events}/0/friendlyNames`, absent), 'discovery-event', `${third}${events}/0/friendlyNames`],
  ];
}

/** How the device is connected. Source: fact sheet 4, connections. */
function connections(): readonly Case[] {
  return [
    ...['TCP_IP', 'ZIGBEE', 'ZWAVE', 'UNKNOWN'].map((type): Case => ['/connections', [{ type }]]),
    ['/connections', [{ type: 'THREAD' }], 'member-value', '/connections/0/type'],
    ['/connections', [{ value: 'a' }], 'member-missing', '/connections/0/type'],
    ...['macAddress', 'homeId', 'nodeId', 'value'].flatMap((name): Case[] => [
      ['/connections', [{ type: 'UNKNOWN', [name]: '00:11:22:AA:BB:33' }]],
      ['/connections', [{ type: 'UNKNOWN', [name]: 7 }], 'member-type', `/connections/0/${name}`],
    ]),
  ];
}

/** Which directives need how sure a knowledge of who speaks. Source: fact sheet 3.5, directiveConfigurations. */
function directiveConfigurations(): readonly Case[] {
  const at = '/capabilities/1/directiveConfigurations';
  const policy = (policyName: unknown): object => ({ level: 400, customPolicy: { policyName } });
  const set = (directives: unknown, requestedAuthenticationConfidenceLevel: unknown): unknown => [
    { directives, requestedAuthenticationConfidenceLevel },
  ];
  const level = `${at}/0/requestedAuthenticationConfidenceLevel`;
  return [
    [at, set(['TurnOn'], policy('OTP'))],
    [at, []],
    [at, {}, 'member-type'],
    [at, set('TurnOn', policy('OTP')), 'member-type', `${at}/0/directives`],
    [at, set(['TurnOn', 1], policy('OTP')), 'member-type', `${at}/0/directives/1`],
    [at, set(['TurnOn'], 400), 'member-type', level],
    [at, set(['TurnOn'], policy(1)), 'member-type', `${level}/customPolicy/policyName`],
  ];
}
