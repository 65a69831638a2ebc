import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edit } from '../test/edit.ts';
import { sampleEndpoint } from '../test/sample-events.ts';
import { validateDiscoveryEndpoint } from './validate-discovery-endpoint.ts';

function found(members: Readonly<Record<string, unknown>>): string[] {
  const endpoint = edit(sampleEndpoint(), '/capabilities/3', { type: 'AlexaInterface', version: '3', ...members });
  return validateDiscoveryEndpoint(endpoint).map(
    ({ rule, pointer, severity }) => `${severity} ${rule} ${pointer.replace('/capabilities/3', '')}`,
  );
}

const friendlyNames = [{ '@type': 'text', value: { text: 'Blind', locale: 'en-US' } }];
const blind = {
  interface: 'Alexa.RangeController',
  instance: 'Blind.Lift',
  capabilityResources: { friendlyNames },
};
const range = { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 } };

describe('judgeOwnMembers()', () => {
  it('takes what interfaces say of themselves in discovery', () => {
    const reported = { proactivelyReported: true, retrievable: true };
    const rows: readonly Readonly<Record<string, unknown>>[] = [
      { ...blind, configuration: range },
      { interface: 'Alexa.InputController', inputs: [{ name: 'HDMI 1' }] },
      { interface: 'Alexa.KeypadController', keys: ['UP', 'MORE'] },
      { interface: 'Alexa.PlaybackController', supportedOperations: ['Play', 'Resume'] },
      { interface: 'Alexa.SceneController', supportsDeactivation: false },
      { interface: 'Alexa.DoorbellEventSource', proactivelyReported: true },
      {
        interface: 'Alexa.EqualizerController',
        configurations: { bands: { supported: [{ name: 'BASS' }], range: { minimum: -10, maximum: 10 } } },
      },
      {
        interface: 'Alexa.ThermostatController',
        version: '3.2',
        configuration: { supportedModes: ['HEAT', 'EM_HEAT'], supportsScheduling: false },
      },
      {
        interface: 'Alexa.DeviceUsage.Estimation',
        version: '1.0',
        configurations: {
          powerProfile: { type: 'BRIGHTNESS', standbyWattage: { value: 0.5, units: 'WATTS' } },
        },
      },
      { interface: 'Alexa.TimeHoldController', configuration: { allowRemoteResume: true }, properties: reported },
      { interface: 'Alexa.UIController', version: '1.0', configuration: { anything: 1 }, semantics: {} },
    ];
    for (const row of rows) {
      assert.deepEqual(found(row), [], String(row.interface));
    }
  });

  it('refuses what they do not', () => {
    const rows: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [
        { ...blind, configuration: { supportedRange: { minimumValue: 0 } } },
        '/configuration/supportedRange/maximumValue',
      ],
      [{ interface: 'Alexa.InputController', inputs: 'HDMI 1' }, '/inputs'],
      [{ interface: 'Alexa.KeypadController', keys: ['BACK'] }, '/keys/0'],
      [{ interface: 'Alexa.PlaybackController', supportedOperations: ['Dance'] }, '/supportedOperations/0'],
      [{ interface: 'Alexa.SceneController', supportsDeactivation: 'yes' }, '/supportsDeactivation'],
      [{ interface: 'Alexa.WakeOnLANController', configuration: {} }, '/configuration/MACAddresses'],
      [
        { interface: 'Alexa.ThermostatController', configuration: { supportedModes: ['DRY'] } },
        '/configuration/supportedModes/0',
      ],
      [{ ...blind, configuration: range, semantics: { actionMappings: [{}] } }, '/semantics/actionMappings/0/@type'],
    ];
    for (const [row, pointer] of rows) {
      assert.ok(found(row).includes(`error discovery-member ${pointer}`), `${JSON.stringify(row)} ${found(row)}`);
    }
  });

  it('leaves a version alone that is written as a number', () => {
    const automation = { interface: 'Alexa.AutomationManagement' };
    assert.deepEqual(found({ ...automation, version: 1 }), []);
    assert.deepEqual(found({ ...automation, version: '1.0' }), []);
    assert.deepEqual(found({ ...automation, version: 3 }), ['error discovery-version /version']);
    assert.deepEqual(found({ ...automation, version: '1' }), ['error discovery-version /version']);
  });

  it('names once a configuration that is no object', () => {
    assert.deepEqual(found({ ...blind, configuration: [] }), ['error member-type /configuration']);
  });

  it('takes semantics where the documents allow them and warns elsewhere', () => {
    const semantics = {
      actionMappings: [
        {
          '@type': 'ActionsToDirective',
          actions: ['Alexa.Actions.Open'],
          directive: { name: 'SetRangeValue', payload: { rangeValue: 100 } },
        },
      ],
      stateMappings: [
        { '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: 0 },
        { '@type': 'StatesToRange', states: ['Alexa.States.Open'], range: { minimumValue: 1, maximumValue: 100 } },
      ],
    };
    assert.deepEqual(found({ ...blind, configuration: range, semantics }), []);
    assert.deepEqual(found({ interface: 'Alexa.Speaker', semantics }), ['warning discovery-semantics /semantics']);
  });

  it('warns of what is deprecated or retired', () => {
    assert.deepEqual(found({ interface: 'Alexa.Networking.HomeNetworkController' }), [
      'warning discovery-lifecycle /interface',
    ]);
  });
});
