import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSystemRandom } from './system-random.ts';

const random = createSystemRandom();

test('next() stays from 0 to below 1', () => {
  for (let i = 0; i < 1000; i++) {
    const next = random.next();
    assert.ok(next >= 0 && next < 1);
  }
});

test('uuid() is a version 4 UUID in lower case, a new one each time', () => {
  const uuids = Array.from({ length: 100 }, () => random.uuid());
  for (const uuid of uuids) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(uuids).size, 100);
});

test('bytes() gives as many bytes as asked, other ones each time', () => {
  assert.equal(random.bytes(0).length, 0);
  assert.equal(random.bytes(32).length, 32);
  assert.notDeepEqual(random.bytes(32), random.bytes(32));
});
