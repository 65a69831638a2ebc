import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '@gatehouse/testing';
import { Feed, type NumberedEntry } from './feed.ts';
import type { StreamEntry } from './stream-entry.ts';

const entry: StreamEntry = { at: '2026-01-01T00:00:00.000Z', customer: 'c-1', status: 'accepted' };

function listener(): { heard: NumberedEntry[]; ends: number; hear(one: NumberedEntry): void; end(): void } {
  return {
    heard: [],
    ends: 0,
    hear(one) {
      this.heard.push(one);
    },
    end() {
      this.ends += 1;
    },
  };
}

test('Feed keeps nothing while nobody listens', () => {
  const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
  feed.publish(entry);
  assert.equal(feed.isOpen, false);
  assert.deepEqual(feed.readAfter('run-0'), { entries: [], complete: true });
});

test('Feed tells every listener, each entry with the next id, until it hangs up', () => {
  const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
  const [one, two] = [listener(), listener()];
  const end = feed.subscribe(one);
  feed.subscribe(two);
  feed.publish(entry);
  end();
  end();
  feed.publish(entry);
  assert.deepEqual(
    [one.heard, two.heard].map(heard => heard.map(({ id }) => id)),
    [['run-1'], ['run-1', 'run-2']],
  );
  assert.equal(feed.size, 1);
});

test('Feed gives what came after an entry to one who comes back within a minute', async () => {
  const clock = createVirtualClock();
  const feed = new Feed({ clock, run: 'run' });
  const end = feed.subscribe(listener());
  feed.publish(entry);
  end();
  feed.publish(entry);
  await clock.advance(59_999);
  feed.publish(entry);
  const { entries, complete } = feed.readAfter('run-1');
  assert.deepEqual([entries.map(({ id }) => id), complete], [['run-2', 'run-3'], true]);
});

test('Feed says that something is missing to one who comes back later, though little happened', async () => {
  const clock = createVirtualClock();
  const feed = new Feed({ clock, run: 'run' });
  feed.subscribe(listener())();
  feed.publish(entry);
  await clock.advance(60_000);
  feed.publish(entry);
  feed.subscribe(listener());
  assert.deepEqual(feed.readAfter('run-1'), { entries: [], complete: false });
  feed.publish(entry);
  assert.deepEqual([feed.readAfter('run-1').complete, feed.readAfter('run-1').entries.length], [false, 1]);
});

test('Feed keeps the last thousand entries', () => {
  const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
  feed.subscribe(listener());
  for (let n = 1; n <= 1_500; n++) feed.publish(entry);
  assert.deepEqual([feed.readAfter('run-500').complete, feed.readAfter('run-500').entries.length], [true, 1_000]);
  assert.deepEqual([feed.readAfter('run-499').complete, feed.readAfter('run-499').entries.length], [false, 1_000]);
  assert.equal(feed.readAfter('run-1499').entries[0]?.id, 'run-1500');
});

for (const id of ['other-1', 'run-x', 'run-', 'run', '', 'run-99']) {
  test(`Feed says that something is missing after the id ${JSON.stringify(id)}`, () => {
    const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
    feed.subscribe(listener());
    feed.publish(entry);
    assert.equal(feed.readAfter(id).complete, false);
  });
}

test('close() ends every listener once', () => {
  const feed = new Feed({ clock: createVirtualClock(), run: 'run' });
  const one = listener();
  feed.subscribe(one);
  feed.close();
  feed.close();
  feed.publish(entry);
  assert.deepEqual([one.ends, one.heard.length], [1, 0]);
});
