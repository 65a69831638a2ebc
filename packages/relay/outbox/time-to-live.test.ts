import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestTimeToLive, REPLY_TIME_TO_LIVE_MS, timeToLiveOf } from './time-to-live.ts';

const rows: readonly (readonly [string, number])[] = [
  ['Alexa.DoorbellEventSource', 30_000],
  ['Alexa.SimpleEventSource', 30_000],
  ['Alexa.ContactSensor', 300_000],
  ['Alexa.MotionSensor', 300_000],
  ['Alexa.SmartVision.ObjectDetectionSensor', 300_000],
  ['Alexa.LockController', 300_000],
  ['Alexa.SecurityPanelController', 3_600_000],
  ['Alexa.InventoryUsageSensor', 3_600_000],
];

for (const [interfaceName, expected] of rows) {
  test(`timeToLiveOf() is ${expected} ms when nothing is configured for ${interfaceName}`, () => {
    assert.equal(timeToLiveOf(interfaceName, {}), expected);
  });
}

test('timeToLiveOf() is what is configured for the interface', () => {
  assert.equal(timeToLiveOf('Alexa.ContactSensor', { 'Alexa.ContactSensor': 5, default: 7 }), 5);
});

test('timeToLiveOf() uses the default only where no interface has a time of its own', () => {
  assert.equal(timeToLiveOf('Alexa.SecurityPanelController', { default: 7 }), 7);
  assert.equal(timeToLiveOf('Alexa.LockController', { default: 7 }), 300_000);
});

test('timeToLiveOf() is not misled by names of object members', () => {
  assert.equal(timeToLiveOf('constructor', {}), 3_600_000);
});

test('longestTimeToLive() gives up none of the interfaces early', () => {
  assert.equal(longestTimeToLive(['Alexa.ContactSensor', 'Alexa.SecurityPanelController'], {}), 3_600_000);
});

test('REPLY_TIME_TO_LIVE_MS is the 8 s that Alexa waits', () => {
  assert.equal(REPLY_TIME_TO_LIVE_MS, 8_000);
});
