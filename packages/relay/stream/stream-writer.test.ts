import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import type { NumberedEntry } from './feed.ts';
import { StreamWriter } from './stream-writer.ts';

const entryOf = (n: number, why = ''): NumberedEntry => ({
  id: `run-${n}`,
  entry: { at: '2026-01-01T00:00:00.000Z', customer: 'c-1', status: 'accepted', why },
});

test('StreamWriter writes an entry with its id and as one line of JSON', async () => {
  const output = new PassThrough();
  const clock = createVirtualClock();
  const writer = new StreamWriter(output, { clock, wants: () => true });
  writer.hear(entryOf(1, 'one\ntwo'));
  const text = String(output.read());
  assert.match(text, /^id: run-1\ndata: \{.*one\\ntwo.*\}\n\n$/);
  output.destroy();
  await once(output, 'close');
  assert.deepEqual(clock.pending(), []);
});

test('StreamWriter leaves out what a slow listener cannot take, and says how much once it reads again', async () => {
  const output = new PassThrough();
  const clock = createVirtualClock();
  const writer = new StreamWriter(output, { clock, wants: () => true });
  const why = 'x'.repeat(1_000);
  for (let n = 1; n <= 10_000; n++) writer.hear(entryOf(n, why));
  assert.ok(output.writableLength < 1024 * 1024, `${output.writableLength} bytes wait`);
  let text = '';
  output.on('data', chunk => {
    text += String(chunk);
  });
  await once(output, 'drain');
  writer.hear(entryOf(10_001));
  writer.end();
  await once(output, 'end');
  const written = text.match(/^id: /gm)?.length ?? 0;
  const missed = Number(/^event: missed\ndata: \{"missed":(\d+),/m.exec(text)?.[1]);
  assert.equal(written + missed, 10_001);
  assert.ok(missed > 0 && written > 100);
  assert.ok(text.indexOf('event: missed') < text.indexOf('id: run-10001\n'));
  assert.match(text, /event: end\ndata: \{"why":"The relay stops"\}\n\n$/);
});

test('StreamWriter counts nothing as missed that the listener did not ask for', async () => {
  const output = new PassThrough();
  const clock = createVirtualClock();
  const writer = new StreamWriter(output, { clock, wants: ({ why }) => why !== 'unwanted' });
  for (let n = 1; n <= 1_000; n++) writer.hear(entryOf(n, 'x'.repeat(1_000)));
  for (let n = 1_001; n <= 1_100; n++) writer.hear(entryOf(n, 'unwanted'));
  let text = '';
  output.on('data', chunk => {
    text += String(chunk);
  });
  await once(output, 'drain');
  writer.end();
  await once(output, 'end');
  const written = text.match(/^id: /gm)?.length ?? 0;
  assert.equal(written + Number(/"missed":(\d+)/.exec(text)?.[1]), 1_000);
});

test('StreamWriter cuts a listener off that reads nothing for two minutes', async () => {
  const output = new PassThrough();
  const clock = createVirtualClock();
  const writer = new StreamWriter(output, { clock, wants: () => true });
  for (let n = 1; n <= 1_000; n++) writer.hear(entryOf(n, 'x'.repeat(1_000)));
  await clock.advance(119_000);
  assert.equal(output.destroyed, false);
  await clock.advance(2_000);
  assert.equal(output.destroyed, true);
  assert.deepEqual(clock.pending(), []);
});

test('StreamWriter ends a listener at once that does not read', () => {
  const output = new PassThrough();
  const clock = createVirtualClock();
  const writer = new StreamWriter(output, { clock, wants: () => true });
  for (let n = 1; n <= 1_000; n++) writer.hear(entryOf(n, 'x'.repeat(1_000)));
  writer.end();
  assert.equal(output.destroyed, true);
  assert.deepEqual(clock.pending(), []);
});
