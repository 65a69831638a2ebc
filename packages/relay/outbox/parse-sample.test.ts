import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeTimestamp } from '@gatehouse/protocol';
import fc from 'fast-check';
import { parseSample } from './parse-sample.ts';

const AT = Date.UTC(2026, 0, 1);
const key = { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'Blind.Lift' };

test('parseSample() takes now for the time and exactness for the uncertainty when neither is said', () => {
  const { instance: _instance, ...plain } = key;
  assert.deepEqual(parseSample({ ...plain, value: 3 }, AT), {
    ...plain,
    value: 3,
    timeOfSample: AT,
    uncertaintyInMilliseconds: 0,
  });
});

test('parseSample() reads back every time that can be written, and whole uncertainties', () => {
  const times = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(times, fc.nat(), fc.jsonValue(), (time, uncertaintyInMilliseconds, value) => {
      const property = { ...key, value, timeOfSample: encodeTimestamp(time), uncertaintyInMilliseconds };
      assert.deepEqual(parseSample(property, AT), { ...key, value, timeOfSample: time, uncertaintyInMilliseconds });
    }),
  );
});

test('parseSample() gives whole numbers for time and uncertainty, whatever it is handed', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (timeOfSample, uncertaintyInMilliseconds) => {
      const sample = parseSample({ ...key, value: 1, timeOfSample, uncertaintyInMilliseconds }, AT);
      assert.ok(Number.isSafeInteger(sample.timeOfSample) && Number.isSafeInteger(sample.uncertaintyInMilliseconds));
      assert.ok(sample.uncertaintyInMilliseconds >= 0);
    }),
  );
});
