import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Problem } from '../problem/problem.ts';
import { edit } from '../test/edit.ts';
import { sampleEndpoint } from '../test/sample-events.ts';
import { validateDiscoveryEndpoint } from './validate-discovery-endpoint.ts';

const label = { '@type': 'asset', value: { assetId: 'Alexa.Button.MainButton' } };

function remote(named: { readonly instance?: unknown; readonly event?: unknown }): Problem[] {
  const capability = {
    type: 'AlexaInterface',
    interface: 'Alexa.SimpleEventSource',
    version: '1.0',
    instance: 'Remote.Main',
    capabilityResources: { friendlyNames: [named.instance ?? label] },
    configuration: { supportedEvents: [{ id: 'press', friendlyNames: [named.event ?? label] }] },
  };
  return validateDiscoveryEndpoint(edit(sampleEndpoint(), '/capabilities/3', capability));
}

const eventName = '/capabilities/3/configuration/supportedEvents/0/friendlyNames/0';

describe('judgeLabels()', () => {
  it('takes assets of the catalogue, other assets, and texts', () => {
    const labels = [
      { '@type': 'asset', value: { assetId: 'Alexa.Gesture.DoubleTap' } },
      { '@type': 'asset', value: { assetId: 'Alexa.Setting.Opening' } },
      { '@type': 'text', value: { text: 'Lid', locale: 'en-US' } },
    ];
    for (const event of labels) {
      assert.deepEqual(remote({ event }), []);
    }
  });

  it('takes the misprint of the documents and notes what they mean', () => {
    const [problem, ...more] = remote({ event: { '@type': 'asset', value: { assetId: 'Alexa.Gestures.DoubleTap' } } });
    assert.deepEqual(more, []);
    assert.equal(problem?.severity, 'note');
    assert.equal(problem.rule, 'discovery-asset-misprint');
    assert.equal(problem.pointer, `${eventName}/value/assetId`);
    assert.match(problem.message, /they mean Alexa\.Gesture\.DoubleTap$/);
  });

  it('warns of a button or a gesture that the catalogue lacks', () => {
    for (const assetId of ['Alexa.Button.NinthButton', 'Alexa.Gesture.Shake', 'Alexa.Gestures.Tap']) {
      const found = remote({ instance: { '@type': 'asset', value: { assetId } } });
      assert.deepEqual(
        found.map(({ rule, severity }) => [rule, severity]),
        [['discovery-asset', 'warning']],
      );
    }
  });

  it('refuses names of another form, wherever they stand', () => {
    const wrong = [
      'Lid',
      { '@type': 'asset', value: {} },
      { '@type': 'text', value: { text: 'Lid' } },
      { '@type': 'sound', value: { text: 'Lid', locale: 'en-US' } },
      { value: { text: 'Lid', locale: 'en-US' } },
    ];
    for (const event of wrong) {
      const found = remote({ event });
      assert.ok(found.length > 0, JSON.stringify(event));
      assert.ok(found.every(({ rule, severity }) => rule === 'discovery-label' && severity === 'error'));
      assert.ok(found.every(({ pointer }) => pointer.startsWith(eventName)));
    }
  });
});
