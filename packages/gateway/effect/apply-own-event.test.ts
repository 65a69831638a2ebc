import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  brightness,
  capability,
  doorbell,
  event,
  type HomeFixture,
  key,
  lamp,
  openHome,
  property,
} from '../test/home-fixture.ts';
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
    assert.match(other.reason?.message ?? '', /discovery declares Button\.SinglePush\.1$/);
  });
});

describe('applyRecorded()', () => {
  const camera = {
    endpointId: 'camera-1',
    friendlyName: 'Camera',
    capabilities: [
      { interface: 'Alexa.MediaMetadata' },
      capability('Alexa.SmartVision.ObjectDetectionSensor', ['objectDetectionClasses']),
      { interface: 'Alexa.SecurityPanelController.Alert' },
      { interface: 'Alexa.AutomationManagement' },
      capability('Alexa.BrightnessController', ['brightness']),
      { interface: 'Alexa.InventoryLevelUsageSensor', instance: 'Camera.Film' },
    ],
  };
  const at = (
    names: readonly [string, string],
    payload: object,
    more: { header?: object; context?: readonly object[] } = {},
  ): Applied => openHome(camera).apply(event(names, { endpointId: 'camera-1', payload, ...more }));
  const consumed = (instance: string | undefined): object =>
    event(['Alexa.InventoryUsageSensor', 'InventoryConsumed'], {
      endpointId: 'lamp-1',
      header: instance === undefined ? {} : { instance },
      payload: { usage: { '@type': 'Count', value: 2 }, timeOfSample: '2026-01-01T00:00:00Z' },
    });

  it('tells which recordings came, changed or went', () => {
    const recording = { startTime: '2026-01-01T00:00:00Z', endTime: '2026-01-01T00:00:09Z', uri: {} };
    const media = { id: 'm1', cause: 'MOTION_DETECTED', recording };
    assert.deepEqual(at(['Alexa.MediaMetadata', 'MediaCreatedOrUpdated'], { media }).effects, [
      {
        type: 'media',
        endpointId: 'camera-1',
        change: 'created-or-updated',
        mediaIds: ['m1'],
        cause: 'MOTION_DETECTED',
        startTime: '2026-01-01T00:00:00Z',
        endTime: '2026-01-01T00:00:09Z',
      },
    ]);
    assert.deepEqual(at(['Alexa.MediaMetadata', 'MediaDeleted'], { mediaIds: ['m1', 7, 'm2'] }).effects, [
      { type: 'media', endpointId: 'camera-1', change: 'deleted', mediaIds: ['m1', 'm2'] },
    ]);
    assert.deepEqual(at(['Alexa.MediaMetadata', 'MediaCreatedOrUpdated'], {}).effects, [
      { type: 'media', endpointId: 'camera-1', change: 'created-or-updated', mediaIds: [] },
    ]);
  });

  it('tells what a camera saw, and takes the state beside it', () => {
    const seen = { eventIdentifier: 'e1', imageNetClass: 'person', timeOfSample: '2026-01-01T00:00:00Z' };
    const events = [{ ...seen, objectIdentifier: 'o1', uncertaintyInMilliseconds: 0 }, seen, 7];
    const names = ['Alexa.SmartVision.ObjectDetectionSensor', 'ObjectDetection'] as const;
    const lock = property(['LockController', 'lockState'], 'LOCKED', 1);
    const applied = at(names, { events }, { context: [brightness(30, 1), lock] });
    assert.deepEqual(applied.effects[0], {
      type: 'detection',
      endpointId: 'camera-1',
      objects: [{ ...seen, objectIdentifier: 'o1' }, seen],
    });
    assert.equal(applied.effects[1]?.type, 'state');
    assert.deepEqual([applied.reason, applied.ignored?.[0]?.code], [undefined, 'not-declared']);
  });

  it('tells what was used up or replaced', () => {
    assert.deepEqual(openHome().apply(consumed('Lamp.Oil')).effects, [
      {
        type: 'inventory',
        endpointId: 'lamp-1',
        instance: 'Lamp.Oil',
        change: 'consumed',
        usage: { '@type': 'Count', value: 2 },
        timeOfSample: '2026-01-01T00:00:00Z',
      },
    ]);
    const replaced = ['Alexa.InventoryLevelUsageSensor', 'InventoryReplaced'] as const;
    assert.deepEqual(at(replaced, {}, { header: { instance: 'Camera.Film' } }).effects, [
      { type: 'inventory', endpointId: 'camera-1', instance: 'Camera.Film', change: 'replaced' },
    ]);
  });

  it('tells the name of an alert and records every other event of a declared interface', () => {
    assert.deepEqual(at(['Alexa.SecurityPanelController.Alert', 'Siren'], {}).effects, [
      { type: 'security-alert', endpointId: 'camera-1', name: 'Siren' },
    ]);
    const namespace = 'Alexa.AutomationManagement';
    assert.deepEqual(at([namespace, 'GetAlexaAutomationStatus'], { capabilities: [] }).effects, [
      { type: 'recorded', namespace, name: 'GetAlexaAutomationStatus', endpointId: 'camera-1' },
    ]);
  });

  it('hands what answers a directive to it, and says when none waits', async () => {
    const meter = { endpointId: 'meter-1', capabilities: [{ interface: 'Alexa.DeviceUsage.Meter' }] };
    const home = openHome(meter);
    const about = { endpointId: 'meter-1', namespace: 'Alexa.DeviceUsage.Meter', name: 'ReportMeasurements', depth: 0 };
    const ticket = home.replies.expect({
      ...key,
      ...about,
      correlationToken: 'c1',
      directiveMessageId: 'd1',
      limitMs: 8_000,
    });
    const parts = { endpointId: 'meter-1', header: { correlationToken: 'c1', payloadVersion: '1.0' } };
    const report = (): object => event(['Alexa.DeviceUsage.Meter', 'MeasurementsReport'], parts);
    const types = ({ effects }: Applied): string[] => effects.map(({ type }) => type);
    assert.deepEqual(types(home.apply(report())), ['reply', 'recorded']);
    assert.notEqual(await ticket.arrived, undefined);
    const again = home.apply(report());
    assert.deepEqual([types(again), again.reason?.code], [['recorded'], 'already-answered']);
  });

  it('says that the interface is not declared, or not of this instance', () => {
    const media = event(['Alexa.MediaMetadata', 'MediaCreatedOrUpdated'], { endpointId: 'lamp-1' });
    assert.deepEqual(codeOf(openHome(lamp).apply(media)), [[], 'not-declared', NAMESPACE]);
    const instance = [[], 'unknown-instance', '/event/header/instance'];
    assert.deepEqual(codeOf(openHome().apply(consumed('Lamp.Gas'))), instance);
    assert.deepEqual(codeOf(openHome().apply(consumed(undefined))), instance);
    assert.equal(openHome().apply(event(['Alexa.Made.Up', 'Thing'])).reason?.code, 'no-endpoint');
  });
});

describe('applyWakeUp()', () => {
  const pc = {
    endpointId: 'pc-1',
    friendlyName: 'Computer',
    capabilities: [
      capability('Alexa.PowerController', ['powerState']),
      { interface: 'Alexa.WakeOnLANController', configuration: { MACAddresses: ['aa:bb:cc:dd:ee:ff', 7] } },
    ],
  };
  const open = (name: string = 'TurnOn', endpointId: string = 'pc-1'): HomeFixture => {
    const home = openHome(pc, lamp);
    const waits = { namespace: 'Alexa.PowerController', name, endpointId, depth: 0, limitMs: 8_000 };
    home.replies.expect({ ...key, ...waits, correlationToken: 'c1', directiveMessageId: 'd1' });
    return home;
  };
  const wake = (correlationToken?: string): object =>
    event(['Alexa.WakeOnLANController', 'WakeUp'], {
      endpointId: 'pc-1',
      ...(correlationToken !== undefined && { header: { correlationToken } }),
    });

  it('sends the magic packet for the TurnOn that waits, which waits on for its Response', () => {
    const home = open();
    assert.deepEqual(home.apply(wake('c1')).effects, [
      { type: 'wake-up', endpointId: 'pc-1', directiveMessageId: 'd1', macAddresses: ['aa:bb:cc:dd:ee:ff'] },
    ]);
    const parts = { endpointId: 'pc-1', header: { correlationToken: 'c1' } };
    assert.equal(home.apply(event(['Alexa', 'Response'], parts)).effects[0]?.type, 'reply');
    assert.equal(home.apply(wake('c1')).reason?.code, 'already-answered');
  });

  it('says that no TurnOn of this endpoint waits', async () => {
    assert.deepEqual(codeOf(open().apply(wake())), [[], 'unknown-correlation', '/event/header/correlationToken']);
    assert.equal(open().apply(wake('other')).reason?.code, 'unknown-correlation');
    assert.equal(open('TurnOff').apply(wake('c1')).reason?.code, 'not-a-turn-on');
    assert.equal(open('TurnOn', 'lamp-1').apply(wake('c1')).reason?.code, 'not-a-turn-on');
    const home = open();
    await home.clock.advance(8_001);
    assert.deepEqual([home.apply(wake('c1')).reason?.code, home.apply(wake('c1')).reason?.lateByMs], ['late-reply', 1]);
  });

  it('says that the endpoint declares no such interface', () => {
    const home = openHome({ ...pc, capabilities: [] });
    assert.deepEqual(codeOf(home.apply(wake('c1'))), [[], 'not-declared', NAMESPACE]);
  });
});
