import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTimestamp } from '@gatehouse/protocol';
import fc from 'fast-check';
import { judgeMessageTimes, judgeSampleTimes } from './judge-sample-times.ts';

const latest = Date.UTC(2026, 0, 1);
const limit = { latest, endpointId: 'lamp-1' };
const sampleAt = (at: number): object => ({ namespace: 'Alexa.X', name: 'x', timeOfSample: encodeTimestamp(at) });

test('judgeSampleTimes() names property, endpoint, time and limit when a sample lies ahead', () => {
  assert.deepEqual(judgeSampleTimes([sampleAt(latest), sampleAt(latest + 1)], '/properties', limit), [
    {
      code: 'out-of-range',
      pointer: '/properties/1/timeOfSample',
      message:
        'timeOfSample of x of endpoint lamp-1 is 2026-01-01T00:00:00.001Z, which lies ahead of the clock; allowed up to 2026-01-01T00:00:00.000Z',
      rule: 'relay-sample-time',
      source: 'relay configuration, sampleAheadMs',
      severity: 'error',
    },
  ]);
});

test('judgeSampleTimes() refuses just the samples after the limit', () => {
  const times = fc.array(fc.integer({ min: latest - 10_000, max: latest + 10_000 }), { maxLength: 20 });
  fc.assert(
    fc.property(times, drawn => {
      const refused = judgeSampleTimes(drawn.map(sampleAt), '', limit).map(one => Number(one.pointer.split('/')[1]));
      assert.deepEqual(
        refused,
        drawn.flatMap((at, index) => (at > latest ? [index] : [])),
      );
    }),
  );
});

for (const value of [undefined, null, 'x', {}, [1], [{ timeOfSample: 5 }], [{ timeOfSample: 'soon' }]]) {
  test(`judgeSampleTimes() leaves ${JSON.stringify(value)} to the rules of form`, () => {
    assert.deepEqual(judgeSampleTimes(value, '', limit), []);
  });
}

test('judgeMessageTimes() looks at what changed and at the context', () => {
  const properties = [sampleAt(latest + 1)];
  const event = { endpoint: { endpointId: 'lamp-1' }, payload: { change: { properties } } };
  assert.deepEqual(
    judgeMessageTimes({ event, context: { properties } }, latest).map(one => one.pointer),
    ['/event/payload/change/properties/0/timeOfSample', '/context/properties/0/timeOfSample'],
  );
  assert.deepEqual(judgeMessageTimes({ event: { payload: {} } }, latest), []);
});
