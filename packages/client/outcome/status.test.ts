import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againReasonOfStatus, isSuccess } from './status.ts';

test('isSuccess() holds for 2xx alone', () => {
  for (const status of [200, 201, 202, 204, 299]) assert.ok(isSuccess(status));
  for (const status of [100, 199, 300, 302, 400, 500, 0, Number.NaN]) assert.ok(!isSuccess(status));
});

test('againReasonOfStatus() names the reason of each status that may be tried again', () => {
  const table = [
    [408, 'timeout'],
    [429, 'throttled'],
    [500, 'server-error'],
    [501, 'server-error'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'timeout'],
    [599, 'server-error'],
    [302, 'unknown-status'],
    [600, 'unknown-status'],
    [999, 'unknown-status'],
    [0, 'unknown-status'],
    [Number.NaN, 'unknown-status'],
  ] as const;
  for (const [status, reason] of table) assert.equal(againReasonOfStatus(status), reason, String(status));
});

test('againReasonOfStatus() has none when the status answers the request itself', () => {
  for (const status of [200, 202, 204, 400, 401, 403, 404, 413, 418, 499]) {
    assert.equal(againReasonOfStatus(status), undefined, String(status));
  }
});
