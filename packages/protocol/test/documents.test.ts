import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLooseTimestamp, validateEvent } from '../index.ts';
import { edit } from './edit.ts';
import { assertValid, errorsOf } from './expect-problems.ts';

const uuid = '90c3fc62-4b2d-460c-9c8b-77251f1698a0';
const scope = { type: 'BearerToken', token: 'access-token-from-Amazon' };

/** send-events reference, Request body example; its placeholders for ids filled in. */
const asynchronousResponse = {
  event: {
    header: {
      namespace: 'Alexa',
      name: 'Response',
      messageId: uuid,
      correlationToken: 'Opaque correlation token that matches the request',
      payloadVersion: '3',
    },
    endpoint: { scope, endpointId: 'Unique ID of the endpoint' },
    payload: {},
  },
  context: {
    properties: [
      {
        namespace: 'Alexa.ColorTemperatureController',
        name: 'colorTemperatureInKelvin',
        value: 5500,
        timeOfSample: '2022-02-03T16:20:50.52Z',
        uncertaintyInMilliseconds: 0,
      },
    ],
  },
};

/** simple-event-source interface, SimpleEvent example; its placeholder for the messageId filled in. */
const simpleEvent = {
  event: {
    header: {
      namespace: 'Alexa.SimpleEventSource',
      name: 'Event',
      instance: 'Unique identifier, preferably a version 4 UUID',
      messageId: uuid,
      payloadVersion: '1.0',
    },
    endpoint: { scope, endpointId: 'Endpoint id', cookie: {} },
    payload: { id: 'Button.SinglePush.1', timestamp: '2021-12-12T16:20:50:52Z' },
  },
};

describe('the examples of the documents', () => {
  it('the asynchronous Response is valid as it is printed', () => {
    assert.deepEqual(validateEvent(asynchronousResponse), []);
  });

  it('the asynchronous Response is refused without its correlationToken', () => {
    const event = edit(asynchronousResponse, '/event/header/correlationToken', undefined);
    assert.deepEqual(errorsOf(validateEvent(event)), ['correlation-token /event/header/correlationToken']);
  });

  it('the SimpleEvent has a malformed timestamp, and the problem says how it should read', () => {
    const [problem, ...others] = validateEvent(simpleEvent);
    assert.deepEqual(others, []);
    assert.equal(problem?.pointer, '/event/payload/timestamp');
    assert.equal(problem?.severity, 'error');
    assert.match(problem?.message ?? '', /is "2021-12-12T16:20:50:52Z"; write 2021-12-12T16:20:50\.520Z$/);
  });

  it('the SimpleEvent is valid once parseLooseTimestamp() has corrected it, and taken in observed mode as it is', () => {
    const loose = parseLooseTimestamp(simpleEvent.event.payload.timestamp);
    const corrected = edit(simpleEvent, '/event/payload/timestamp', new Date(loose?.at ?? 0).toISOString());
    assert.deepEqual(validateEvent(corrected), []);
    assertValid(validateEvent(simpleEvent, { mode: 'observed' }));
  });
});
