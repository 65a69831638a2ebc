import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createRecordingLog } from './recording-log.ts';
import { assertNoSecret } from './secrets.ts';

test('createRecordingLog() keeps each line with its level and fields', () => {
  const log = createRecordingLog();
  log.info('Relay started', { port: 0 });
  log.warn('Token refresh failed');
  assert.deepEqual(log.lines, [
    { level: 'info', message: 'Relay started', fields: { port: 0 } },
    { level: 'warn', message: 'Token refresh failed', fields: {} },
  ]);
});

test('child() adds its fields to every line of the same recording, the nearest winning', () => {
  const log = createRecordingLog();
  log.child({ customer: 'a', region: 'EU' }).child({ region: 'NA' }).error('Lane parked', { reason: 'disabled' });
  assert.deepEqual(log.lines[0]?.fields, { customer: 'a', region: 'NA', reason: 'disabled' });
});

test('text() shows errors with message and cause, and secrets as placeholders', () => {
  const log = createRecordingLog();
  const cause = new TypeError('socket closed');
  log.debug('Sending failed', {
    error: new RangeError('no answer', { cause }),
    token: new Secret('gatehouse-secret-t'),
  });
  assert.match(log.text(), /no answer/);
  assert.match(log.text(), /socket closed/);
  assert.match(log.text(), /"token":"\[secret\]"/);
  assertNoSecret(log.text());
});
