import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScriptedRequest } from '../script/scripted-request.ts';
import { type Arrival, countRepeats, judgeArrivals, readArrivals } from './arrival.ts';
import type { Told, ToldKind } from './told-log.ts';

const customer = 'customer-1';
const arrive = (kind: ToldKind, ...numbers: readonly number[]): Arrival[] =>
  numbers.map(number => ({ customer, kind, number }));
const tell = (kind: ToldKind, ...numbers: readonly number[]): Told[] =>
  numbers.map(number => ({ id: `evt_${kind}_${number}`, customer, kind, number }));

function heard(endpointId: string, json: unknown, processed = true): ScriptedRequest {
  const rest = {
    at: 0,
    region: 'NA',
    path: 'events',
    method: 'POST',
    url: '/v3/events',
    headers: {},
    body: '',
  } as const;
  return { ...rest, json, customer, endpointId, processed };
}

function changeReport(timeOfSample: string): object {
  return { event: { payload: { change: { properties: [{ name: 'brightness', value: 3, timeOfSample }] } } } };
}

test('readArrivals() reads presses and changes by their times, and nothing that was refused or is of others', () => {
  const press = { event: { payload: { timestamp: '2026-01-01T00:00:00.007Z' } } };
  const change = changeReport('2026-01-01T00:00:00.012Z');
  const requests = [
    heard('bell-1', press),
    heard('lamp-1', change),
    heard('door-1', change, false),
    heard('door-1', {}),
  ];
  assert.deepEqual(readArrivals(requests), [...arrive('bell', 7), ...arrive('lamp', 12)]);
});

test('judgeArrivals() is content with gaps, repeats and a later end, where the promises allow them', () => {
  const arrivals = [...arrive('door', 1, 2, 2, 4), ...arrive('lamp', 3, 9), ...arrive('bell', 1)];
  assert.deepEqual(judgeArrivals(arrivals, [...tell('door', 1, 4), ...tell('lamp', 1, 3, 8), ...tell('bell', 1)]), []);
  assert.equal(countRepeats(arrivals), 1);
});

test('judgeArrivals() finds an older one after a newer one', () => {
  assert.deepEqual(judgeArrivals(arrive('door', 1, 3, 2), []), ['door of customer-1: 2 arrived after 3']);
});

test('judgeArrivals() finds an acknowledged edge that never arrived', () => {
  const wrong = judgeArrivals(arrive('bell', 1, 3), tell('bell', 1, 2, 3));
  assert.deepEqual(wrong, ['bell of customer-1: 2 never arrived (evt_bell_2)']);
  assert.equal(judgeArrivals([], tell('door', 1)).length, 1);
});

test('judgeArrivals() finds a lamp that did not end on what was acknowledged last', () => {
  assert.deepEqual(judgeArrivals(arrive('lamp', 1, 4), tell('lamp', 1, 5)), [
    'lamp of customer-1: Alexa has 4, and 5 was acknowledged',
  ]);
});
