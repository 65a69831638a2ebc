import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleEndpoint, sampleProperty, sampleTime } from '../test/sample-events.ts';
import { acceptGrant, acceptGrantError, acceptGrantResponse } from './accept-grant.ts';
import { changeReport } from './change-report.ts';
import { addOrUpdateReport, deleteReport, discoverResponse } from './discovery-report.ts';
import { createHeader } from './header.ts';
import { doorbellPress, simpleEvent } from './own-event.ts';
import { deferredResponse, errorResponse, response, stateReport } from './reply.ts';

const messageId = 'm-1';
const power = sampleProperty('Alexa.PowerController', 'powerState', 'ON');
const brightness = sampleProperty('Alexa.BrightnessController', 'brightness', 40);
const reply = { messageId, correlationToken: 'c-1', endpointId: 'lamp-1' };

describe('createHeader()', () => {
  it('leaves out what it is not given', () => {
    assert.deepEqual(createHeader(['Alexa', 'ChangeReport'], { messageId }), {
      namespace: 'Alexa',
      name: 'ChangeReport',
      messageId,
      payloadVersion: '3',
    });
    assert.deepEqual(
      createHeader(['A', 'B'], { messageId, payloadVersion: '1.0', instance: 'i', correlationToken: 'c' }),
      {
        namespace: 'A',
        name: 'B',
        instance: 'i',
        messageId,
        correlationToken: 'c',
        payloadVersion: '1.0',
      },
    );
  });
});

describe('changeReport()', () => {
  it('puts what changed into the payload and the rest into the context', () => {
    const parts = { messageId, endpointId: 'lamp-1', cause: 'RULE_TRIGGER', changed: [brightness], unchanged: [power] };
    assert.deepEqual(changeReport(parts), {
      context: { properties: [power] },
      event: {
        header: { namespace: 'Alexa', name: 'ChangeReport', messageId, payloadVersion: '3' },
        endpoint: { endpointId: 'lamp-1' },
        payload: { change: { cause: { type: 'RULE_TRIGGER' }, properties: [brightness] } },
      },
    });
  });

  it('splits what is known: what did not change into the context, each with its own time', () => {
    const older = { ...power, timeOfSample: '2026-01-01T00:00:00Z', value: 'OFF' };
    const known = [older, power, brightness];
    const changed = [{ ...brightness, value: 41 }];
    const report = changeReport({ messageId, endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed, known });
    assert.deepEqual(report.event.payload.change, { cause: { type: 'APP_INTERACTION' }, properties: changed });
    assert.deepEqual(report.context, { properties: [power] });
  });

  it('states the newest of a level, and every sample of an edge once', () => {
    const opened = sampleProperty('Alexa.ContactSensor', 'detectionState', 'DETECTED');
    const closed = { ...opened, value: 'NOT_DETECTED' };
    const dimmer = { ...brightness, timeOfSample: '2026-01-01T00:00:00Z', value: 1 };
    const changed = [opened, brightness, dimmer, closed, opened];
    const report = changeReport({ messageId, endpointId: 'e', cause: 'PERIODIC_POLL', changed });
    const properties = [opened, brightness, closed];
    assert.deepEqual(report.event.payload.change, { cause: { type: 'PERIODIC_POLL' }, properties });
  });

  it('has an empty context when nothing stayed', () => {
    const report = changeReport({ messageId, endpointId: 'e', cause: 'PERIODIC_POLL', changed: [power] });
    assert.deepEqual(report.context, { properties: [] });
  });
});

describe('the builders of discovery', () => {
  const header = (name: string): unknown => ({ namespace: 'Alexa.Discovery', name, messageId, payloadVersion: '3' });

  it('addOrUpdateReport() and discoverResponse() carry endpoints, deleteReport() only their ids', () => {
    const endpoints = [sampleEndpoint()];
    assert.deepEqual(addOrUpdateReport({ messageId, endpoints }), {
      event: { header: header('AddOrUpdateReport'), payload: { endpoints } },
    });
    assert.deepEqual(discoverResponse({ messageId, endpoints }), {
      event: { header: header('Discover.Response'), payload: { endpoints } },
    });
    assert.deepEqual(deleteReport({ messageId, endpointIds: ['a', 'b'] }), {
      event: { header: header('DeleteReport'), payload: { endpoints: [{ endpointId: 'a' }, { endpointId: 'b' }] } },
    });
  });
});

describe("the builders of interfaces' own events", () => {
  it('doorbellPress() rings by hand unless told otherwise', () => {
    assert.deepEqual(doorbellPress({ messageId, endpointId: 'door-1', timestamp: sampleTime }).event.payload, {
      cause: { type: 'PHYSICAL_INTERACTION' },
      timestamp: sampleTime,
    });
    const ring = doorbellPress({ messageId, endpointId: 'd', timestamp: sampleTime, cause: 'RULE_TRIGGER' });
    assert.deepEqual(ring.event.payload.cause, { type: 'RULE_TRIGGER' });
  });

  it('doorbellPress() and simpleEvent() take milliseconds since the epoch', () => {
    const parts = { messageId, endpointId: 'e', instance: 'i', id: 'a', timestamp: Date.parse(sampleTime) };
    assert.equal(doorbellPress(parts).event.payload.timestamp, sampleTime);
    assert.equal(simpleEvent(parts).event.payload.timestamp, sampleTime);
  });

  it('simpleEvent() follows the example of its page', () => {
    const parts = {
      messageId,
      endpointId: 'remote-1',
      instance: 'i-1',
      id: 'Button.SinglePush.1',
      timestamp: sampleTime,
    };
    assert.deepEqual(simpleEvent(parts), {
      event: {
        header: {
          namespace: 'Alexa.SimpleEventSource',
          name: 'Event',
          instance: 'i-1',
          messageId,
          payloadVersion: '1.0',
        },
        endpoint: { endpointId: 'remote-1' },
        payload: { id: 'Button.SinglePush.1', timestamp: sampleTime },
      },
    });
  });
});

describe('the builders of replies', () => {
  it('response() and stateReport() carry the state and the correlationToken', () => {
    const answer = response({ ...reply, properties: [power] });
    assert.deepEqual(answer.context, { properties: [power] });
    assert.equal(answer.event.header.correlationToken, 'c-1');
    assert.deepEqual(answer.event.payload, {});
    assert.deepEqual(response({ ...reply, properties: [], payload: { a: 1 } }).event.payload, { a: 1 });
    const report = stateReport({ ...reply, properties: [power] });
    assert.equal(report.event.header.name, 'StateReport');
    assert.deepEqual(report.event.endpoint, { endpointId: 'lamp-1' });
  });

  it('response() and stateReport() state the newest sample of a property', () => {
    const properties = [power, { ...power, value: 'OFF', timeOfSample: '2026-01-01T00:00:00Z' }];
    for (const answer of [response({ ...reply, properties }), stateReport({ ...reply, properties })]) {
      assert.deepEqual(answer.context, { properties: [power] });
    }
  });

  it("errorResponse() takes an interface's own namespace, version and members", () => {
    const error = errorResponse({
      ...reply,
      namespace: 'Alexa.DataController',
      payloadVersion: '1.0',
      type: 'DATA_DELETION_NOT_SUPPORTED',
      message: 'No',
      extra: { a: 1 },
    });
    assert.equal(error.event.header.namespace, 'Alexa.DataController');
    assert.equal(error.event.header.payloadVersion, '1.0');
    assert.deepEqual(error.event.payload, { type: 'DATA_DELETION_NOT_SUPPORTED', message: 'No', a: 1 });
  });

  it('errorResponse() does without endpoint and correlationToken', () => {
    const error = errorResponse({ messageId, type: 'INVALID_DIRECTIVE', message: 'No' });
    assert.equal('endpoint' in error.event, false);
    assert.equal('correlationToken' in error.event.header, false);
  });

  it('deferredResponse() has an estimate only when it is given one', () => {
    assert.deepEqual(deferredResponse({ messageId, correlationToken: 'c' }).event.payload, {});
    const slow = deferredResponse({ messageId, correlationToken: 'c', estimatedDeferralInSeconds: 20 });
    assert.deepEqual(slow.event.payload, { estimatedDeferralInSeconds: 20 });
  });
});

describe('the builders of AcceptGrant', () => {
  it('acceptGrant() carries code and grantee', () => {
    const grant = acceptGrant({ messageId, code: 'gatehouse-secret-code', granteeToken: 'gatehouse-secret-grantee' });
    assert.deepEqual(grant.directive.payload, {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'gatehouse-secret-code' },
      grantee: { type: 'BearerToken', token: 'gatehouse-secret-grantee' },
    });
  });

  it('acceptGrantResponse() says nothing, acceptGrantError() says why', () => {
    assert.deepEqual(acceptGrantResponse({ messageId }).event.payload, {});
    const payload = { type: 'ACCEPT_GRANT_FAILED', message: 'The code was refused' };
    assert.deepEqual(acceptGrantError({ messageId, message: 'The code was refused' }).event.payload, payload);
  });
});
