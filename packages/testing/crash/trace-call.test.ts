import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTrace, parseTraceText } from './trace-call.ts';

const hex = (text: string): string =>
  `"${[...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;

test('parseTrace() reads names, arguments and results of calls', () => {
  const calls = [
    ...parseTrace([
      `77 openat(AT_FDCWD, ${hex('/d/a')}, O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 19`,
      `77 pwrite64(19, ${hex('abc')}, 3, 4096) = 3`,
      '77 fsync(19)                         = 0',
      '77 mmap(NULL, 8256, PROT_READ|PROT_WRITE, MAP_SHARED, 4, 0) = 0x7f703c040000',
    ]),
  ];
  assert.deepEqual(
    calls.map(({ name, args, result }) => [name, args.length, result]),
    [
      ['openat', 4, 19],
      ['pwrite64', 4, 3],
      ['fsync', 1, 0],
      ['mmap', 6, 0x7f703c040000],
    ],
  );
  assert.equal(parseTraceText(calls[1]?.args[1] ?? '').toString(), 'abc');
});

test('parseTrace() reads an error with the reason behind it as -1', () => {
  const [call] = parseTrace([`5 unlink(${hex('/d/a')}) = -1 ENOENT (No such file or directory)`]);
  assert.deepEqual([call?.name, call?.args, call?.result], ['unlink', [hex('/d/a')], -1]);
});

test('parseTrace() puts together a call that others came between, and says when it began', () => {
  const calls = [
    ...parseTrace([
      '1 fdatasync(3 <unfinished ...>',
      `2 write(1, ${hex('x')}, 1) = 1`,
      '1 <... fdatasync resumed>)           = 0',
    ]),
  ];
  assert.deepEqual(
    calls.map(({ name, args, result, begun, ended }) => [name, args[0], result, begun, ended]),
    [
      ['write', '1', 1, 2, 2],
      ['fdatasync', '3', 0, 1, 3],
    ],
  );
});

test('parseTrace() leaves the result of calls open that a kill cut off', () => {
  const calls = [
    ...parseTrace([
      `1 pwrite64(3, ${hex('x')}, 1, 0 <unfinished ...>`,
      '2 fsync(3 <unfinished ...>',
      '1 <... pwrite64 resumed>)            = ?',
      '1 +++ killed by SIGKILL +++',
    ]),
  ];
  assert.deepEqual(
    calls.map(({ name, result, ended }) => [name, result, ended]),
    [
      ['pwrite64', undefined, Number.POSITIVE_INFINITY],
      ['fsync', undefined, Number.POSITIVE_INFINITY],
    ],
  );
});

test('parseTrace() keeps commas within brackets in one argument', () => {
  const [call] = parseTrace([
    `1 writev(4, [{iov_base=${hex('a')}, iov_len=1}, {iov_base=${hex('b')}, iov_len=1}], 2) = 2`,
  ]);
  assert.deepEqual([call?.args.length, call?.args[2]], [3, '2']);
});

test('parseTrace() passes over signals and exits', () => {
  assert.deepEqual([...parseTrace(['1 --- SIGCHLD {si_signo=SIGCHLD} ---', '1 +++ exited with 0 +++'])], []);
});

test('parseTrace() refuses what strace does not write', () => {
  assert.throws(
    () => [...parseTrace(['1 +++ exited with 0 +++', 'strace: Process 7 attached'])],
    /Line 2 of the trace/,
  );
});

test('parseTraceText() refuses a text that was cut off', () => {
  assert.throws(() => parseTraceText('"\\x61"...'), /cut off/);
  assert.throws(() => parseTraceText('NULL'), /not in quotes/);
});
