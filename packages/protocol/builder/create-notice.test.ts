import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseNoticeLocale } from '../notice/choose-notice-locale.ts';
import { audienceOf } from '../notice/notice-audience.ts';
import { noticeLocales } from '../notice/notice-locale.ts';
import { renderNotice } from '../notice/render-notice.ts';
import { validateNotice } from '../notice/validate-notice.ts';
import { createNotice } from './create-notice.ts';
import { encodeReferenceId } from './encode-reference-id.ts';
import {
  mediaContent,
  messageAlert,
  type NoticeContent,
  occasion,
  orderStatus,
  socialGameInvite,
  sportsEvent,
  trashCollectionAlert,
  weatherAlert,
} from './notice-content.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const plain = fc.stringMatching(/^[a-zA-Zäöü0-9 ]{1,20}$/);
const text = fc
  .uniqueArray(fc.constantFrom(...noticeLocales), { minLength: 1, maxLength: 5 })
  .chain(locales =>
    fc
      .array(plain, { minLength: locales.length, maxLength: locales.length })
      .map(texts => Object.fromEntries(locales.map((locale, index) => [locale, texts[index]]))),
  );
const time = fc.oneof(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constant('2026-01-05T10:00:00Z'));
const side = fc.record({ team: plain, score: fc.nat(99) });

/** Every builder with whatever its types allow. */
const contents: readonly (readonly [name: string, fc.Arbitrary<NoticeContent>])[] = [
  [
    'weatherAlert()',
    fc
      .record({ alertType: fc.constantFrom('TORNADO', 'SNOW_STORM'), source: text }, { requiredKeys: ['alertType'] })
      .map(weatherAlert),
  ],
  [
    'sportsEvent()',
    fc
      .record(
        { league: text, home: side, away: side, scored: fc.record({ team: plain, by: fc.nat(9) }) },
        { requiredKeys: ['league', 'home', 'away'] },
      )
      .map(sportsEvent),
  ],
  [
    'messageAlert()',
    fc
      .record(
        {
          creator: plain,
          count: fc.integer({ min: 1, max: 99 }),
          status: fc.constantFrom('UNREAD', 'FLAGGED'),
          freshness: fc.constantFrom('NEW', 'OVERDUE'),
          urgent: fc.boolean(),
        },
        { requiredKeys: ['creator', 'count'] },
      )
      .map(messageAlert),
  ],
  [
    'orderStatus()',
    fc
      .record(
        {
          status: fc.constantFrom('ORDER_RECEIVED', 'ORDER_SHIPPED', 'ORDER_DELIVERED'),
          seller: text,
          expectedArrival: time,
          enteredAt: time,
          deliveredOn: time,
        },
        { requiredKeys: ['status', 'seller'] },
      )
      .map(orderStatus),
  ],
  [
    'occasion()',
    fc
      .record(
        {
          confirmationStatus: fc.constantFrom('CONFIRMED', 'REQUESTED'),
          occasionType: fc.constantFrom('RESERVATION', 'APPOINTMENT_REQUEST'),
          subject: text,
          provider: text,
          bookingTime: time,
          broker: text,
        },
        { requiredKeys: ['confirmationStatus', 'occasionType', 'subject', 'provider', 'bookingTime'] },
      )
      .map(occasion),
  ],
  [
    'trashCollectionAlert()',
    fc
      .record({
        garbageTypes: fc.array(fc.constantFrom('GLASS', 'HOME_APPLIANCES'), { minLength: 1, maxLength: 5 }),
        collectionDayOfWeek: fc.constantFrom('MONDAY', 'FRIDAY'),
      })
      .map(trashCollectionAlert),
  ],
  [
    'mediaContent()',
    fc
      .record(
        {
          content: text,
          contentType: fc.constantFrom('BOOK', 'MOVIE'),
          method: fc.constantFrom('STREAM', 'DROP'),
          startTime: time,
          provider: text,
        },
        { requiredKeys: ['content', 'contentType', 'method', 'startTime'] },
      )
      .map(mediaContent),
  ],
  [
    'socialGameInvite()',
    fc
      .record({
        inviter: plain,
        relationship: fc.constantFrom('FRIEND', 'CONTACT'),
        inviteType: fc.constantFrom('CHALLENGE', 'INVITE'),
        game: text,
        offer: fc.constantFrom('MATCH', 'GAME'),
      })
      .map(socialGameInvite),
  ],
];

describe('createNotice()', () => {
  const audience = fc.oneof(
    fc.constant({ type: 'Multicast' } as const),
    plain.map(user => ({ type: 'Unicast', user }) as const),
  );
  for (const [name, content] of contents) {
    it(`makes a notice of ${name} that breaks no rule in either mode, and reads back`, () => {
      const parts = fc.record(
        {
          content,
          audience,
          referenceId: fc.string().map(encodeReferenceId),
          timestamp: fc.constant(now),
          lifetimeMs: fc.integer(),
        },
        { requiredKeys: ['content', 'audience', 'referenceId', 'timestamp'] },
      );
      fc.assert(
        fc.property(parts, given => {
          const notice = createNotice(given);
          for (const mode of ['strict', 'observed'] as const) {
            assert.deepEqual(validateNotice(notice, { mode, now, references: 'documented' }), []);
          }
          assert.deepEqual(validateNotice(notice), []);
          assert.deepEqual(audienceOf(notice), given.audience);
        }),
      );
    });

    it(`makes a notice of ${name} that can be told in each of its locales, with every text there`, () => {
      fc.assert(
        fc.property(content, ({ event, localizedAttributes: attributes }) => {
          for (const { locale } of attributes) {
            assert.deepEqual(chooseNoticeLocale(attributes, locale), { locale, match: 'exact' });
            assert.deepEqual(renderNotice(event, { locale, attributes })?.missing, []);
          }
        }),
      );
    });
  }

  it('writes the times in UTC, and an expiry as late as Alexa takes it unless told', () => {
    const content = orderStatus({ status: 'ORDER_DELIVERED', seller: { 'en-US': 'Example Shop' } });
    const notice = createNotice({
      content,
      audience: { type: 'Unicast', user: 'u' },
      referenceId: 'a',
      timestamp: now,
    });
    assert.deepEqual(notice, {
      timestamp: '2026-01-02T03:04:05.000Z',
      referenceId: 'a',
      expiryTime: '2026-01-03T03:03:05.000Z',
      event: {
        name: 'AMAZON.OrderStatus.Updated',
        payload: { state: { status: 'ORDER_DELIVERED' }, order: { seller: { name: 'localizedattribute:sellerName' } } },
      },
      localizedAttributes: [{ locale: 'en-US', sellerName: 'Example Shop' }],
      relevantAudience: { type: 'Unicast', payload: { user: 'u' } },
    });
  });
});

describe('the builders of contents', () => {
  it('give a locale that one text lacks the first of its others', () => {
    const { localizedAttributes } = occasion({
      confirmationStatus: 'CONFIRMED',
      occasionType: 'APPOINTMENT',
      subject: { 'en-US': 'a haircut', 'de-DE': 'Haarschnitt' },
      provider: { 'en-US': 'Example Salon' },
      bookingTime: now,
    });
    assert.deepEqual(localizedAttributes, [
      { locale: 'en-US', subject: 'a haircut', providerName: 'Example Salon' },
      { locale: 'de-DE', subject: 'Haarschnitt', providerName: 'Example Salon' },
    ]);
  });

  it('give a notice without texts an entry for every locale', () => {
    const { localizedAttributes } = messageAlert({ creator: 'Ada', count: 1 });
    assert.deepEqual(
      localizedAttributes,
      noticeLocales.map(locale => ({ locale })),
    );
  });
});

describe('encodeReferenceId()', () => {
  it('keeps letters and digits, and writes all else by its bytes', () => {
    assert.equal(encodeReferenceId('Order17'), 'Order17');
    assert.equal(encodeReferenceId('order/17.ä~'), 'order~2f17~2e~c3~a4~7e');
    assert.equal(encodeReferenceId(''), '~');
  });

  it('keeps to the rule for every key, and two keys have two ids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.string({ maxLength: 120 }), (one, other) => {
        const [a, b] = [encodeReferenceId(one), encodeReferenceId(other)];
        assert.match(a, /^[A-Za-z0-9~]{1,100}$/);
        assert.equal(a === b, one === other);
      }),
      { numRuns: 500 },
    );
  });

  it('tells long keys apart that differ in their last letter alone', () => {
    const [a, b] = ['a', 'b'].map(end => encodeReferenceId('x'.repeat(200) + end));
    assert.equal(a?.length, 100);
    assert.notEqual(a, b);
  });
});
