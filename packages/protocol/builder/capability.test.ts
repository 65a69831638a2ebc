import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capabilities, type DiscoveryCapability, displayCategories, validateDiscoveryEndpoint } from '../index.ts';
import { capability } from './capability.ts';
import { discoveryEndpoint } from './discovery-endpoint.ts';
import { assetLabel, type CapabilityResources, textLabel } from './label.ts';
import { actionsToDirective, statesToRange, statesToValue } from './semantics.ts';

const named: CapabilityResources = { friendlyNames: [assetLabel('Alexa.Setting.Opening'), textLabel('Lid', 'en-US')] };

/** A capability of each interface that has something of its own to say. */
const samples: readonly DiscoveryCapability[] = [
  capability('Alexa.PowerController'),
  capability('Alexa.BrightnessController', { nonControllable: true }),
  capability('Alexa.EndpointHealth', { properties: ['connectivity'] }),
  capability('Alexa.ThermostatController', {
    version: '3.2',
    properties: ['targetSetpoint', 'thermostatMode'],
    configuration: { supportedModes: ['HEAT', 'EM_HEAT'], supportsScheduling: false },
  }),
  capability('Alexa.ModeController', {
    instance: 'Wash.Cycle',
    capabilityResources: named,
    configuration: { ordered: false, supportedModes: [{ value: 'Cycle.Delicate', modeResources: named }] },
  }),
  capability('Alexa.RangeController', {
    instance: 'Blind.Lift',
    capabilityResources: named,
    configuration: {
      supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 },
      presets: [{ rangeValue: 0, presetResources: named }],
      unitOfMeasure: 'Alexa.Unit.Percent',
    },
    semantics: {
      actionMappings: [
        actionsToDirective(['Alexa.Actions.Open'], { name: 'SetRangeValue', payload: { rangeValue: 100 } }),
      ],
      stateMappings: [
        statesToValue(['Alexa.States.Closed'], 0),
        statesToRange(['Alexa.States.Open'], { minimumValue: 1, maximumValue: 100 }),
      ],
    },
  }),
  capability('Alexa.ToggleController', { instance: 'Fan.Oscillate', capabilityResources: named }),
  capability('Alexa.Speaker', { properties: ['volume', 'muted'] }),
  capability('Alexa.InputController', { inputs: [{ name: 'HDMI 1' }] }),
  capability('Alexa.PlaybackController', { supportedOperations: ['Play', 'Pause'] }),
  capability('Alexa.SceneController', { supportsDeactivation: true }),
  capability('Alexa.DoorbellEventSource'),
  capability('Alexa.SimpleEventSource', {
    instance: 'Remote.Button1',
    capabilityResources: named,
    configuration: { supportedEvents: [{ id: 'Push', friendlyNames: [assetLabel('Alexa.Button.SinglePush')] }] },
  }),
  capability('Alexa.ProactiveNotificationSource', {
    configuration: { notificationConditions: [{ name: 'Alexa.States.Low' }] },
  }),
  capability('Alexa.DeviceUsage.Meter', { configurations: { energySources: {} } }),
  capability('Alexa.SmartVision.SnapshotProvider'),
  capability('Alexa.WakeOnLANController', { configuration: { MACAddresses: ['00:11:22:AA:BB:33'] } }),
];

const parts = {
  endpointId: 'lamp-1',
  friendlyName: 'Lamp',
  manufacturerName: 'Sample Lamps',
  description: 'A lamp',
  displayCategories: ['LIGHT'],
} as const;

describe('capability()', () => {
  it('declares a property as reported and retrievable unless told otherwise', () => {
    assert.deepEqual(capability('Alexa.PowerController'), {
      type: 'AlexaInterface',
      interface: 'Alexa.PowerController',
      version: '3',
      properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
    });
    assert.deepEqual(capability('Alexa.PowerController', { proactivelyReported: false }).properties, {
      supported: [{ name: 'powerState' }],
      proactivelyReported: false,
      retrievable: true,
    });
  });

  it('says of a doorbell itself that it reports', () => {
    assert.deepEqual(capability('Alexa.DoorbellEventSource'), {
      type: 'AlexaInterface',
      interface: 'Alexa.DoorbellEventSource',
      version: '3',
      proactivelyReported: true,
    });
  });

  it('takes the earliest version of the table that has the properties', () => {
    const health = capability('Alexa.EndpointHealth', { properties: ['connectivity'] });
    const event = samples.find(row => row.interface === 'Alexa.SimpleEventSource');
    const battery = capability('Alexa.EndpointHealth', { properties: ['connectivity', 'battery'] });
    assert.deepEqual([health.version, battery.version, event?.version], ['3', '3.1', '1.0']);
  });

  it('asks for what an interface needs', () => {
    const refused = [
      // @ts-expect-error few thermostats have all properties
      capability('Alexa.ThermostatController'),
      // @ts-expect-error a range has an instance
      capability('Alexa.RangeController', { capabilityResources: named }),
      // @ts-expect-error no such property
      capability('Alexa.PowerController', { properties: ['brightness'] }),
      // @ts-expect-error a scene has no properties
      capability('Alexa.SceneController', { supportsDeactivation: true, properties: ['powerState'] }),
      // @ts-expect-error no such interface
      capability('Alexa.Unheard'),
    ];
    assert.equal(refused.length, 5);
  });
});

describe('capability() of any interface', () => {
  /** The builder without its types, for tables. */
  const build = capability as (name: string, parts: object) => DiscoveryCapability;

  it('is valid with all properties in the version that has them', () => {
    const described = capabilities.filter(({ instance, opaque, properties }) => {
      return instance === 'none' && opaque !== true && Object.keys(properties).length > 0;
    });
    assert.ok(described.length > 25);
    for (const { interface: name, properties } of described) {
      const row = build(name, { properties: Object.keys(properties) });
      const problems = validateDiscoveryEndpoint(discoveryEndpoint({ ...parts, capabilities: [row] }));
      assert.deepEqual(
        problems.filter(problem => problem.severity === 'error'),
        [],
        name,
      );
    }
  });
});

describe('discoveryEndpoint()', () => {
  it('lists the interface Alexa where it is missing', () => {
    const alexa = capability('Alexa');
    const power = capability('Alexa.PowerController');
    assert.deepEqual(discoveryEndpoint({ ...parts, capabilities: [power] }).capabilities, [alexa, power]);
    assert.deepEqual(discoveryEndpoint({ ...parts, capabilities: [power, alexa] }).capabilities, [power, alexa]);
  });

  it('carries everything else over and names a category once', () => {
    const rest = {
      cookie: { room: 'study' },
      additionalAttributes: { manufacturer: 'Sample', model: 'L1' },
      connections: [{ type: 'ZIGBEE' }],
    } as const;
    const { capabilities, ...endpoint } = discoveryEndpoint({
      ...parts,
      ...rest,
      displayCategories: ['LIGHT', 'SWITCH', 'LIGHT'],
      capabilities: [],
    });
    assert.equal(capabilities.length, 1);
    assert.deepEqual(endpoint, { ...parts, ...rest, displayCategories: ['LIGHT', 'SWITCH'] });
  });

  it('makes valid endpoints of valid parts', () => {
    const category = fc.constantFrom(...displayCategories);
    const endpoints = fc.record({
      endpointId: fc.stringMatching(/^[a-zA-Z0-9 _\-=#;:?@&]{1,256}$/),
      friendlyName: fc.stringMatching(/^[a-zA-Z0-9 ]{1,128}$/),
      manufacturerName: fc.string({ minLength: 1, maxLength: 128 }),
      description: fc.string({ minLength: 1, maxLength: 128 }),
      displayCategories: fc.tuple(category, category),
      capabilities: fc.subarray([...samples]),
      cookie: fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 60 }), { maxKeys: 5 }),
    });
    fc.assert(
      fc.property(endpoints, given => {
        assert.deepEqual(validateDiscoveryEndpoint(discoveryEndpoint(given)), []);
      }),
    );
  });
});
