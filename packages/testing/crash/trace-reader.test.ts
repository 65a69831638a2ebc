import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiskChange } from './disk-change.ts';
import { DiskState } from './disk-state.ts';
import { type Look, TraceReader } from './trace-reader.ts';

const hex = (text: string): string =>
  `"${[...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
const nothing: Look = () => undefined;

const open = (path: string, fd: number, flags = 'O_RDWR|O_CREAT'): string =>
  `1 openat(AT_FDCWD, ${hex(path)}, ${flags}, 0600) = ${fd}`;
const write = (fd: number, text: string, offset: number): string =>
  `1 pwrite64(${fd}, ${hex(text)}, ${text.length}, ${offset}) = ${text.length}`;

function bare(changes: readonly DiskChange[]): unknown[] {
  return changes.map(({ begun: _, ended: __, ...change }) =>
    change.type === 'write' ? { ...change, bytes: Buffer.from(change.bytes).toString() } : change,
  );
}

test('read() follows a file from its making to its end', () => {
  const changes = new TraceReader('/r').read(
    [
      `1 mkdir(${hex('/r/store')}, 0700) = 0`,
      open('/r/store/a', 5),
      write(5, 'abc', 8),
      '1 ftruncate(5, 4) = 0',
      '1 fsync(5) = 0',
      '1 close(5) = 0',
      open('/r/store', 5, 'O_RDONLY'),
      '1 fsync(5) = 0',
      `1 rename(${hex('/r/store/a')}, ${hex('/r/store/b')}) = 0`,
      `1 unlink(${hex('/r/store/b')}) = 0`,
      `1 write(1, ${hex('done\n')}, 5) = 5`,
    ],
    nothing,
  );
  assert.deepEqual(bare(changes), [
    { type: 'make', in: 0, name: 'store', node: 1, kind: 'directory' },
    { type: 'make', in: 1, name: 'a', node: 2, kind: 'file' },
    { type: 'write', node: 2, offset: 8, bytes: 'abc' },
    { type: 'resize', node: 2, size: 4 },
    { type: 'sync', node: 2 },
    { type: 'sync', node: 1 },
    { type: 'rename', in: 1, name: 'a', to: 'b' },
    { type: 'remove', in: 1, name: 'b' },
    { type: 'acknowledge', text: 'done\n' },
  ]);
});

test('read() passes over files elsewhere, failed calls and descriptors of other files', () => {
  const lines = [
    open('/elsewhere/a', 5),
    write(5, 'abc', 0),
    `1 unlink(${hex('/r/none')}) = -1 ENOENT (No such file or directory)`,
    `1 write(9, ${hex('x')}, 1) = 1`,
    open('/r2/a', 6),
    write(6, 'abc', 0),
  ];
  assert.deepEqual(new TraceReader('/r').read(lines, nothing), []);
});

test('read() tells a file from a later one of the same name, over several processes', () => {
  const reader = new TraceReader('/r');
  reader.read([open('/r/a', 5), `1 unlink(${hex('/r/a')}) = 0`, open('/r/a', 6)], nothing);
  const next = reader.read([open('/r/a', 5), write(5, 'x', 0), open('/r/a', 6, 'O_RDWR|O_TRUNC')], nothing);
  assert.deepEqual(bare(next), [
    { type: 'write', node: 2, offset: 0, bytes: 'x' },
    { type: 'resize', node: 2, size: 0 },
  ]);
  assert.ok(next.every(change => change.begun > 3));
});

test('read() lets the file tell whether a write was done that a kill cut off', () => {
  const lines = [open('/r/a', 5), `1 pwrite64(5, ${hex('abc')}, 3, 1 <unfinished ...>`];
  const read = (content: string): unknown[] =>
    bare(new TraceReader('/r').read(lines, () => Buffer.from(content))).slice(1);
  assert.deepEqual(read('-abc'), [{ type: 'write', node: 1, offset: 1, bytes: 'abc' }]);
  assert.deepEqual(read('-ab'), []);
});

test('read() does not count a sync that a kill cut off', () => {
  const lines = [open('/r/a', 5), '1 fsync(5 <unfinished ...>'];
  assert.deepEqual(bare(new TraceReader('/r').read(lines, nothing)).length, 1);
});

for (const [what, line] of [
  ['writes at the position of the descriptor', `1 write(5, ${hex('x')}, 1) = 1`],
  ['maps the file into memory to write', '1 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5, 0) = 0x7f00'],
  ['copies within the kernel', '1 copy_file_range(9, NULL, 5, NULL, 10, 0) = 10'],
  ['gives the descriptor another number', '1 dup(5) = 6'],
  ['gives the file a second name', `1 link(${hex('/r/a')}, ${hex('/r/b')}) = 0`],
  ['syncs everything there is', '1 sync() = 0'],
] as const) {
  test(`read() refuses a process that ${what}`, () => {
    const reader = new TraceReader('/r');
    assert.throws(() => reader.read([open('/r/a', 5), line], nothing), /which the trace cannot follow/);
  });
}

test('read() lets the index of the log be mapped, for nothing of it has to last', () => {
  const mapped = '1 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5, 0) = 0x7f00';
  assert.equal(new TraceReader('/r').read([open('/r/a-shm', 5), mapped], nothing).length, 1);
});

test('read() gives changes that make the same file again', () => {
  const changes = new TraceReader('/r').read([open('/r/a', 5), write(5, 'abcdef', 0), write(5, 'XY', 2)], nothing);
  const state = new DiskState().apply(
    changes.filter(change => change.type !== 'sync' && change.type !== 'acknowledge'),
  );
  assert.equal(Buffer.from(state.toImage().get('a') ?? []).toString(), 'abXYef');
});
