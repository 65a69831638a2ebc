import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doorbell, event, lamp, openHome } from '../test/home-fixture.ts';
import type { Applied } from './applied.ts';

const codeOf = ({ effects, reason }: Applied): unknown[] => [effects, reason?.code, reason?.pointer];
const NAMESPACE = '/event/header/namespace';

describe('applyDoorbellPress()', () => {
  const press = (endpointId: string): object =>
    event(['Alexa.DoorbellEventSource', 'DoorbellPress'], {
      endpointId,
      payload: { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: '2026-01-01T00:00:00Z' },
    });

  it('announces who is at the door', () => {
    assert.deepEqual(openHome().apply(press('doorbell-1')), {
      effects: [
        { type: 'doorbell', endpointId: 'doorbell-1', friendlyName: 'Front Door', timestamp: '2026-01-01T00:00:00Z' },
      ],
    });
  });

  it('says that the endpoint is not known, declares no doorbell or does not report it', () => {
    assert.deepEqual(codeOf(openHome().apply(press('x'))).slice(0, 2), [[], 'not-discovered']);
    assert.deepEqual(codeOf(openHome().apply(press('lamp-1'))), [[], 'not-declared', NAMESPACE]);
    const quiet = { ...doorbell, capabilities: [{ interface: 'Alexa.DoorbellEventSource' }] };
    assert.deepEqual(codeOf(openHome(quiet).apply(press('doorbell-1'))), [[], 'not-proactively-reported', NAMESPACE]);
  });
});

describe('applySimpleEvent()', () => {
  const push = (endpointId: string, instance: string | undefined, id?: string): object =>
    event(['Alexa.SimpleEventSource', 'Event'], {
      endpointId,
      header: { payloadVersion: '1.0', ...(instance !== undefined && { instance }) },
      payload: { timestamp: '2021-12-12T16:20:50Z', ...(id !== undefined && { id }) },
    });

  it('starts routines, with an event or without its id, which is not required', () => {
    const base = {
      type: 'simple-event',
      endpointId: 'remote-1',
      instance: 'button-1',
      timestamp: '2021-12-12T16:20:50Z',
    };
    assert.deepEqual(openHome().apply(push('remote-1', 'button-1', 'Button.SinglePush.1')).effects, [
      { ...base, id: 'Button.SinglePush.1' },
    ]);
    assert.deepEqual(openHome().apply(push('remote-1', 'button-1')).effects, [base]);
  });

  it('says that endpoint, interface, instance or event are not known', () => {
    const home = openHome();
    assert.deepEqual(codeOf(home.apply(push('x', 'button-1'))).slice(0, 2), [[], 'not-discovered']);
    assert.deepEqual(codeOf(home.apply(push('lamp-1', 'button-1'))), [[], 'not-declared', NAMESPACE]);
    const instance = [[], 'unknown-instance', '/event/header/instance'];
    assert.deepEqual(codeOf(home.apply(push('remote-1', 'button-2'))), instance);
    assert.deepEqual(codeOf(home.apply(push('remote-1', undefined))), instance);
    const other = home.apply(push('remote-1', 'button-1', 'Button.LongPush.1'));
    assert.deepEqual(codeOf(other), [[], 'unknown-event', '/event/payload/id']);
    assert.match(other.reason?.message ?? '', /supportedEvents has Button\.SinglePush\.1$/);
  });
});

describe('applyRecorded()', () => {
  const consumed = (instance: string): object =>
    event(['Alexa.InventoryUsageSensor', 'InventoryConsumed'], { endpointId: 'lamp-1', header: { instance } });

  it('records other events of interfaces that the endpoint declares', () => {
    const wake = event(['Alexa.WakeOnLANController', 'WakeUp'], { endpointId: 'lamp-1' });
    assert.deepEqual(openHome().apply(wake).effects, [
      { type: 'recorded', namespace: 'Alexa.WakeOnLANController', name: 'WakeUp', endpointId: 'lamp-1' },
    ]);
    assert.deepEqual(openHome().apply(consumed('Lamp.Oil')).effects.length, 1);
  });

  it('says that the interface is not declared, or not of this instance', () => {
    const media = event(['Alexa.MediaMetadata', 'MediaCreatedOrUpdated'], { endpointId: 'lamp-1' });
    assert.deepEqual(codeOf(openHome(lamp).apply(media)), [[], 'not-declared', NAMESPACE]);
    const gas = openHome().apply(consumed('Lamp.Gas'));
    assert.deepEqual(codeOf(gas), [[], 'unknown-instance', '/event/header/instance']);
    assert.equal(openHome().apply(event(['Alexa.Made.Up', 'Thing'])).reason?.code, 'no-endpoint');
  });
});
