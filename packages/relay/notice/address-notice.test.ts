import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subscriber } from '../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberStore } from '../subscriber/subscriber-store.ts';
import { addressNotice } from './address-notice.ts';
import { previewNotice } from './preview-notice.ts';
import type { RequestedNotice } from './read-notice.ts';

const ORDER = 'AMAZON.OrderStatus.Updated';
const known: Subscriber = {
  ...{ user: 'u', region: 'EU', state: 'enabled', at: 1, news: 'AlexaSkillEvent.ProactiveSubscriptionChanged' },
  events: [ORDER],
};
const requested: RequestedNotice = {
  notice: {
    event: {
      name: ORDER,
      payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'localizedattribute:sellerName' } } },
    },
    localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
  },
  ...{ event: ORDER, expiry: 1, stage: 'live', warnings: [], problems: [] },
};
const toOne: RequestedNotice = { ...requested, user: 'u' };

function storeOf(subscriber: Subscriber | undefined, audience: readonly AudienceCount[] = []): SubscriberStore {
  return { readSubscriber: async () => subscriber, countAudience: async () => audience } as unknown as SubscriberStore;
}

async function tell(notice: RequestedNotice, store: SubscriberStore): Promise<string> {
  const { regions, warnings, refusal } = await addressNotice(notice, store);
  const refused = refusal === undefined ? 'sent' : `${refusal.code} ${refusal.pointer}`;
  return [refused, regions.join(), ...warnings.map(({ code }) => code)].join('; ');
}

test('addressNotice() finds the region of one customer in its skill events, and never guesses it', async () => {
  assert.equal(await tell(toOne, storeOf(known)), 'sent; EU');
  assert.equal(await tell(toOne, storeOf(undefined)), 'invalid-request /region; ; subscriber-unknown');
  assert.equal(
    await tell({ ...toOne, regions: ['NA', 'EU'] }, storeOf(known)),
    'invalid-request /region; NA,EU; other-region',
  );
});

test('addressNotice() refuses whoever is known not to subscribe, with what told so', async () => {
  for (const [over, pattern] of [
    [{ events: [] }, /ProactiveSubscriptionChanged told; the customer turns notifications/],
    [{ state: 'disabled', events: [] }, /SkillDisabled told; after enabling it anew/],
  ] as const) {
    const { refusal } = await addressNotice(toOne, storeOf({ ...known, ...over }));
    assert.equal(refusal?.code, 'not-subscribed');
    assert.match(refusal?.message ?? '', pattern);
  }
});

test('addressNotice() warns of who is unknown, of another region, and of what Alexa refused before', async () => {
  const regions = ['NA'] as const;
  assert.equal(await tell({ ...toOne, regions }, storeOf(undefined)), 'sent; NA; subscriber-unknown');
  assert.equal(await tell({ ...toOne, regions }, storeOf(known)), 'sent; NA; other-region');
  const { events: _events, ...untold } = known;
  assert.equal(await tell(toOne, storeOf(untold)), 'sent; EU; subscriber-unknown');
  const refusal = { at: 1, event: ORDER, code: 'NO_SUBSCRIPTION' };
  assert.equal(await tell(toOne, storeOf({ ...known, refusal })), 'sent; EU; refused-before');
});

test('addressNotice() sends to everybody where somebody subscribes, or where it is told to', async () => {
  const audience = [
    { region: 'EU', subscribers: 2 },
    { region: 'FE', subscribers: 1 },
  ] as const;
  assert.equal(await tell(requested, storeOf(undefined, audience)), 'sent; EU,FE');
  assert.equal(await tell(requested, storeOf(undefined)), 'no-subscriber-known /region; ');
  assert.equal(
    await tell({ ...requested, regions: ['NA', 'FE'] }, storeOf(undefined, audience)),
    'sent; NA,FE; no-subscriber-known',
  );
});

test('previewNotice() renders each locale, and tells of subscribers whose locale has no entry', async () => {
  const address = await addressNotice(requested, storeOf(undefined, [{ region: 'EU', subscribers: 6 }]));
  const locales = [
    { region: 'EU', locale: 'en-US', subscribers: 1 },
    { region: 'EU', locale: 'en-GB', subscribers: 2 },
    { region: 'EU', locale: 'de-DE', subscribers: 3 },
    { region: 'NA', locale: 'fr-CA', subscribers: 4 },
  ] as const;
  const preview = previewNotice(requested, { address, locales });
  assert.deepEqual(preview.uncovered, [
    { region: 'EU', locale: 'en-GB', subscribers: 2, nearest: 'en-US' },
    { region: 'EU', locale: 'de-DE', subscribers: 3 },
  ]);
  assert.deepEqual(
    preview.warnings.map(({ code }) => code),
    ['locale-uncovered', 'locale-uncovered'],
  );
  const [sentence, ...others] = preview.sentences;
  assert.deepEqual([sentence?.locale, sentence?.missing, others], ['en-US', [], []]);
  assert.match(sentence?.text ?? '', /AnyCompany/);
});

test('previewNotice() renders a notice without texts in the locales of its subscribers, else in one of our choice', async () => {
  const notice = {
    event: { name: ORDER, payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'AnyCompany' } } } },
  };
  const plain = { ...requested, notice };
  const address = await addressNotice(plain, storeOf(undefined, [{ region: 'EU', subscribers: 1 }]));
  const localesOf = (locales: readonly AudienceCount[]): readonly string[] =>
    previewNotice(plain, { address, locales }).sentences.map(({ locale }) => locale);
  assert.deepEqual(localesOf([{ region: 'EU', locale: 'ja-JP', subscribers: 1 }]), ['ja-JP']);
  assert.deepEqual(localesOf([]), ['en-US']);
});

test('previewNotice() says of a refused notice that it is not sendable, and why', async () => {
  const address = await addressNotice(toOne, storeOf({ ...known, events: [] }));
  const { sendable, problems } = previewNotice(toOne, { address, locales: [] });
  assert.deepEqual(
    [sendable, problems.map(({ code, pointer }) => `${code} ${pointer}`)],
    [false, ['not-subscribed /audience']],
  );
});
