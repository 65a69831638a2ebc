import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError, type JsonObject } from '@gatehouse/protocol';
import { checkClasses, classesOf, discoveryObjectOf, isSameToAlexa } from './property-classes.ts';

const POWER = { namespace: 'Alexa.PowerController', name: 'powerState' };
const CONTACT = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
const SPEED = { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Fan.Speed' };

const fan = {
  endpointId: 'fan-1',
  capabilities: [
    { interface: 'Alexa', version: '3' },
    { interface: 'Alexa.PowerController', properties: { supported: [{ name: 'powerState' }] } },
    { interface: 'Alexa.ContactSensor', properties: { supported: [{ name: 'detectionState' }] } },
    { interface: 'Alexa.RangeController', instance: 'Fan.Speed', properties: { supported: [{ name: 'rangeValue' }] } },
    { interface: 'Alexa.RangeController', instance: 'Fan.Tilt', properties: { supported: [{ name: 'rangeValue' }] } },
  ],
};

function fanWith(...classes: readonly unknown[]): JsonObject {
  return { ...fan, gatehouse: { classes } };
}

test('classesOf() has the class of the interface where the registration says nothing', () => {
  for (const registration of [undefined, fan, fanWith()]) {
    const classOf = classesOf(registration);
    assert.deepEqual([POWER, SPEED, CONTACT].map(classOf), ['level', 'level', 'edge']);
  }
});

test('classesOf() has the class that the registration gives, of the named instance alone', () => {
  const classOf = classesOf(fanWith({ ...SPEED, class: 'edge' }, { ...CONTACT, class: 'level' }));
  const tilt = { ...SPEED, instance: 'Fan.Tilt' };
  assert.deepEqual([SPEED, tilt, CONTACT, POWER].map(classOf), ['edge', 'level', 'level', 'level']);
  assert.equal(classOf({ ...SPEED, value: 3 } as typeof SPEED), 'edge', 'a value has other members beside its key');
});

test('discoveryObjectOf() leaves out what is the relay’s own, and nothing else', () => {
  assert.deepEqual(discoveryObjectOf(fanWith({ ...POWER, class: 'edge' })), fan);
  assert.deepEqual(discoveryObjectOf(fan), fan);
});

test('isSameToAlexa() compares what Alexa is told', () => {
  const [plain, classed] = [fan, fanWith({ ...POWER, class: 'edge' })].map(one => JSON.stringify(one)) as [
    string,
    string,
  ];
  assert.equal(isSameToAlexa(plain, classed), true);
  assert.equal(isSameToAlexa(plain, JSON.stringify({ ...fan, friendlyName: 'Fan' })), false);
  for (const broken of ['{', '7', ''])
    assert.equal(isSameToAlexa(broken, plain), false, 'what cannot be read is replaced');
});

test('checkClasses() takes a registration without classes, and classes of declared properties', () => {
  checkClasses(fan);
  checkClasses(fanWith());
  checkClasses(fanWith({ ...POWER, class: 'edge' }, { ...SPEED, class: 'edge' }, { ...CONTACT, class: 'level' }));
});

const refusals: readonly (readonly [what: string, own: unknown, pointer: string, message: RegExp])[] = [
  ['is no object', 'edge', '/gatehouse', /not an object/],
  ['has a member that nobody knows', { classes: [], ttl: 5 }, '/gatehouse/ttl', /allowed are classes/],
  ['has no list', { classes: { ...POWER, class: 'edge' } }, '/gatehouse/classes', /not a list/],
  ['has an entry that is no object', { classes: ['edge'] }, '/gatehouse/classes/0', /not an object/],
  [
    'has an entry with a strange member',
    { classes: [{ ...POWER, Class: 'edge' }] },
    '/gatehouse/classes/0/Class',
    /class/,
  ],
  [
    'gives a class that there is not',
    { classes: [{ ...POWER, class: 'reply' }] },
    '/gatehouse/classes/0',
    /level or edge/,
  ],
  ['names no property', { classes: [{ name: 'powerState', class: 'edge' }] }, '/gatehouse/classes/0', /namespace/],
  [
    'has an instance that is no text',
    { classes: [{ ...SPEED, instance: 1, class: 'edge' }] },
    '/gatehouse/classes/0',
    /no class/,
  ],
  [
    'names an instance that the endpoint does not have',
    {
      classes: [
        { ...POWER, class: 'edge' },
        { ...SPEED, instance: 'Fan.Heat', class: 'edge' },
      ],
    },
    '/gatehouse/classes/1',
    /Alexa\.RangeController\.rangeValue of instance Fan\.Heat, which no capability/,
  ],
  [
    'names a property twice',
    {
      classes: [
        { ...POWER, class: 'edge' },
        { ...POWER, class: 'level' },
      ],
    },
    '/gatehouse/classes/1',
    /Alexa\.PowerController\.powerState, which is there twice/,
  ],
];

for (const [what, gatehouse, pointer, message] of refusals) {
  test(`checkClasses() refuses what ${what}, and points at it`, () => {
    assert.throws(
      () => checkClasses({ ...fan, gatehouse } as JsonObject),
      (error: unknown) => {
        assert.ok(error instanceof GatehouseError);
        assert.deepEqual([error.code, error.pointer], ['invalid-request', pointer]);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}
