import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertNoSecret, createRecordingLog, createVirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import { createJournal, type Journal, type JournalOptions } from './journal.ts';
import type { JournalEntry, NewEntry } from './journal-entry.ts';

function createEntry(more: Partial<NewEntry> = {}): NewEntry {
  return { region: 'NA', path: '/v3/events', status: 202, verdict: 'accepted', effects: [], ...more };
}

function open(more: Partial<JournalOptions> = {}): Journal & { clock: ReturnType<typeof createVirtualClock> } {
  const clock = createVirtualClock();
  return Object.assign(createJournal({ clock, log: createRecordingLog(), ...more }), { clock });
}

const idsOf = (items: readonly JournalEntry[]): string[] => items.map(({ id }) => id);

describe('append()', () => {
  it('numbers and dates the entry by the clock that was passed in', async () => {
    const journal = open();
    await journal.clock.advance(1_234);
    journal.append(createEntry({ kind: 'ChangeReport' }));
    assert.deepEqual(journal.list().items[0], {
      id: 'entry-1',
      at: '2026-01-01T00:00:01.234Z',
      ...createEntry({ kind: 'ChangeReport' }),
    });
  });

  it('keeps no token, neither of the body nor of the header, in any member', () => {
    const journal = open();
    const token = 'plain-token-without-shape';
    const header = 'gatehouse-secret-header-token';
    const request = { event: { endpoint: { endpointId: token, scope: { type: 'BearerToken', token } } } };
    const reason = {
      code: 'x',
      message: `no ${token}, no ${header}`,
      rule: 'r',
      source: 's',
      basis: 'chosen' as const,
    };
    const effects = [{ type: 'recorded' as const, namespace: token, name: 'n' }];
    journal.append(createEntry({ request, reason, effects, endpointId: token, path: `/v3/events?t=${header}` }), [
      header,
    ]);
    const text = JSON.stringify(journal.list());
    assertNoSecret(text);
    assert.ok(!text.includes(token));
    assert.equal(journal.list().items[0]?.reason?.code, 'x');
  });

  it('does not follow later changes of the body', () => {
    const journal = open();
    const request = { event: { payload: { value: 1 } } };
    journal.append(createEntry({ request }));
    request.event.payload.value = 2;
    assert.deepEqual(journal.list().items[0]?.request, { event: { payload: { value: 1 } } });
  });

  it('gives up the oldest entries beyond the number', () => {
    const journal = open({ limit: 3 });
    for (let i = 0; i < 5; i++) journal.append(createEntry());
    assert.deepEqual(idsOf(journal.list().items), ['entry-3', 'entry-4', 'entry-5']);
  });

  it('gives up the oldest entries beyond the size, but never the newest', () => {
    const journal = open({ sizeLimit: 5_000 });
    journal.append(createEntry({ request: 'x'.repeat(3_000) }));
    journal.append(createEntry({ request: 'x'.repeat(3_000) }));
    assert.deepEqual(idsOf(journal.list().items), ['entry-2']);
    journal.append(createEntry({ request: 'x'.repeat(30_000) }));
    assert.deepEqual(idsOf(journal.list().items), ['entry-3']);
    journal.append(createEntry());
    assert.deepEqual(idsOf(journal.list().items), ['entry-4']);
  });

  it('never keeps more than the limit, whatever is appended', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(400), { maxLength: 30 }), (limit, sizes) => {
        const journal = open({ limit, sizeLimit: 1_000 });
        for (const size of sizes) journal.append(createEntry({ request: 'x'.repeat(size) }));
        const { items } = journal.list();
        assert.ok(items.length <= limit);
        assert.equal(items.length > 0, sizes.length > 0);
        assert.ok(items.length === 1 || JSON.stringify(items.map(({ request }) => request)).length <= 1_100);
      }),
    );
  });
});

describe('list()', () => {
  const journal = open();
  const rows: Partial<NewEntry>[] = [
    { messageId: 'm1', userId: 'u1', skillId: 's1', endpointId: 'e1', kind: 'ChangeReport', region: 'NA', status: 202 },
    { messageId: 'm2', userId: 'u2', skillId: 's1', endpointId: 'e2', kind: 'Response', region: 'EU', status: 202 },
    { messageId: 'm3', userId: 'u1', skillId: 's2', endpointId: 'e1', kind: 'ChangeReport', region: 'FE', status: 400 },
  ];
  for (const row of rows) journal.append(createEntry(row));

  it('filters by each member, and by several at once', () => {
    const found = (filter: Parameters<Journal['list']>[0]): string[] => idsOf(journal.list(filter).items);
    assert.deepEqual(found({ messageId: 'm2' }), ['entry-2']);
    assert.deepEqual(found({ userId: 'u1' }), ['entry-1', 'entry-3']);
    assert.deepEqual(found({ skillId: 's1' }), ['entry-1', 'entry-2']);
    assert.deepEqual(found({ endpointId: 'e2' }), ['entry-2']);
    assert.deepEqual(found({ kind: 'ChangeReport' }), ['entry-1', 'entry-3']);
    assert.deepEqual(found({ region: 'EU' }), ['entry-2']);
    assert.deepEqual(found({ status: 400 }), ['entry-3']);
    assert.deepEqual(found({ userId: 'u1', status: 202 }), ['entry-1']);
    assert.deepEqual(found({ userId: 'u3' }), []);
  });

  it('pages to the end, each entry once, and says when there is no more', () => {
    const long = open({ limit: 50 });
    for (let i = 0; i < 70; i++) long.append(createEntry({ kind: i % 2 === 0 ? 'even' : 'odd' }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), limit => {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = long.list({ kind: 'odd' }, { limit, ...(after !== undefined && { after }) });
          seen.push(...idsOf(page.items));
          after = page.next;
        } while (after !== undefined);
        assert.deepEqual(seen, idsOf(long.list({ kind: 'odd' }).items));
        assert.equal(seen.length, 25);
      }),
    );
  });

  it('goes on behind a cursor whose entry is gone, and begins anew behind one that never was', () => {
    const short = open({ limit: 2 });
    for (let i = 0; i < 4; i++) short.append(createEntry());
    assert.deepEqual(idsOf(short.list({}, { after: 'entry-1' }).items), ['entry-3', 'entry-4']);
    assert.deepEqual(idsOf(short.list({}, { after: 'entry-3' }).items), ['entry-4']);
    assert.deepEqual(idsOf(short.list({}, { after: 'nonsense' }).items), ['entry-3', 'entry-4']);
    assert.deepEqual(idsOf(short.list({}, { after: 'entry-4' }).items), []);
  });
});

describe('awaitEntries()', () => {
  it('counts entries that are there already', async () => {
    const journal = open();
    journal.append(createEntry({ kind: 'a' }));
    journal.append(createEntry({ kind: 'b' }));
    const awaited = await journal.awaitEntries({ match: { kind: 'a' } });
    assert.equal(awaited.done, true);
    assert.deepEqual(idsOf(awaited.items), ['entry-1']);
    assert.equal(journal.clock.pending().length, 0);
  });

  it('waits for the rest and answers exactly as many as were asked for', async () => {
    const journal = open();
    journal.append(createEntry({ kind: 'a' }));
    const waiting = journal.awaitEntries({ match: { kind: 'a' }, count: 3 });
    for (const kind of ['b', 'a', 'a', 'a']) journal.append(createEntry({ kind }));
    const awaited = await waiting;
    assert.deepEqual([awaited.done, idsOf(awaited.items)], [true, ['entry-1', 'entry-3', 'entry-4']]);
    assert.equal(journal.clock.pending().length, 0);
  });

  it('ends with what came when the time is up on the clock that was passed in', async () => {
    const journal = open();
    const waiting = journal.awaitEntries({ match: { kind: 'a' }, count: 2, timeoutMs: 500 });
    journal.append(createEntry({ kind: 'a' }));
    await journal.clock.advance(499);
    journal.append(createEntry({ kind: 'b' }));
    await journal.clock.advance(1);
    const awaited = await waiting;
    assert.deepEqual([awaited.done, idsOf(awaited.items)], [false, ['entry-1']]);
  });

  it('waits 10 s unless told otherwise', async () => {
    const journal = open();
    const waiting = journal.awaitEntries({ match: {} });
    assert.equal(journal.clock.pending()[0]?.delayMs, 10_000);
    await journal.clock.advance(10_000);
    assert.deepEqual(await waiting, { done: false, items: [] });
  });

  it('ends when the caller goes away, and when the journal closes', async () => {
    const journal = open();
    const caller = new AbortController();
    const gone = journal.awaitEntries({ match: {}, signal: caller.signal });
    const left = journal.awaitEntries({ match: {} });
    caller.abort();
    assert.deepEqual(await gone, { done: false, items: [] });
    assert.deepEqual(await journal.awaitEntries({ match: {}, signal: caller.signal }), { done: false, items: [] });
    journal.close();
    assert.deepEqual(await left, { done: false, items: [] });
    assert.equal(journal.clock.pending().length, 0);
  });

  it('starts at nothing after a reset', async () => {
    const journal = open();
    journal.append(createEntry());
    const waiting = journal.awaitEntries({ match: {}, count: 2 });
    journal.reset();
    journal.append(createEntry());
    journal.append(createEntry());
    assert.deepEqual(idsOf((await waiting).items), ['entry-2', 'entry-3']);
  });
});

describe('subscribe()', () => {
  it('hands over every later entry until told to stop', () => {
    const journal = open();
    const seen: string[] = [];
    journal.append(createEntry());
    const stop = journal.subscribe(({ id }) => seen.push(id));
    journal.append(createEntry());
    stop();
    journal.append(createEntry());
    assert.deepEqual(seen, ['entry-2']);
  });

  it('drops a listener that throws, says so, and tells the others', () => {
    const log = createRecordingLog();
    const journal = open({ log });
    const seen: string[] = [];
    journal.subscribe(() => assert.fail('broken'));
    journal.subscribe(({ id }) => seen.push(id));
    journal.append(createEntry());
    journal.append(createEntry());
    assert.deepEqual(seen, ['entry-1', 'entry-2']);
    assert.equal(log.lines.length, 1);
  });
});

describe('reset()', () => {
  it('forgets the entries and never gives an id twice', () => {
    const journal = open();
    journal.append(createEntry());
    journal.reset();
    assert.deepEqual(journal.list(), { items: [] });
    journal.append(createEntry());
    assert.deepEqual(idsOf(journal.list().items), ['entry-2']);
  });
});
