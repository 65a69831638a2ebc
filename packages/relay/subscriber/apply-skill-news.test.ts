import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoticeName } from '@gatehouse/protocol';
import fc from 'fast-check';
import { applySkillNews, type SkillNews } from './apply-skill-news.ts';
import type { Subscriber } from './subscriber.ts';

const ORDER = 'AMAZON.OrderStatus.Updated';
const WEATHER = 'AMAZON.WeatherAlert.Activated';
const base = { user: 'u', region: 'EU' } as const;

function changed(at: number, subscriptions: readonly NoticeName[] = [ORDER]): SkillNews {
  return { ...base, name: 'AlexaSkillEvent.ProactiveSubscriptionChanged', at, subscriptions };
}

function enabled(at: number): SkillNews {
  return { ...base, name: 'AlexaSkillEvent.SkillEnabled', at };
}

function disabled(at: number): SkillNews {
  return { ...base, name: 'AlexaSkillEvent.SkillDisabled', at };
}

function play(...news: readonly SkillNews[]): Subscriber | undefined {
  return news.reduce<Subscriber | undefined>((known, one) => applySkillNews(known, one) ?? known, undefined);
}

test('applySkillNews() lets the newest by timestamp hold, whichever comes first', () => {
  assert.deepEqual(play(changed(2, [WEATHER, ORDER]), changed(1, []))?.events, [ORDER, WEATHER]);
  assert.deepEqual(play(changed(1), changed(2, []))?.events, []);
  assert.equal(play(disabled(3), changed(2))?.state, 'disabled');
  assert.deepEqual([play(changed(2), disabled(3))?.state, play(changed(2), disabled(3))?.events], ['disabled', []]);
});

test('applySkillNews() knows no subscriptions after enabling, until Alexa tells, and keeps those that were told before', () => {
  assert.equal(play(enabled(1))?.events, undefined);
  assert.equal(play(disabled(1), enabled(2))?.events, undefined);
  assert.deepEqual(play(enabled(1), changed(2))?.events, [ORDER]);
  assert.deepEqual(play(changed(1), enabled(2))?.events, [ORDER]);
  assert.deepEqual(play(changed(1), enabled(3), changed(2, [WEATHER]))?.events, [WEATHER]);
});

test('applySkillNews() breaks a tie in the order enabled, subscribed, disabled', () => {
  assert.equal(play(changed(1), disabled(1))?.state, 'disabled');
  assert.equal(play(disabled(1), changed(1))?.state, 'disabled');
  assert.deepEqual(play(changed(1), enabled(1))?.events, [ORDER]);
});

test('applySkillNews() takes nothing from permissions and linked accounts, and keeps the locale and forgets the refusal', () => {
  for (const name of ['SkillPermissionAccepted', 'SkillPermissionChanged', 'SkillAccountLinked'] as const) {
    assert.equal(play({ ...base, name: `AlexaSkillEvent.${name}`, at: 9 }), undefined);
  }
  const known = {
    ...(play({ ...changed(1), locale: 'de-DE' }) as Subscriber),
    refusal: { at: 1, event: ORDER, code: 'X' },
  };
  const next = applySkillNews(known, changed(2));
  assert.deepEqual([next?.locale, next?.refusal], ['de-DE', undefined]);
});

test('applySkillNews() comes to the same subscriptions in any order of arrival', () => {
  const news = fc.uniqueArray(
    fc.record({ at: fc.nat(50), events: fc.subarray<NoticeName>([ORDER, WEATHER]), off: fc.boolean() }),
    { selector: one => one.at },
  );
  fc.assert(
    fc.property(news, fc.infiniteStream(fc.nat()), (given, dice) => {
      const all = given.map(({ at, events, off }) => (off ? disabled(at) : changed(at, events)));
      const shuffled = all.map(one => ({ one, rank: dice.next().value as number })).sort((a, b) => a.rank - b.rank);
      const inOrder = [...all].sort((a, b) => a.at - b.at);
      assert.deepEqual(play(...shuffled.map(({ one }) => one)), play(...inOrder));
    }),
  );
});
