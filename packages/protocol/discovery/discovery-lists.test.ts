import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionTypes } from './connection-types.ts';
import { discoveryEndpointSchema } from './discovery-endpoint.ts';
import { displayCategories } from './display-categories.ts';
import { locales } from './locales.ts';

/** Fact sheet 4, displayCategories, both rows. */
const inSchema =
  'ACTIVITY_TRIGGER CAMERA COMPUTER CONTACT_SENSOR DOOR DOORBELL EXTERIOR_BLIND FAN GAME_CONSOLE GARAGE_DOOR INTERIOR_BLIND LAPTOP LIGHT MICROWAVE MOBILE_PHONE MOTION_SENSOR MUSIC_SYSTEM NETWORK_HARDWARE OTHER OVEN PHONE SCENE_TRIGGER SCREEN SECURITY_PANEL SMARTLOCK SMARTPLUG SPEAKER STREAMING_DEVICE SWITCH TABLET TEMPERATURE_SENSOR THERMOSTAT TV WEARABLE';
const inUse =
  'AIR_CONDITIONER AIR_FRESHENER AIR_PURIFIER AIR_QUALITY_MONITOR ALEXA_VOICE_ENABLED AUTO_ACCESSORY BLUETOOTH_SPEAKER CHRISTMAS_TREE COFFEE_MAKER DISHWASHER DRYER HEADPHONES HUB PRINTER REMOTE ROUTER SECURITY_SYSTEM SLOW_COOKER VACUUM_CLEANER VEHICLE WASHER WATER_HEATER';

describe('displayCategories', () => {
  it('has the 34 of the official schema, those in use beside it, and no other', () => {
    assert.equal(inSchema.split(' ').length, 34);
    assert.deepEqual([...displayCategories].toSorted(), `${inSchema} ${inUse}`.split(' ').toSorted());
  });
});

describe('connectionTypes', () => {
  it('are those that the form of an endpoint takes', () => {
    assert.deepEqual(connectionTypes, discoveryEndpointSchema.properties.connections.items.properties.type.enum);
  });
});

describe('locales', () => {
  it('are seventeen, each a language and a country', () => {
    assert.equal(new Set(locales).size, 17);
    assert.ok(locales.every(locale => /^[a-z]{2}-[A-Z]{2}$/.test(locale)));
    assert.deepEqual(locales, locales.toSorted());
  });
});
