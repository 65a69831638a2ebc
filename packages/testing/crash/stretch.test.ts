import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiskChange } from './disk-change.ts';
import { cutStretches, type Stretch } from './stretch.ts';

const make: DiskChange = { type: 'make', in: 0, name: 'a', node: 1, kind: 'file', begun: 1, ended: 1 };
const write = (text: string, begun: number, ended = begun): DiskChange => ({
  type: 'write',
  node: 1,
  offset: 0,
  bytes: Buffer.from(text),
  begun,
  ended,
});
const sync = (node: number, begun: number, ended = begun): DiskChange => ({ type: 'sync', node, begun, ended });
const say = (text: string, begun: number): DiskChange => ({ type: 'acknowledge', text, begun, ended: begun });

function tell({ base, pending, acknowledged }: Stretch): unknown {
  const synced = [...base.toImage()].map(([path, bytes]) => `${path}: ${Buffer.from(bytes).toString()}`);
  const open = pending.map(change => (change.type === 'write' ? Buffer.from(change.bytes).toString() : change.type));
  return { synced, open, said: acknowledged.join('') };
}

test('cutStretches() makes durable what a sync covers, from its end on', () => {
  const changes = [make, write('one', 2), sync(1, 3), say('1', 4), sync(0, 5), write('two', 6), say('2', 7)];
  assert.deepEqual([...cutStretches(changes)].map(tell), [
    { synced: [], open: ['make', 'one'], said: '' },
    { synced: [], open: ['make'], said: '1' },
    { synced: ['a: one'], open: ['two'], said: '12' },
  ]);
});

test('cutStretches() does not let a sync cover a write that was not done when it began', () => {
  const changes = [make, sync(0, 2), write('before', 3), sync(1, 4, 8), write('amid', 5, 6), say('!', 7)];
  assert.deepEqual([...cutStretches(changes)].map(tell), [
    { synced: [], open: ['make'], said: '' },
    { synced: ['a: '], open: ['before', 'amid'], said: '!' },
    { synced: ['a: before'], open: ['amid'], said: '!' },
  ]);
});

test('cutStretches() gives no stretch to a sync since which nothing has happened', () => {
  const changes = [make, sync(0, 2), sync(0, 3), sync(1, 4)];
  assert.equal([...cutStretches(changes)].length, 2);
});

test('cutStretches() gives one stretch to a recording in which nothing happens', () => {
  assert.deepEqual([...cutStretches([])].map(tell), [{ synced: [], open: [], said: '' }]);
});
