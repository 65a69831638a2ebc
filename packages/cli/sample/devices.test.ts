import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classOfProperty, validateDiscoveryEndpoint, validateState } from '@gatehouse/protocol';
import { devices, guestLamp } from './devices.ts';

const all = [...devices, guestLamp];

test('devices are ten, each with an id of its own', () => {
  assert.equal(devices.length, 10);
  assert.equal(new Set(all.map(device => device.endpointId)).size, all.length);
});

test('devices are of different kinds, level and edge', () => {
  const classes = devices.flatMap(device => device.state.map(one => classOfProperty(one.namespace, one.name)));
  assert.deepEqual([...new Set(classes)].sort(), ['edge', 'level']);
  assert.ok(new Set(devices.map(device => JSON.stringify(device.description.displayCategories))).size >= 9);
});

for (const device of all) {
  test(`${device.endpointId} is described as Discovery asks, and its states and moves are declared`, () => {
    assert.deepEqual(validateDiscoveryEndpoint(device.description), []);
    for (const properties of [device.state, ...device.moves.map(move => move.properties)]) {
      assert.deepEqual(validateState([...properties], { description: device.description }), []);
    }
  });

  test(`${device.endpointId} changes something with each move and comes back to where it began`, () => {
    const key = (one: { namespace: string; name: string }): string => `${one.namespace} ${one.name}`;
    const state = new Map(device.state.map(one => [key(one), JSON.stringify(one.value)]));
    for (const move of device.moves) {
      const news = move.properties.filter(one => state.get(key(one)) !== JSON.stringify(one.value));
      assert.notEqual(news.length, 0, move.says);
      for (const one of move.properties) state.set(key(one), JSON.stringify(one.value));
    }
    const first = device.moves[0]?.properties ?? [];
    const again = first.filter(one => state.get(key(one)) !== JSON.stringify(one.value));
    assert.equal(again.length > 0, first.length > 0, 'a second round begins with a change');
  });
}
