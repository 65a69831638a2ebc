import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from './log.ts';

test('silentLog keeps silent at every level, and so do its children', t => {
  const written = [t.mock.method(process.stdout, 'write'), t.mock.method(process.stderr, 'write')];
  const before = written.map(one => one.mock.callCount());
  for (const log of [silentLog, silentLog.child({ customer: 'c-1' })]) {
    log.debug('Something happened');
    log.info('Something happened');
    log.warn('Something happened');
    log.error('Something happened');
  }
  assert.deepEqual(
    written.map(one => one.mock.callCount()),
    before,
  );
});
