import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualClock, type VirtualClock } from '@gatehouse/testing';
import fc from 'fast-check';
import type { Customer } from '../customer/customer.ts';
import type { StateRecord } from '../record/state-record.ts';
import type { Listener } from './list-fates.ts';
import { NoticeBook } from './notice-book.ts';
import type { NewNotice } from './taken-notice.ts';

const DELAY_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVENT = 'AMAZON.WeatherAlert.Activated';

const ann: Customer = {
  userId: 'ann',
  region: 'NA',
  locale: 'en-US',
  timeZone: 'UTC',
  notifications: { 'skill-1': [EVENT] },
};

const listener = (customer: Partial<Customer> = {}): Listener => ({
  customer: { ...ann, ...customer },
  isEnabled: skillId => Object.hasOwn(customer.notifications ?? ann.notifications, skillId),
});

const silent = listener({ notifications: { 'skill-1': [] } });

interface Setting {
  readonly clock: VirtualClock;
  readonly book: NoticeBook;
  take(notice?: Partial<NewNotice>): void;
  /** State and code of each notice, in the order of their due times. */
  fates(who?: Listener): (readonly [state: string, code: string | undefined])[];
}

function open(options: Partial<ConstructorParameters<typeof NoticeBook>[0]> = {}): Setting {
  const clock = createVirtualClock();
  const book = new NoticeBook({ clock, ...options });
  return {
    clock,
    book,
    take: notice => void book.take(createNotice(clock.now(), notice)),
    fates: (who = listener()) => book.listFates(who).map(({ fate }) => [fate.state, fate.code] as const),
  };
}

function createNotice(now: number, notice: Partial<NewNotice> = {}): NewNotice {
  return {
    ...{ skillId: 'skill-1', stage: 'live', region: 'NA', referenceId: 'r', timestamp: now, takenAt: now },
    ...{ dueAt: now + DELAY_MS, expiresAt: now + HOUR_MS },
    event: { name: EVENT, payload: { weatherAlert: { source: 'localizedattribute:source', alertType: 'TORNADO' } } },
    attributes: [{ locale: 'en-US', source: 'Weather' }],
    ...notice,
  };
}

/** A book that takes up what another has kept. */
function restart(book: NoticeBook, clock: VirtualClock): NoticeBook {
  const again = new NoticeBook({ clock });
  for (const record of JSON.parse(JSON.stringify([...book.records()])) as StateRecord[]) again.restore(record);
  return again;
}

describe('NoticeBook.listFates()', () => {
  it('goes from pending to delivered at the due time, and no further', async () => {
    const { clock, take, fates, book } = open();
    take();
    assert.deepEqual(fates(), [['pending', undefined]]);
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(), [['delivered', undefined]]);
    await clock.advance(2 * HOUR_MS);
    assert.deepEqual(fates(), [['delivered', undefined]]);
    assert.equal(book.listFates(listener())[0]?.fate.heardAt, clock.now() - 2 * HOUR_MS);
  });

  it('expires what is still pending', async () => {
    const { clock, take, fates } = open();
    take({ dueAt: clock.now() + 2 * HOUR_MS });
    await clock.advance(HOUR_MS - 1);
    assert.deepEqual(fates(), [['pending', undefined]]);
    await clock.advance(1);
    assert.deepEqual(fates(), [['expired', 'expired']]);
    await clock.advance(2 * HOUR_MS);
    assert.deepEqual(fates(), [['expired', 'expired']]);
  });

  it('supersedes by a later timestamp, whether heard or not, across audiences', async () => {
    const { clock, take, fates, book } = open();
    take({ timestamp: 1 });
    take({ timestamp: 2, userId: 'ann' });
    assert.deepEqual(fates(), [
      ['superseded', 'superseded'],
      ['pending', undefined],
    ]);
    await clock.advance(DELAY_MS);
    take({ timestamp: 3 });
    assert.deepEqual(
      book.listFates(listener()).map(({ fate }) => [fate.state, fate.heardAt]),
      [
        ['superseded', undefined],
        ['superseded', clock.now()],
        ['pending', undefined],
      ],
    );
  });

  it('keeps the newer version when an older one comes late', async () => {
    const { clock, take, fates } = open();
    take({ timestamp: 2 });
    take({ timestamp: 1 });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(), [
      ['delivered', undefined],
      ['superseded', 'stale'],
    ]);
  });

  it('keeps an older version superseded when the newer one is given up before it, after a restart as well', async () => {
    const records = new Map<string, StateRecord>();
    const { clock, take, fates, book } = open({
      keep: (kind, key, value) => {
        if (typeof value === 'object') records.set(key, { kind, key, value });
        else records.delete(key);
      },
    });
    take({ timestamp: 2 });
    await clock.advance(DAY_MS);
    take({ timestamp: 1 });
    await clock.advance(6 * DAY_MS + 1);
    take({ referenceId: 'other' });
    assert.equal(book.listVersions(createNotice(clock.now())).length, 1);
    assert.deepEqual(fates()[0], ['superseded', 'stale']);
    const again = new NoticeBook({ clock });
    for (const record of records.values()) again.restore(record);
    assert.equal(again.listFates(listener())[0]?.fate.code, 'stale');
  });

  it('keeps a notice for all stale where a newer one for the customer alone is given up before it', async () => {
    const { clock, take, fates, book } = open();
    take({ timestamp: 2, userId: 'ann' });
    await clock.advance(DAY_MS);
    take({ timestamp: 1 });
    await clock.advance(6 * DAY_MS + 1);
    take({ referenceId: 'other' });
    const bob = listener({ userId: 'bob' });
    const expected = [
      ['superseded', 'stale'],
      ['pending', undefined],
    ];
    assert.deepEqual(fates(), expected);
    assert.deepEqual(fates(bob)[0], ['delivered', undefined]);
    assert.deepEqual(fates(listener({ region: 'EU' })), []);
    const again = restart(book, clock);
    assert.deepEqual(
      again.listFates(listener()).map(({ fate }) => [fate.state, fate.code]),
      expected,
    );
    await clock.advance(DAY_MS);
    take({ referenceId: 'another', userId: 'ann' });
    assert.equal(fates().length, 2);
  });

  it('keeps withheld what came to a full day, after what filled the day is given up', async () => {
    const { clock, take, fates, book } = open();
    take({ referenceId: 'a', perDay: 1 });
    await clock.advance(12 * HOUR_MS);
    take({ referenceId: 'b', perDay: 1 });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(), [
      ['delivered', undefined],
      ['withheld', 'limited'],
    ]);
    await clock.advance(7 * DAY_MS - 6 * HOUR_MS);
    take({ referenceId: 'c' });
    assert.deepEqual(fates(), [
      ['withheld', 'limited'],
      ['pending', undefined],
    ]);
    assert.equal(restart(book, clock).listFates(listener())[0]?.fate.code, 'limited');
  });

  it('does not mix references of other skills, stages, regions and customers', async () => {
    const { clock, take, fates } = open();
    take({ timestamp: 1 });
    take({ timestamp: 2, skillId: 'skill-2' });
    take({ timestamp: 2, stage: 'development' });
    take({ timestamp: 2, region: 'EU' });
    take({ timestamp: 2, userId: 'bob' });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(), [
      ['delivered', undefined],
      ['withheld', 'not-enabled'],
      ['delivered', undefined],
    ]);
  });

  it('withholds from whoever has not subscribed, is elsewhere or speaks another language', async () => {
    const { clock, take, fates } = open();
    take({ userId: 'ann' });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(silent), [['withheld', 'not-subscribed']]);
    assert.deepEqual(fates(listener({ notifications: {} })), [['withheld', 'not-enabled']]);
    assert.deepEqual(fates(listener({ region: 'FE' })), [['withheld', 'wrong-region']]);
    assert.deepEqual(fates(listener({ locale: 'de-DE' })), [['withheld', 'locale-not-matched']]);
    assert.deepEqual(fates(listener({ locale: 'en-GB' })), [['delivered', undefined]]);
  });

  it('withholds from another region of the language where no fallback is wanted', async () => {
    const { clock, take, fates } = open({ fallback: 'none' });
    take();
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(listener({ locale: 'en-GB' })), [['withheld', 'locale-not-matched']]);
  });

  it('tells everybody a notice that refers to no text', async () => {
    const { clock, take, fates } = open();
    take({ event: { name: EVENT, payload: { weatherAlert: { alertType: 'TORNADO' } } }, attributes: [] });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(listener({ locale: 'sv-SE' })), [['delivered', undefined]]);
  });

  it('counts what a customer hears in a day of notices for all, live ones alone', async () => {
    const { clock, take, fates } = open();
    for (const referenceId of ['a', 'b', 'c']) take({ referenceId, perDay: 2 });
    take({ referenceId: 'd', stage: 'development' });
    await clock.advance(24 * HOUR_MS);
    take({ referenceId: 'e', perDay: 2 });
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(), [
      ['delivered', undefined],
      ['delivered', undefined],
      ['withheld', 'limited'],
      ['delivered', undefined],
      ['delivered', undefined],
    ]);
  });
});

describe('NoticeBook.settle()', () => {
  it('keeps what was due as it was, and leaves what is not due to the change', async () => {
    const { clock, take, fates, book } = open();
    take({ referenceId: 'a' });
    await clock.advance(DELAY_MS);
    take({ referenceId: 'b' });
    book.settle(listener());
    await clock.advance(DELAY_MS);
    assert.deepEqual(fates(silent), [
      ['delivered', undefined],
      ['withheld', 'not-subscribed'],
    ]);
    book.settle(silent);
    assert.deepEqual(fates(), [
      ['delivered', undefined],
      ['withheld', 'not-subscribed'],
    ]);
  });

  it('keeps what was heard in another region', async () => {
    const { clock, take, fates, book } = open();
    take({ referenceId: 'a' });
    take({ referenceId: 'b', region: 'EU' });
    await clock.advance(DELAY_MS);
    book.settle(listener());
    book.join('ann');
    const there = listener({ region: 'EU' });
    assert.deepEqual(fates(there), [['delivered', undefined]]);
    take({ referenceId: 'c', region: 'EU' });
    assert.deepEqual(fates(there), [
      ['delivered', undefined],
      ['pending', undefined],
    ]);
  });
});

describe('NoticeBook', () => {
  it('join() lets a customer hear only what comes later to all', async () => {
    const { take, fates, book } = open();
    take({ referenceId: 'a' });
    book.join('ann');
    take({ referenceId: 'b' });
    assert.equal(fates().length, 1);
  });

  it('gives up the oldest beyond its limit, and what is older than seven days', async () => {
    const { clock, take, fates } = open({ limit: 2 });
    for (const referenceId of ['a', 'b', 'c']) take({ referenceId });
    assert.equal(fates().length, 2);
    await clock.advance(7 * 24 * HOUR_MS + 1);
    take({ referenceId: 'd' });
    assert.deepEqual(fates(), [['pending', undefined]]);
  });

  it('does not give a number twice after a customer is gone', () => {
    const { clock, take, book } = open();
    take({ userId: 'ann' });
    book.removeCustomer('ann');
    const records = [...book.records()];
    const again = new NoticeBook({ clock });
    for (const record of JSON.parse(JSON.stringify(records)) as StateRecord[]) again.restore(record);
    assert.equal(again.take(createNotice(clock.now())).number, 2);
    assert.deepEqual(
      [...again.records()].map(({ key }) => key),
      ['2'],
    );
  });

  it('refuses a record that is none', () => {
    const { book } = open();
    for (const [key, value] of [
      ['1', {}],
      ['2', { ...createNotice(0), number: 1 }],
      ['["ann"]', { userId: 'bob', from: 0, outcomes: [] }],
      ['last', { number: -1 }],
    ] as const) {
      assert.throws(() => book.restore({ kind: 'notice', key, value }), { code: 'invalid-request' });
    }
  });
});

const step = fc.oneof(
  fc.record({
    do: fc.constant('take' as const),
    reference: fc.constantFrom('r', 's'),
    timestamp: fc.nat(3),
    toAll: fc.boolean(),
    isLimited: fc.boolean(),
    livesMs: fc.constantFrom(500, 5_000),
  }),
  fc.record({
    do: fc.constant('advance' as const),
    ms: fc.oneof(fc.constant(DELAY_MS), fc.integer({ min: 1, max: 3_000 })),
  }),
  fc.record({ do: fc.constant('subscribe' as const), on: fc.boolean() }),
);

describe('the laws of notices', () => {
  it('hold whatever comes: heard once, subscribed, in time, the newest, and never otherwise afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
        const { clock, take, book } = open();
        let on = true;
        const heard = new Map<number, number>();
        const taken: { reference: string; timestamp: number; at: number; number: number }[] = [];
        for (const each of steps) {
          if (each.do === 'take') {
            const { reference, timestamp, toAll, livesMs } = each;
            const to = toAll ? {} : { userId: 'ann' };
            take({ referenceId: reference, timestamp, expiresAt: clock.now() + livesMs, ...to });
            taken.push({ reference, timestamp, at: clock.now(), number: taken.length + 1 });
          } else if (each.do === 'subscribe') {
            book.settle(on ? listener() : silent);
            on = each.on;
          } else await clock.advance(each.ms);
          for (const { notice, fate } of book.listFates(on ? listener() : silent)) {
            const before = heard.get(notice.number);
            if (before !== undefined) assert.equal(fate.heardAt, before, 'what was heard stays so');
            if (fate.heardAt === undefined || before !== undefined) continue;
            assert.ok(fate.heardAt < notice.expiresAt, 'not after its expiry');
            assert.ok(on, 'not without a subscription');
            const { referenceId, timestamp } = notice;
            const newer = taken.filter(other => other.reference === referenceId && other.timestamp > timestamp);
            assert.ok(
              newer.every(({ at }) => at > notice.dueAt),
              'not out of date',
            );
            heard.set(notice.number, fate.heardAt);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep what became of a notice for as long as it is listed, whatever is given up meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
        const { clock, take, book } = open({ limit: 3 });
        let on = true;
        const ends = new Map<number, string>();
        for (const each of steps) {
          if (each.do === 'take') {
            const { reference: referenceId, timestamp, toAll, isLimited } = each;
            take({ referenceId, timestamp, ...(!toAll && { userId: 'ann' }), ...(isLimited && { perDay: 1 }) });
          } else if (each.do === 'subscribe') {
            book.settle(on ? listener() : silent);
            on = each.on;
          } else await clock.advance(each.ms);
          for (const { notice, fate } of book.listFates(on ? listener() : silent)) {
            const { state, code, heardAt } = fate;
            if (heardAt === undefined && state !== 'withheld' && code !== 'stale') continue;
            const end = heardAt === undefined ? `${state} ${code}` : `heard at ${heardAt}`;
            assert.equal(end, ends.get(notice.number) ?? end);
            ends.set(notice.number, end);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
