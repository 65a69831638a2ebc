import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changeReport } from '../builder/change-report.ts';
import { encodeCanonicalJson } from '../json/canonical-json.ts';
import { memberOf } from '../json/json-object.ts';
import type { AlexaEvent } from '../message/alexa-event.ts';
import { classOfMessage } from '../message/class-of-message.ts';
import type { StateProperty } from '../message/state-property.ts';
import { sampleProperty } from '../test/sample-events.ts';
import { agreeingSamples, lampMessages, levelSamples, reportsOf } from '../test/state-arbitraries.ts';
import { mergeChangeReports } from './merge-change-reports.ts';
import { supersedes } from './newest-state.ts';

const at = (second: number, property: StateProperty): StateProperty => ({
  ...property,
  timeOfSample: `2026-01-02T03:04:0${second}Z`,
});
const brightness = (value: number): StateProperty => sampleProperty('Alexa.BrightnessController', 'brightness', value);
const power = (value: string): StateProperty => sampleProperty('Alexa.PowerController', 'powerState', value);
const contact = (value: string): StateProperty => sampleProperty('Alexa.ContactSensor', 'detectionState', value);

function report(messageId: string, changed: StateProperty[], unchanged: StateProperty[] = []): AlexaEvent {
  return changeReport({ messageId, endpointId: 'lamp-1', cause: 'APP_INTERACTION', changed, unchanged });
}

function changedIn(message: AlexaEvent): readonly StateProperty[] {
  const properties: unknown = memberOf(message.event.payload.change, 'properties');
  assert.ok(Array.isArray(properties));
  return properties;
}

function statedIn(message: AlexaEvent): readonly StateProperty[] {
  const change = message.event.payload.change === undefined ? [] : changedIn(message);
  return [...change, ...(message.context?.properties ?? [])];
}

describe('mergeChangeReports()', () => {
  it('makes one report of the levels of an endpoint, each property with its own newest time', () => {
    const dim = report('m-1', [at(1, brightness(10))], [at(0, power('ON'))]);
    const off = report('m-2', [at(2, power('OFF'))], [at(1, brightness(10))]);
    const bright = report('m-3', [at(3, brightness(90))], [at(2, power('OFF'))]);
    assert.deepEqual(mergeChangeReports([dim, off, bright]), [
      report('m-3', [at(3, brightness(90)), at(2, power('OFF'))]),
    ]);
  });

  it('keeps in the context what no report calls changed', () => {
    const first = report('m-1', [at(1, brightness(10))], [at(0, power('ON'))]);
    const second = report('m-2', [at(2, brightness(20))]);
    assert.deepEqual(mergeChangeReports([first, second]), [
      report('m-2', [at(2, brightness(20))], [at(0, power('ON'))]),
    ]);
  });

  it('believes the change of a report that states a property in both places at one moment', () => {
    const torn: AlexaEvent = {
      ...report('m-1', [at(1, brightness(10))]),
      context: { properties: [at(1, brightness(99))] },
    };
    assert.deepEqual(mergeChangeReports([torn]), [report('m-1', [at(1, brightness(10))])]);
  });

  it('leaves a report with an edge as it is, and lets none of its news be taken back', () => {
    const dim = report('m-1', [at(1, brightness(10))], [at(0, contact('NOT_DETECTED'))]);
    const opened = report('m-2', [at(2, contact('DETECTED')), at(2, brightness(50))]);
    const off = report('m-3', [at(3, power('OFF'))]);
    assert.deepEqual(mergeChangeReports([dim, opened, off]), [
      opened,
      report('m-3', [at(2, brightness(50)), at(3, power('OFF'))], [at(2, contact('DETECTED'))]),
    ]);
  });

  it('merges edges when who knows better calls them levels', () => {
    const opened = report('m-1', [at(1, contact('DETECTED'))]);
    const closed = report('m-2', [at(2, contact('NOT_DETECTED'))]);
    assert.deepEqual(mergeChangeReports([opened, closed]), [opened, closed]);
    assert.deepEqual(mergeChangeReports([opened, closed], { classOf: () => 'level' }), [closed]);
  });

  it('leaves alone what is not well formed, says nothing or is about no endpoint', () => {
    const good = report('m-1', [at(1, brightness(10))]);
    const { endpoint, ...homeless } = good.event;
    assert.equal(endpoint?.endpointId, 'lamp-1');
    const odd: unknown = [{ namespace: 'Alexa.BrightnessController', name: 'brightness' }, null];
    const malformed = structuredClone(good);
    Object.assign(malformed.context ?? {}, { properties: odd });
    const others = [report('m-2', []), { event: homeless }, malformed, { event: { ...good.event, payload: {} } }];
    assert.deepEqual(mergeChangeReports([...others, ...others]), [...others, ...others]);
  });

  it('carries scope, cookie and the lack of a context over', () => {
    const { event } = report('m-1', [at(1, brightness(10))]);
    const endpoint = { endpointId: 'lamp-1', cookie: { a: 'b' }, scope: { type: 'BearerToken', token: 'x' } } as const;
    const bare: AlexaEvent = { event: { ...event, endpoint } };
    assert.deepEqual(mergeChangeReports([bare]), [bare]);
  });
});

describe('the laws of mergeChangeReports()', () => {
  const messages = fc.array(lampMessages, { maxLength: 8 });

  it('is idempotent', () => {
    fc.assert(
      fc.property(messages, list => {
        assert.deepEqual(mergeChangeReports(mergeChangeReports(list)), mergeChangeReports(list));
      }),
    );
  });

  it('does not mind how messages are grouped', () => {
    fc.assert(
      fc.property(messages, messages, (a, b) => {
        const merged = mergeChangeReports([...a, ...b]);
        assert.deepEqual(mergeChangeReports([...mergeChangeReports(a), ...b]), merged);
        assert.deepEqual(mergeChangeReports([...a, ...mergeChangeReports(b)]).map(setsOf), merged.map(setsOf));
      }),
    );
  });

  it('states the same whatever the order of reports that agree about every moment', () => {
    const agreeing = fc
      .array(reportsOf(agreeingSamples), { maxLength: 6 })
      .chain(a => fc.tuple(fc.constant(a), fc.shuffledSubarray(a, { minLength: a.length })));
    const stated = (list: readonly AlexaEvent[]): unknown =>
      mergeChangeReports(list, { classOf: () => 'level' })
        .map(message => ({ endpoint: message.event.endpoint, ...setsOf(message) }))
        .map(encodeCanonicalJson)
        .sort();
    fc.assert(
      fc.property(agreeing, ([a, b]) => {
        assert.deepEqual(stated(a), stated(b));
      }),
    );
  });

  it('leaves one level report for each endpoint and everything else as it was', () => {
    fc.assert(
      fc.property(messages, list => {
        const merged = mergeChangeReports(list);
        const levels = merged.filter(message => classOfMessage(message) === 'level');
        const untouched = list.filter(message => classOfMessage(message) !== 'level');
        assert.equal(new Set(levels.map(message => message.event.endpoint?.endpointId)).size, levels.length);
        assert.deepEqual(
          merged.filter(message => classOfMessage(message) !== 'level'),
          untouched,
        );
      }),
    );
  });

  it('loses nothing newer: every value is stated afterwards, as it was or by a newer sample', () => {
    fc.assert(
      fc.property(fc.array(reportsOf(levelSamples), { maxLength: 8 }), list => {
        const merged = mergeChangeReports(list);
        for (const message of list) {
          const heir = merged.find(other => other.event.endpoint?.endpointId === message.event.endpoint?.endpointId);
          assert.ok(heir !== undefined);
          for (const sample of changedIn(message)) {
            assert.ok(changedIn(heir).some(kept => sameProperty(kept, sample) && !supersedes(sample, kept)));
          }
        }
      }),
    );
  });

  it('takes nothing back: no message states an older sample than one before it did, unless it did so itself', () => {
    fc.assert(
      fc.property(messages, list => {
        const merged = mergeChangeReports(list);
        merged.forEach((message, index) => {
          const before = merged
            .slice(0, index)
            .filter(other => other.event.endpoint?.endpointId === message.event.endpoint?.endpointId)
            .flatMap(statedIn);
          if (classOfMessage(message) === 'level') {
            assert.ok(!statedIn(message).some(sample => before.some(earlier => supersedes(earlier, sample))));
          }
        });
      }),
    );
  });
});

function sameProperty(a: StateProperty, b: StateProperty): boolean {
  return a.namespace === b.namespace && a.name === b.name && a.instance === b.instance;
}

/** What a message states, whatever the order of its properties. */
function setsOf(message: AlexaEvent): { readonly changed: string[]; readonly context: string[] } {
  const sorted = (list: readonly StateProperty[]): string[] => list.map(encodeCanonicalJson).sort();
  const changed = message.event.payload.change === undefined ? [] : changedIn(message);
  return { changed: sorted(changed), context: sorted(message.context?.properties ?? []) };
}
