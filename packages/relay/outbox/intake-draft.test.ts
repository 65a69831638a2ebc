import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '@gatehouse/testing';
import fc from 'fast-check';
import { bucketOf, bucketOfEventId } from '../lane/bucket.ts';
import type { ShadowChange } from '../shadow/property-value.ts';
import type { Shadow } from '../shadow/shadow-store.ts';
import { IntakeDraft } from './intake-draft.ts';

const AT = Date.UTC(2026, 0, 1);

function draftOn(shadows: readonly (readonly [string, Shadow])[] = []): IntakeDraft {
  return new IntakeDraft({ customer: 'c-1', at: AT, shadows: new Map(shadows), random: createSeededRandom(5) });
}

const change = fc.record({
  endpointId: fc.constantFrom('e-1', 'e-2'),
  change: fc.record(
    {
      namespace: fc.constantFrom('Alexa.A', 'Alexa.B'),
      name: fc.constant('value'),
      value: fc.nat(3),
      timeOfSample: fc.nat(),
      uncertaintyInMilliseconds: fc.constant(0),
      class: fc.constant('level' as const),
      forgetReported: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
});

test('IntakeDraft hands the store one entry for each endpoint, with the last value of each property', () => {
  fc.assert(
    fc.property(fc.array(change), changes => {
      const draft = draftOn([['e-1', { version: 7, properties: [] }]]);
      for (const one of changes) draft.addChanges(one.endpointId, [one.change]);
      const { shadows } = draft.toIntake();
      assert.equal(draft.isEmpty, changes.length === 0);
      assert.equal(new Set(shadows.map(({ endpointId }) => endpointId)).size, shadows.length);
      for (const { endpointId, expectedVersion, properties } of shadows) {
        assert.equal(expectedVersion, endpointId === 'e-1' ? 7 : 0, 'the version that was decided on');
        const own = changes.filter(one => one.endpointId === endpointId).map(one => one.change);
        const last = new Map(own.map(one => [one.namespace, one]));
        assert.deepEqual(
          properties.map(({ namespace, value }) => [namespace, value]),
          [...last].map(([namespace, { value }]) => [namespace, value]),
        );
        for (const property of properties) {
          const forgotten = own.some(one => one.namespace === property.namespace && one.forgetReported);
          assert.equal(property.forgetReported, forgotten, 'once forgotten is forgotten');
        }
      }
    }),
  );
});

test('IntakeDraft shows each decision the shadow as the ones before leave it', () => {
  const current = { value: 1, timeOfSample: 1, uncertaintyInMilliseconds: 0 };
  const key = { namespace: 'Alexa.A', name: 'value' };
  const known: Shadow = { version: 3, properties: [{ ...key, class: 'level', current, reported: current }] };
  const draft = draftOn([['e-1', known]]);
  const next: ShadowChange = { ...key, ...current, value: 2, class: 'level', forgetReported: false };
  draft.addChanges('e-1', [next]);
  assert.deepEqual(draft.shadowOf('e-1').properties, [
    { ...key, class: 'level', current: { ...current, value: 2 }, reported: current },
  ]);
  draft.addChanges('e-1', [{ ...next, forgetReported: true }]);
  assert.equal(draft.shadowOf('e-1').properties[0]?.reported, undefined);
  assert.deepEqual(known.properties[0]?.current, current, 'the shadow that was read is left as it is');
});

test('IntakeDraft names events by the bucket of their customer and keeps a messageId that is given', () => {
  const draft = draftOn();
  const common = { class: 'edge', kind: 'DoorbellPress', orderKey: 'e-1', draft: { type: 'put' } } as const;
  const events = [draft.addEvent(common), draft.addEvent({ ...common, messageId: 'm-1' })];
  assert.deepEqual(draft.toIntake().events, events);
  assert.deepEqual(
    events.map(({ id }) => bucketOfEventId(id)),
    [bucketOf('c-1'), bucketOf('c-1')],
  );
  assert.equal(events[1]?.messageId, 'm-1');
  assert.equal(new Set(events.flatMap(({ id, messageId }) => [id, messageId])).size, 4);
});
