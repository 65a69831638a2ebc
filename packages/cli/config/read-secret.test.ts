import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecordingHost } from '../test/recording-host.ts';
import { readSecret } from './read-secret.ts';

const SECRET = 'gatehouse-secret-of-a-file';

test('readSecret() takes the variable, else the file that the other variable names, without what surrounds it', () => {
  const files = { '/run/key': `${SECRET}\n` };
  const read = (env: Record<string, string>): unknown => readSecret('KEY', createRecordingHost({ env, files }));
  assert.deepEqual(read({ KEY: 'a', KEY_FILE: '/run/key' }), { text: 'a', source: 'KEY' });
  assert.deepEqual(read({ KEY: '', KEY_FILE: '/run/key' }), { text: SECRET, source: 'KEY_FILE' });
  for (const env of [{}, { KEY: '', KEY_FILE: '' }]) assert.equal(read(env), undefined);
});

test('readSecret() says config-invalid, with variable, file and reason, for a file that cannot be read', () => {
  assert.throws(() => readSecret('KEY', createRecordingHost({ env: { KEY_FILE: '/none' } })), {
    code: 'config-invalid',
    message: 'KEY_FILE names /none, which could not be read: it does not exist; name a file that this user may read',
  });
});
