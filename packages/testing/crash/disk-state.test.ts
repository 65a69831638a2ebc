import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PendingChange } from './disk-change.ts';
import { DiskState } from './disk-state.ts';

const make = (name: string, node: number): PendingChange => ({ type: 'make', in: 0, name, node, kind: 'file' });
const write = (node: number, offset: number, text: string): PendingChange => ({
  type: 'write',
  node,
  offset,
  bytes: Buffer.from(text),
});
const contentOf = (state: DiskState, path: string): string => Buffer.from(state.toImage().get(path) ?? []).toString();

test('apply() leaves zeros where a file was never written, or was cut and grew again', () => {
  const state = new DiskState().apply([make('a', 1), write(1, 2, 'xy')]);
  assert.equal(contentOf(state, 'a'), '\0\0xy');
  state.apply([{ type: 'resize', node: 1, size: 3 }, write(1, 5, 'z')]);
  assert.equal(contentOf(state, 'a'), '\0\0x\0\0z');
  state.apply([write(1, 0, 'abcdef'), { type: 'resize', node: 1, size: 2 }, write(1, 4, 'q')]);
  assert.equal(contentOf(state, 'a'), 'ab\0\0q');
});

test('copy() shares nothing that a later change would touch', () => {
  const state = new DiskState().apply([make('a', 1), write(1, 0, 'before')]);
  const copy = state.copy().apply([write(1, 0, 'after!'), make('b', 2)]);
  assert.equal(contentOf(state, 'a'), 'before');
  assert.deepEqual([...state.toImage().keys()], ['a']);
  assert.equal(contentOf(copy, 'a'), 'after!');
});

test('toImage() has files by their paths, and only those that have a name', () => {
  const state = new DiskState().apply([
    { type: 'make', in: 0, name: 'empty', node: 1, kind: 'directory' },
    { type: 'make', in: 0, name: 'store', node: 2, kind: 'directory' },
    { type: 'make', in: 2, name: 'a', node: 3, kind: 'file' },
    write(4, 0, 'nobody names it'),
    { type: 'rename', in: 2, name: 'a', to: 'b' },
    make('gone', 5),
    { type: 'remove', in: 0, name: 'gone' },
  ]);
  assert.deepEqual([...state.toImage().keys()], ['store/b']);
});

test('apply() does the same in one call as in many', () => {
  const change = fc.oneof(
    fc.record({
      type: fc.constant('write' as const),
      node: fc.integer({ min: 1, max: 2 }),
      offset: fc.nat(20),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    }),
    fc.record({ type: fc.constant('resize' as const), node: fc.integer({ min: 1, max: 2 }), size: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(change), changes => {
      const names = [make('a', 1), make('b', 2)];
      const together = new DiskState().apply([...names, ...changes]);
      const one = new DiskState().apply(names);
      for (const each of changes) one.apply([each]);
      assert.deepEqual(together.toImage(), one.toImage());
    }),
  );
});
