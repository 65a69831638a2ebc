import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type AlexaEvent,
  causes,
  classOfProperty,
  isPostable,
  isReply,
  kindOf,
  type Problem,
  type StateProperty,
  validateEvent,
  withScopeToken,
} from '../index.ts';
import { supersedes } from '../merge/newest-state.ts';
import { encodePropertyKey } from '../merge/property-key.ts';
import { correlationTokens, endpointIds, messageIds, stateProperties, times } from '../test/value-arbitraries.ts';
import { changeReport } from './change-report.ts';
import { dataReport, getAlexaAutomationStatus, measurementsReport } from './data-event.ts';
import { armResponse, cameraStreamResponse, seekStateReport } from './interface-reply.ts';
import { inventoryConsumed, inventoryReplaced } from './inventory-event.ts';
import { mediaCreatedOrUpdated, mediaDeleted, mediaMetadataResponse } from './media-event.ts';
import { objectDetection } from './object-detection.ts';
import { doorbellPress, simpleEvent } from './own-event.ts';
import { deferredResponse, response, stateReport } from './reply.ts';
import { activationStarted, deactivationStarted } from './scene-event.ts';
import { answerGeneratedForSession, sessionConnected, sessionDisconnected } from './session-event.ts';
import { wakeUp } from './wake-up.ts';

const texts = fc.string({ minLength: 1, maxLength: 40 });
const cause = fc.constantFrom(...causes);
const properties = fc.array(stateProperties, { maxLength: 5 });
const header = { messageId: messageIds, endpointId: endpointIds };
const reply = { ...header, correlationToken: correlationTokens };
const uri = fc.record({ value: texts, expireTime: times });
const media = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_]{1,60}$/),
  cause: fc.constantFrom('MOTION_DETECTED' as const, 'PERSON_DETECTED' as const, 'APP_INTERACTION' as const),
  recording: fc.record(
    { startTime: times, endTime: times, uri, name: texts, thumbnailUri: uri },
    { requiredKeys: ['startTime', 'endTime', 'uri'] },
  ),
});
const detection = fc.record(
  {
    eventIdentifier: texts,
    imageNetClass: fc.constantFrom('person', 'package'),
    timeOfSample: times,
    uncertaintyInMilliseconds: fc.nat(1000),
    objectIdentifier: texts,
  },
  { requiredKeys: ['eventIdentifier', 'imageNetClass', 'timeOfSample'] },
);
const stream = fc.record({
  uri: texts,
  protocol: fc.constantFrom('RTSP' as const, 'WEBRTC' as const),
  resolution: fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) }),
  authorizationType: fc.constantFrom('BASIC' as const, 'NONE' as const),
  videoCodec: fc.constant('H264' as const),
  audioCodec: fc.constantFrom('AAC' as const, 'NONE' as const),
  expirationTime: times,
});
const usage = fc.oneof(
  fc.record({ '@type': fc.constant('Count' as const), value: fc.nat(100) }),
  fc.record({ '@type': fc.constant('Volume' as const), value: fc.nat(100), unit: fc.constant('LITER') }),
);
const opaque = fc.constant({});

/** What each builder makes of anything that its types allow and whose numbers are in range. */
const built: Readonly<Record<string, fc.Arbitrary<AlexaEvent>>> = {
  changeReport: fc
    .record({ ...header, cause, changed: fc.array(stateProperties, { minLength: 1, maxLength: 4 }), known: properties })
    .map(changeReport),
  response: fc.record({ ...reply, properties }).map(response),
  stateReport: fc.record({ ...reply, properties }).map(stateReport),
  deferredResponse: fc
    .record({ ...reply, estimatedDeferralInSeconds: fc.nat(100) })
    .map(({ endpointId, ...parts }) => deferredResponse(parts)),
  doorbellPress: fc.record({ ...header, cause, timestamp: times }).map(doorbellPress),
  simpleEvent: fc.record({ ...header, instance: texts, id: texts, timestamp: times }).map(simpleEvent),
  activationStarted: fc.record({ ...reply, cause, timestamp: times }).map(activationStarted),
  deactivationStarted: fc.record({ ...reply, cause, timestamp: times }).map(deactivationStarted),
  mediaCreatedOrUpdated: fc.record({ ...header, media }).map(mediaCreatedOrUpdated),
  mediaDeleted: fc.record({ ...header, mediaIds: fc.tuple(texts, texts) }).map(mediaDeleted),
  mediaMetadataResponse: fc.record({ ...reply, media: fc.tuple(media, media) }).map(mediaMetadataResponse),
  wakeUp: fc.record({ ...reply, properties }).map(wakeUp),
  inventoryConsumed: fc.record({ ...header, instance: texts, usage, timeOfSample: times }).map(inventoryConsumed),
  inventoryReplaced: fc.record({ ...header, instance: texts, payload: opaque }).map(inventoryReplaced),
  objectDetection: fc.record({ ...header, events: fc.tuple(detection, detection), properties }).map(objectDetection),
  measurementsReport: fc.record({ ...header, payload: opaque }).map(measurementsReport),
  dataReport: fc.record({ ...reply, instance: texts, payload: opaque }).map(dataReport),
  getAlexaAutomationStatus: fc
    .record({ ...header, capabilities: fc.array(fc.record({ capability: texts }), { maxLength: 2 }) })
    .map(getAlexaAutomationStatus),
  armResponse: fc.record({ ...reply, exitDelayInSeconds: fc.nat(255), properties }).map(armResponse),
  cameraStreamResponse: fc
    .record({ ...reply, cameraStreams: fc.tuple(stream), imageUri: texts })
    .map(cameraStreamResponse),
  seekStateReport: fc.record({ ...reply, positionMilliseconds: fc.nat(86_400_000) }).map(seekStateReport),
  answerGeneratedForSession: fc.record({ ...reply, sdp: texts }).map(answerGeneratedForSession),
  sessionConnected: fc.record({ ...reply, sessionId: texts }).map(sessionConnected),
  sessionDisconnected: fc.record({ ...reply, sessionId: texts }).map(sessionDisconnected),
};

describe('every builder', () => {
  for (const [name, events] of Object.entries(built)) {
    it(`${name}() makes valid events, posted and not`, () => {
      fc.assert(
        fc.property(events, event => {
          assert.deepEqual(faultsOf(validateEvent(event, { posted: false })), []);
          if (isPostable(kindOf(event) ?? '')) {
            assert.deepEqual(faultsOf(validateEvent(withScopeToken(event, 'token'))), []);
          }
        }),
      );
    });

    it(`${name}() makes JSON, of a kind that is known`, () => {
      fc.assert(
        fc.property(events, event => {
          assert.deepEqual(kindOf(JSON.parse(JSON.stringify(event))), kindOf(event));
          assert.notEqual(kindOf(event), 'Event');
          assert.ok(!isReply(kindOf(event) ?? '') || event.event.header.correlationToken !== undefined);
        }),
        { numRuns: 10 },
      );
    });
  }
});

describe('changeReport() of anything', () => {
  const parts = fc.record({
    ...header,
    cause,
    changed: fc.array(stateProperties, { minLength: 1, maxLength: 6 }),
    unchanged: properties,
    known: properties,
  });

  it('states every property that it is given, none in both places, each with a time of its own', () => {
    fc.assert(
      fc.property(parts, given => {
        const report = changeReport(given);
        const changed = changedIn(report);
        const context = report.context?.properties ?? [];
        const all = [...given.changed, ...given.known, ...given.unchanged];
        const keys = (list: readonly StateProperty[]): Set<string> => new Set(list.map(encodePropertyKey));
        assert.deepEqual(keys(changed), keys(given.changed));
        assert.ok(keys(changed).isDisjointFrom(keys(context)));
        assert.equal(keys(context).size, context.length);
        assert.deepEqual(new Set([...keys(changed), ...keys(context)]), keys(all));
        assert.ok([...changed, ...context].every(property => all.includes(property)));
      }),
    );
  });

  it('loses no edge and nothing newer', () => {
    fc.assert(
      fc.property(parts, given => {
        const report = changeReport(given);
        const changed = changedIn(report);
        for (const property of given.changed) {
          const isLevel = classOfProperty(property.namespace, property.name) === 'level';
          assert.ok(isLevel ? !changed.some(kept => supersedes(property, kept)) : changed.includes(property));
        }
        for (const property of [...given.known, ...given.unchanged]) {
          assert.ok(!(report.context?.properties ?? []).some(kept => supersedes(property, kept)));
        }
      }),
    );
  });
});

function changedIn(report: AlexaEvent): readonly StateProperty[] {
  const { change } = report.event.payload as { change: { properties: readonly StateProperty[] } };
  return change.properties;
}

/** Problems that are the builder's; that a scene answers late or an edge is stated twice is the caller's. */
function faultsOf(problems: readonly Problem[]): readonly Problem[] {
  const callers = new Set(['property-repeated', 'scene-reply']);
  return problems.filter(problem => problem.severity !== 'note' && !callers.has(problem.rule));
}
