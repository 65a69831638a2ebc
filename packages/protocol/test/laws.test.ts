import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type AlexaEvent,
  acceptGrant,
  acceptGrantError,
  acceptGrantResponse,
  addOrUpdateReport,
  capabilities,
  causes,
  changeReport,
  classOfMessage,
  deferredResponse,
  deleteReport,
  discoverResponse,
  doorbellPress,
  encodeTimestamp,
  errorResponse,
  isPostable,
  isReply,
  kindOf,
  type MessageKind,
  type Problem,
  parsePointer,
  response,
  type StateProperty,
  scopeTokenOf,
  simpleEvent,
  stateReport,
  validateDirective,
  validateDiscoveryEndpoint,
  validateEvent,
  validateMessage,
  validateState,
  withScopeToken,
} from '../index.ts';
import { errorsOf } from './expect-problems.ts';
import { mutationsOf } from './mutations.ts';
import { sampleEndpoint, sampleEvents } from './sample-events.ts';

const token = 'gatehouse-secret-token';

const messageId = fc.stringMatching(/^[a-zA-Z0-9-]{1,127}$/);
const endpointId = fc.stringMatching(/^[a-zA-Z0-9 _\-=#;:?@&]{1,256}$/);
const text = fc.string({ minLength: 1, maxLength: 100 });
const timestamp = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 11) }).map(encodeTimestamp);
const correlationToken = text;

/** Properties with values that the documents allow, no two the same. */
const properties: fc.Arbitrary<StateProperty[]> = fc
  .uniqueArray(
    fc.record({
      known: fc.oneof(
        fc.record({
          namespace: fc.constant('Alexa.BrightnessController'),
          name: fc.constant('brightness'),
          value: fc.integer({ min: 0, max: 100 }),
        }),
        fc.record({
          namespace: fc.constant('Alexa.PowerController'),
          name: fc.constant('powerState'),
          value: fc.constantFrom('ON', 'OFF'),
        }),
        fc.record({
          namespace: fc.constant('Alexa.RangeController'),
          name: fc.constant('rangeValue'),
          instance: text,
          value: fc.double({ noNaN: true, noDefaultInfinity: true }),
        }),
        fc.record({
          namespace: fc.constant('Alexa.TemperatureSensor'),
          name: fc.constant('temperature'),
          value: fc.record({
            value: fc.double({ noNaN: true, noDefaultInfinity: true }),
            scale: fc.constantFrom('CELSIUS', 'FAHRENHEIT', 'KELVIN'),
          }),
        }),
      ),
      timeOfSample: timestamp,
      uncertaintyInMilliseconds: fc.nat(),
    }),
    { maxLength: 8, selector: ({ known }) => `${known.name} ${'instance' in known ? known.instance : ''}` },
  )
  .map(rows => rows.map(({ known, ...rest }) => ({ ...known, ...rest })));

const endpoint = fc
  .record({
    id: endpointId,
    friendlyName: fc.stringMatching(/^[a-zA-Z0-9 äéÜ照明]{1,128}$/),
    description: fc.string({ minLength: 1, maxLength: 64 }),
    cookie: fc.dictionary(fc.string({ maxLength: 10 }), fc.string({ maxLength: 20 }), { maxKeys: 5 }),
  })
  .map(({ id, ...rest }) => ({ ...sampleEndpoint(id), ...rest }));
const endpoints = fc.uniqueArray(endpoint, { maxLength: 4, selector: row => row.endpointId });

const reply = { messageId, correlationToken, endpointId };

/** Everything that the builders of events can be given. */
const built: Readonly<Record<string, fc.Arbitrary<AlexaEvent>>> = {
  acceptGrantError: fc.record({ messageId, message: fc.string() }).map(acceptGrantError),
  acceptGrantResponse: fc.record({ messageId }).map(acceptGrantResponse),
  addOrUpdateReport: fc.record({ messageId, endpoints }).map(addOrUpdateReport),
  changeReport: fc
    .record({ messageId, endpointId, cause: fc.constantFrom(...causes), properties, split: fc.nat(8) })
    .map(({ properties: all, split, ...parts }) =>
      changeReport({ ...parts, changed: all.slice(0, split), unchanged: all.slice(split) }),
    ),
  deferredResponse: fc
    .record({ messageId, correlationToken, estimatedDeferralInSeconds: fc.option(fc.nat(), { nil: undefined }) })
    .map(deferredResponse),
  deleteReport: fc.record({ messageId, endpointIds: fc.uniqueArray(endpointId, { maxLength: 10 }) }).map(deleteReport),
  discoverResponse: fc.record({ messageId, endpoints }).map(discoverResponse),
  doorbellPress: fc.record({ messageId, endpointId, timestamp, cause: fc.constantFrom(...causes) }).map(doorbellPress),
  errorResponse: fc
    .record({ ...reply, type: fc.constantFrom('INTERNAL_ERROR', 'NO_SUCH_ENDPOINT'), message: fc.string() })
    .map(errorResponse),
  response: fc.record({ ...reply, properties }).map(response),
  simpleEvent: fc.record({ messageId, endpointId, instance: text, id: text, timestamp }).map(simpleEvent),
  stateReport: fc.record({ ...reply, properties }).map(stateReport),
};

/** Any value as a parser of JSON makes it, and values that look like messages. */
const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 5 }),
  fc.json({ maxDepth: 5 }).map(value => JSON.parse(value) as unknown),
  fc.record({ event: fc.jsonValue(), context: fc.jsonValue() }, { requiredKeys: [] }),
  fc.record({ event: fc.record({ header: fc.jsonValue(), endpoint: fc.jsonValue(), payload: fc.jsonValue() }) }),
  fc.record({ directive: fc.record({ header: fc.jsonValue(), payload: fc.jsonValue() }) }),
  fc.constantFrom(...Object.values(sampleEvents)).chain(mutationsOf),
);

const validators: Readonly<Record<string, (value: unknown, mode: 'strict' | 'observed') => readonly Problem[]>> = {
  validateEvent: (value, mode) => validateEvent(value, { mode }),
  'validateEvent, not posted': (value, mode) => validateEvent(value, { mode, posted: false }),
  validateDirective: (value, mode) => validateDirective(value, { mode }),
  validateDiscoveryEndpoint: (value, mode) => validateDiscoveryEndpoint(value, { mode }),
  validateMessage: (value, mode) => validateMessage(value, { mode }).problems,
  validateState: value => validateState(value),
  'validateState of a described endpoint': value => validateState(value, { description: value }),
};

const messageKinds: ReadonlySet<string> = new Set<MessageKind>([
  'AcceptGrant',
  'AcceptGrant.ErrorResponse',
  'AcceptGrant.Response',
  'ActivationStarted',
  'AddOrUpdateReport',
  'AnswerGeneratedForSession',
  'Arm.Response',
  'ChangeReport',
  'DataReport',
  'DeactivationStarted',
  'DeferredResponse',
  'DeleteReport',
  'Directive',
  'Discover',
  'Discover.Response',
  'DoorbellPress',
  'ErrorResponse',
  'Event',
  'GetAlexaAutomationStatus',
  'GetMediaMetadata.Response',
  'InventoryConsumed',
  'InventoryReplaced',
  'MeasurementsReport',
  'MediaCreatedOrUpdated',
  'MediaDeleted',
  'ObjectDetection',
  'ReportState',
  'Response',
  'SessionConnected',
  'SessionDisconnected',
  'SimpleEvent',
  'StateReport',
  'WakeUp',
]);

/** Whether a pointer leads to a member that is there, or to one that could be: its owner is an object. */
function leadsSomewhere(root: unknown, pointer: string): boolean {
  const steps = parsePointer(pointer);
  if (steps === undefined) return false;
  let found: unknown = root;
  for (const [index, step] of steps.entries()) {
    if (typeof found !== 'object' || found === null) return false;
    const next: unknown = Object.hasOwn(found, step) ? Reflect.get(found, step) : undefined;
    if (next === undefined) return index === steps.length - 1;
    found = next;
  }
  return true;
}

describe('the builders', () => {
  for (const [name, arbitrary] of Object.entries(built)) {
    it(`${name}() makes a valid message of whatever the documents allow`, () => {
      fc.assert(
        fc.property(arbitrary, event => {
          assert.deepEqual(validateEvent(event, { posted: false }), []);
          const kind = kindOf(event) ?? '';
          if (isPostable(kind)) assert.deepEqual(validateEvent(withScopeToken(event, token)), []);
          assert.deepEqual(validateEvent(JSON.parse(JSON.stringify(event)), { posted: false }), []);
          assert.equal(validateMessage(event).kind, kind);
        }),
        { numRuns: 60 },
      );
    });

    it(`${name}() makes one that a missing part spoils`, () => {
      fc.assert(
        fc.property(arbitrary, fc.constantFrom('header', 'payload'), (event, part) => {
          const { [part]: _, ...rest } = event.event as Readonly<Record<string, unknown>>;
          const found = errorsOf(validateEvent({ ...event, event: rest }, { posted: false }));
          assert.ok(found.includes(`member-missing /event/${part}`), found.join());
        }),
        { numRuns: 20 },
      );
    });
  }

  it('acceptGrant() makes a valid directive of any code and token, and neither shows in a problem', () => {
    const secrets = fc.record({ messageId, code: text, granteeToken: text });
    fc.assert(fc.property(secrets, parts => assert.deepEqual(validateDirective(acceptGrant(parts)), [])));
  });

  it('never share state with what they were given', () => {
    fc.assert(
      fc.property(properties, given => {
        const before = JSON.stringify(given);
        const event = response({ messageId: 'm', correlationToken: 'c', endpointId: 'e', properties: given });
        (event.context?.properties as StateProperty[]).length = 0;
        assert.equal(JSON.stringify(given), before);
      }),
    );
  });
});

describe('the validators', () => {
  for (const [name, validate] of Object.entries(validators)) {
    it(`${name} judges any JSON: without throwing, the same again, without touching it`, () => {
      fc.assert(
        fc.property(json, fc.constantFrom('strict', 'observed'), (value, mode) => {
          const before = JSON.stringify(value);
          const problems = validate(value, mode);
          assert.equal(JSON.stringify(value), before);
          assert.deepEqual(validate(value, mode), problems);
          for (const problem of problems) {
            assert.match(problem.message, /^\S[\s\S]*[^.\s]$/);
            assert.ok(problem.rule !== '' && problem.source !== '' && problem.code !== '');
          }
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} points at what is there, or at what should be`, () => {
      fc.assert(
        fc.property(json, value => {
          for (const { pointer } of validate(value, 'strict')) {
            assert.ok(leadsSomewhere(value, pointer), `${pointer} in ${JSON.stringify(value).slice(0, 300)}`);
          }
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} refuses in observed mode nothing that strict mode lets pass`, () => {
      fc.assert(
        fc.property(json, value => {
          const strict = new Set(errorsOf(validate(value, 'strict')));
          for (const error of errorsOf(validate(value, 'observed'))) assert.ok(strict.has(error), error);
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} shows no token, wherever it stands`, () => {
      const hidden = fc.constantFrom(`Atza|${token}`, `Atzr|${token}`);
      const message = hidden.chain(secret =>
        mutationsOf(withScopeToken(sampleEvents.ChangeReport as AlexaEvent, secret)),
      );
      fc.assert(
        fc.property(message, value => {
          assert.doesNotMatch(JSON.stringify(validate(value, 'strict')), /gatehouse-secret/);
        }),
        { numRuns: 200 },
      );
    });
  }

  it('do not mind the order of members', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(sampleEvents)).chain(mutationsOf), value => {
        const found = errorsOf(validateEvent(value));
        assert.deepEqual(errorsOf(validateEvent(reversed(value))).sort(), found.sort());
      }),
    );
  });
});

describe('kindOf()', () => {
  it('names any JSON or says nothing, and its word is in the list', () => {
    fc.assert(
      fc.property(json, value => {
        const kind = kindOf(value);
        assert.ok(kind === undefined || messageKinds.has(kind));
      }),
      { numRuns: 500 },
    );
  });

  it('names every header that has a namespace and a name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('event', 'directive'), (namespace, name, part) => {
        assert.notEqual(kindOf({ [part]: { header: { namespace, name } } }), undefined);
      }),
    );
  });

  it('calls no event a directive and no directive an event', () => {
    for (const { interface: namespace, events, directives } of capabilities) {
      for (const name of events) {
        const kind = kindOf({ event: { header: { namespace, name } } }) ?? '';
        assert.equal(['AcceptGrant', 'Directive', 'Discover', 'ReportState'].includes(kind), false, name);
      }
      for (const name of directives) {
        assert.equal(isPostable(kindOf({ directive: { header: { namespace, name } } }) ?? ''), false, name);
      }
    }
  });

  it('agrees with the class: reports of discovery, answers, and what speaks unasked', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(built)), event => {
        const kind = kindOf(event) ?? '';
        const type = classOfMessage(event);
        if (kind === 'AddOrUpdateReport' || kind === 'DeleteReport') assert.equal(type, 'catalogue');
        else if (isReply(kind)) assert.equal(type, 'reply');
        else assert.ok(type === 'level' || type === 'edge');
      }),
    );
  });
});

describe('withScopeToken() and scopeTokenOf()', () => {
  it('put a token where it is found again, replace an earlier one, and leave the original alone', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(built)), text, text, (event, first, second) => {
        const before = JSON.stringify(event);
        const scoped = withScopeToken(withScopeToken(event, first), second);
        assert.equal(JSON.stringify(event), before);
        const has = event.event.endpoint !== undefined || scopeTokenOf(scoped) !== undefined;
        assert.equal(scopeTokenOf(scoped), has ? second : undefined);
      }),
    );
  });
});
