import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causes, GatehouseError } from '@gatehouse/protocol';
import { parseStatePatch } from './parse-state-patch.ts';

const property = { namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' };
const cause = 'APP_INTERACTION';

for (const one of causes) {
  test(`parseStatePatch() takes the cause ${one}, as text and as an object`, () => {
    assert.deepEqual(parseStatePatch({ cause: one, properties: [property] }), { cause: one, properties: [property] });
    assert.equal(parseStatePatch({ cause: { type: one }, properties: [property] }).cause, one);
  });
}

const refused: readonly (readonly [unknown, string])[] = [
  [undefined, ''],
  [[], ''],
  [{ cause, properties: [property], timeOfSample: '2026-01-01T00:00:00Z' }, '/timeOfSample'],
  [{ cause, properties: [property], 'a/b': 1 }, '/a~1b'],
  [{ properties: [property] }, '/cause'],
  [{ cause: 'ALEXA_INTERACTION', properties: [property] }, '/cause'],
  [{ cause: 1, properties: [property] }, '/cause'],
  [{ cause }, '/properties'],
  [{ cause, properties: {} }, '/properties'],
  [{ cause, properties: [] }, '/properties'],
  [{ cause, properties: Array.from({ length: 1_001 }, () => property) }, '/properties'],
  [{ cause, properties: [null] }, '/properties/0'],
  [{ cause, properties: [property, { name: 'x' }] }, '/properties/1'],
  [{ cause, properties: [property, { ...property, value: 'OFF' }] }, '/properties/1'],
];

for (const [body, pointer] of refused) {
  test(`parseStatePatch() points at ${pointer || 'the whole'} when the body is ${JSON.stringify(body)?.slice(0, 80)}`, () => {
    assert.throws(
      () => parseStatePatch(body),
      (error: unknown) =>
        error instanceof GatehouseError && error.code === 'invalid-request' && error.pointer === pointer,
    );
  });
}

test('parseStatePatch() takes one property in two instances', () => {
  const properties = [{ ...property, instance: 'a' }, { ...property, instance: 'b' }, property];
  assert.equal(parseStatePatch({ cause, properties }).properties.length, 3);
});
