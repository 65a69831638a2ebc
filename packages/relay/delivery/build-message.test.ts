import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AlexaEvent, doorbellPress, encodeTimestamp, validateEvent } from '@gatehouse/protocol';
import type { ClaimedEvent } from '../lane/lane-store.ts';
import { keyOf } from '../shadow/property-key.ts';
import type { ShadowProperty } from '../shadow/property-value.ts';
import { claimedEvent, sampleOf, shadowProperty } from '../test/claimed-event.ts';
import { buildMessage } from './build-message.ts';

const AT = Date.UTC(2026, 0, 1);

const power = shadowProperty('powerState', {
  namespace: 'Alexa.PowerController',
  current: sampleOf('ON', AT + 5),
  reported: sampleOf('OFF', AT),
});
const health = shadowProperty('connectivity', {
  namespace: 'Alexa.EndpointHealth',
  current: sampleOf({ value: 'OK' }, AT + 1),
  reported: sampleOf({ value: 'OK' }, AT + 1),
});

/** A level event that was drafted for one property. */
function reportOf(property: ShadowProperty, more: Partial<ClaimedEvent>): ClaimedEvent {
  const draft = { type: 'level', cause: 'PHYSICAL_INTERACTION', properties: [keyOf(property)] } as const;
  return claimedEvent({ draft, ...more });
}

function messageOf(built: ReturnType<typeof buildMessage>): AlexaEvent {
  assert.ok(built.type === 'message');
  return built.message;
}

describe('buildMessage()', () => {
  it('makes a valid ChangeReport of a level event, each property with its own time', () => {
    const built = buildMessage(claimedEvent({ shadow: [power, health] }));
    const message = messageOf(built);
    assert.deepEqual(validateEvent(message, { posted: false }), []);
    assert.equal(message.event.header.messageId, 'message-1');
    assert.deepEqual(message.event.payload, {
      change: {
        cause: { type: 'PHYSICAL_INTERACTION' },
        properties: [
          {
            namespace: 'Alexa.PowerController',
            name: 'powerState',
            value: 'ON',
            timeOfSample: '2026-01-01T00:00:00.005Z',
            uncertaintyInMilliseconds: 0,
          },
        ],
      },
    });
    assert.deepEqual(
      message.context?.properties?.map(({ name, timeOfSample }) => [name, timeOfSample]),
      [['connectivity', '2026-01-01T00:00:00.001Z']],
    );
    const key = { namespace: 'Alexa.PowerController', name: 'powerState' };
    assert.deepEqual(built.type === 'message' && built.reported, [{ key, sample: power.current }]);
  });

  it('says nothing when the state has returned to what Alexa has', () => {
    const current = sampleOf('OFF', AT + 9);
    const returned = buildMessage(reportOf(power, { shadow: [health, { ...power, current }] }));
    assert.deepEqual(returned, { type: 'nothing', why: 'The state has returned to what Alexa has' });
  });

  it('says nothing when another report has stated the very sample since', () => {
    const built = buildMessage(reportOf(health, { shadow: [health] }));
    assert.equal(built.type, 'nothing');
    assert.match(built.type === 'nothing' ? built.why : '', /^Alexa has the state already: another report/);
  });

  it('says nothing of states that were forgotten before, and does not claim that Alexa has them', () => {
    const why = 'The states of the endpoint were forgotten before they were sent';
    assert.deepEqual(buildMessage(reportOf(power, { shadow: [] })), { type: 'nothing', why });
  });

  it('knows that Alexa has the health that stands beside an edge, and nothing anew that she had', () => {
    const contact = { namespace: 'Alexa.ContactSensor', name: 'detectionState', ...sampleOf('DETECTED', AT) };
    const draft = { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties: [contact] } as const;
    const { reported, ...unknown } = health;
    assert.ok(reported);
    const cases = [
      { shadow: [unknown, power], more: [keyOf(health)] },
      { shadow: [health, power], more: [] },
    ];
    for (const { shadow, more } of cases) {
      const built = buildMessage(claimedEvent({ class: 'edge', draft, shadow }));
      const known = built.type === 'message' ? built.reported.map(({ key }) => key) : [];
      assert.deepEqual(known, [keyOf(contact), ...more]);
    }
  });

  it('states the values of an edge event itself, not those of the shadow', () => {
    const contact = { namespace: 'Alexa.ContactSensor', name: 'detectionState', ...sampleOf('DETECTED', AT) };
    const later = shadowProperty('detectionState', {
      namespace: 'Alexa.ContactSensor',
      class: 'edge',
      current: sampleOf('NOT_DETECTED', AT + 9),
      reported: sampleOf('NOT_DETECTED', AT - 9),
    });
    const built = buildMessage(
      claimedEvent({
        class: 'edge',
        draft: { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties: [contact] },
        shadow: [later, health, power],
      }),
    );
    const message = messageOf(built);
    assert.deepEqual(validateEvent(message, { posted: false }), []);
    assert.match(JSON.stringify(message.event.payload), /"DETECTED"/);
    assert.doesNotMatch(JSON.stringify(message), /NOT_DETECTED|powerState/);
  });

  it('states a stranded edge beside what changed, with the time of its sample, and knows that Alexa has it then', () => {
    const key = { namespace: 'Alexa.ContactSensor', name: 'detectionState' };
    const current = sampleOf('DETECTED', AT + 2);
    const contact = shadowProperty(key.name, { ...key, class: 'edge', current, stranded: true });
    const motion = { namespace: 'Alexa.MotionSensor', name: 'detectionState', ...sampleOf('DETECTED', AT + 3) };
    const changes = { type: 'changes', cause: 'PHYSICAL_INTERACTION', properties: [motion] } as const;
    for (const event of [claimedEvent(), claimedEvent({ class: 'edge', draft: changes })]) {
      const built = buildMessage({ ...event, shadow: [power, contact] });
      assert.ok(built.type === 'message');
      const properties = built.message.context?.properties ?? [];
      const time = '2026-01-01T00:00:00.002Z';
      assert.deepEqual(
        properties.map(({ namespace, value, timeOfSample }) => [namespace, value, timeOfSample]),
        [[key.namespace, 'DETECTED', time]],
      );
      assert.deepEqual(built.reported.slice(1), [{ key, sample: current }]);
      assert.doesNotMatch(JSON.stringify(built.message.event.payload), /ContactSensor/);
    }
  });

  it('sends a raw message as it is, under the messageId of the event', () => {
    const raw = doorbellPress({
      messageId: 'raw',
      endpointId: 'door-1',
      cause: 'PHYSICAL_INTERACTION',
      timestamp: encodeTimestamp(AT),
    });
    const built = buildMessage(
      claimedEvent({ class: 'edge', kind: 'DoorbellPress', draft: { type: 'message', message: raw } }),
    );
    const { event } = messageOf(built);
    assert.deepEqual({ ...event, header: { ...event.header, messageId: 'raw' } }, raw.event);
    assert.equal(event.header.messageId, 'message-1');
  });

  it('notes what a raw ChangeReport states, and only that', () => {
    const built = buildMessage(claimedEvent({ shadow: [power, health] }));
    const raw = buildMessage(claimedEvent({ draft: { type: 'message', message: messageOf(built) } }));
    assert.deepEqual(raw, built);
  });

  it('refuses drafts that make no message', () => {
    const { endpointId, ...homeless } = claimedEvent({ shadow: [power] });
    assert.equal(endpointId, 'lamp-1');
    const drafts = [
      homeless,
      claimedEvent({ draft: { type: 'put' } }),
      claimedEvent({ draft: { type: 'message', message: { event: null } } }),
      claimedEvent({ draft: { type: 'message', message: 'text' } }),
    ];
    assert.deepEqual(
      drafts.map(event => buildMessage(event).type),
      Array(4).fill('unsendable'),
    );
  });
});
