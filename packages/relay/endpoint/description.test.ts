import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDescription, retrievableProperties } from './description.ts';

const lamp = {
  endpointId: 'lamp-1',
  capabilities: [
    { interface: 'Alexa', version: '3' },
    {
      interface: 'Alexa.PowerController',
      properties: { supported: [{ name: 'powerState' }], retrievable: true, proactivelyReported: true },
    },
    {
      interface: 'Alexa.RangeController',
      instance: 'Fan.Speed',
      properties: { supported: [{ name: 'rangeValue' }], retrievable: 'true' },
    },
    {
      interface: 'Alexa.BrightnessController',
      properties: { supported: [{ name: 'brightness' }], retrievable: false },
    },
  ],
};

test('retrievableProperties() names what is declared as retrievable, with the instance of its capability', () => {
  assert.deepEqual(retrievableProperties(lamp), [
    { namespace: 'Alexa.PowerController', name: 'powerState' },
    { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Fan.Speed' },
  ]);
});

const odd = [
  {},
  { capabilities: 1 },
  { capabilities: [null, 1, { interface: 1, properties: { retrievable: true, supported: [{ name: 'x' }] } }] },
  { capabilities: [{ interface: 'A', properties: { retrievable: true, supported: [null, { name: 1 }] } }] },
];

for (const description of odd) {
  test(`retrievableProperties() names nothing when the description is ${JSON.stringify(description)}`, () => {
    assert.deepEqual(retrievableProperties(description), []);
  });
}

test('parseDescription() reads what was stored', () => {
  assert.deepEqual(parseDescription({ endpointId: 'lamp-1', description: JSON.stringify(lamp) }), lamp);
});
