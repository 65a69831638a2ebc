import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { edit } from '../test/edit.ts';
import { mutationsOf } from '../test/mutations.ts';
import { sampleNotice } from '../test/sample-notices.ts';
import { noticeLocales } from './notice-locale.ts';
import { type NoticeName, noticeNames } from './notice-name.ts';
import { type RenderedNotice, type RenderNoticeOptions, renderNotice } from './render-notice.ts';

interface Shown {
  readonly event: object;
  readonly localizedAttributes: readonly object[];
}

function rendered(notice: unknown, options: Partial<RenderNoticeOptions> = {}): RenderedNotice | undefined {
  const { event, localizedAttributes } = notice as Shown;
  const entries = noticeLocales.map(locale => ({ ...localizedAttributes[0], locale }));
  return renderNotice(event, { locale: 'en-US', attributes: entries, ...options });
}

/** The text of a notice of this name, with some members set otherwise, spaces of the formatter made plain. */
function told(
  name: NoticeName,
  edits: Readonly<Record<string, unknown>> = {},
  locale: 'en-US' | 'ja-JP' = 'en-US',
): string {
  const notice = Object.entries(edits).reduce(
    (value, [pointer, member]) => edit(value, `/event/payload${pointer}`, member),
    sampleNotice(name),
  );
  return rendered(notice, { locale })?.text ?? '';
}

describe('renderNotice()', () => {
  it('tells of an order in each of its states', () => {
    const name = 'AMAZON.OrderStatus.Updated';
    const status = (word: string): string => told(name, { '/state/status': word });
    assert.equal(status('PREORDER_RECEIVED'), 'Your preorder from Example Shop has been received.');
    assert.equal(status('ORDER_RECEIVED'), 'Your order from Example Shop has been received.');
    assert.equal(status('ORDER_PREPARING'), 'Your order from Example Shop is being prepared.');
    assert.equal(
      status('ORDER_SHIPPED'),
      'Your order from Example Shop has been shipped and will arrive by January 5.',
    );
    assert.equal(
      status('ORDER_OUT_FOR_DELIVERY'),
      'Your order from Example Shop is out for delivery and will arrive by January 5.',
    );
    assert.equal(status('ORDER_DELIVERED'), 'Your order from Example Shop was delivered on January 5.');
    const delivered = { '/state/status': 'ORDER_DELIVERED', '/state/deliveredOn': undefined };
    assert.equal(told(name, delivered), 'Your order from Example Shop has been delivered.');
    const bare = told(name, { '/state/deliveryDetails': {} });
    assert.equal(bare, 'Your order from Example Shop has been shipped.');
  });

  it('tells the other notices in English, and leaves out what is not there', () => {
    const weather = 'AMAZON.WeatherAlert.Activated';
    assert.equal(told(weather), 'There is a tornado alert for your area. Provided by Example Weather.');
    const bare = { '/weatherAlert/alertType': 'HURRICANE', '/weatherAlert/source': undefined };
    assert.equal(told(weather, bare), 'There is a hurricane alert for your area.');
    const sports = 'AMAZON.SportsEvent.Updated';
    assert.equal(told(sports), 'Example League match update, Emerald Lions scored! Emerald Lions 2, Coral Bears 1.');
    assert.equal(
      told(sports, { '/update': undefined }),
      'Example League match update, Emerald Lions 2, Coral Bears 1.',
    );
    const trash = 'The coming Monday is bottles and waste paper garbage collection day.';
    assert.equal(told('AMAZON.TrashCollectionAlert.Activated'), trash);
    assert.equal(told('AMAZON.SocialGameInvite.Available'), 'Your contact Max has challenged you to a game of Chess.');
    const occasion = 'Your appointment at Example Salon for a haircut on January 20 at 7:00 PM has been confirmed.';
    assert.equal(told('AMAZON.Occasion.Updated'), occasion);
    const media = 'Example Show will air on January 3 at 9:00 PM on Example Channel.';
    assert.equal(told('AMAZON.MediaContent.Available'), media);
  });

  it('tells of messages by number, freshness and urgency', () => {
    const name = 'AMAZON.MessageAlert.Activated';
    assert.equal(told(name), 'You have five new urgent messages from Ada.');
    assert.equal(told(name, { '/messageGroup/urgency': undefined }), 'You have five new messages from Ada.');
    const flagged = {
      '/state': { status: 'FLAGGED', freshness: 'OVERDUE' },
      '/messageGroup': { creator: { name: 'Ada' }, count: 1 },
    };
    assert.equal(told(name, flagged), 'You have one overdue flagged message from Ada.');
    const many = { '/state': { status: 'UNREAD' }, '/messageGroup': { creator: { name: 'Ada' }, count: 40 } };
    assert.equal(told(name, many), 'You have 40 unread messages from Ada.');
  });

  it('tells of an invitation whose type stands with the inviter, and of an occasion that was received', () => {
    const invite = { inviter: { name: 'Max', relationshipToInvitee: 'FRIEND', inviteType: 'INVITE' } };
    const told1 = told('AMAZON.SocialGameInvite.Available', { '/invite': invite });
    assert.equal(told1, 'Your friend Max has invited you to a game of Chess.');
    assert.match(told('AMAZON.Occasion.Updated', { '/state/confirmationStatus': 'RECEIVED' }), /has been requested\.$/);
  });

  it('keeps the order of slots in Japanese', () => {
    const order: Readonly<Record<NoticeName, RegExp>> = {
      'AMAZON.WeatherAlert.Activated': /竜巻.*Example Weather/,
      'AMAZON.SportsEvent.Updated': /Example League.*Emerald Lions.*Coral Bears 1.*Emerald Lions 2/,
      'AMAZON.MessageAlert.Activated': /Ada.*5.*新しい.*未読/,
      'AMAZON.OrderStatus.Updated': /Example Shop.*1月5日/,
      'AMAZON.Occasion.Updated': /1月20日.*Example Salon.*a haircut.*面会.*確定/,
      'AMAZON.TrashCollectionAlert.Activated': /月曜日.*びん.*古紙/,
      'AMAZON.MediaContent.Available': /Example Show.*1月3日.*Example Channel.*放送/,
      'AMAZON.SocialGameInvite.Available': /連絡先.*Max.*Chess.*ゲーム.*挑戦/,
    };
    for (const name of noticeNames) assert.match(told(name, {}, 'ja-JP'), order[name]);
    const hint = rendered(sampleNotice('AMAZON.Occasion.Updated'), { locale: 'ja-JP', skillName: 'Example Skill' });
    assert.match(hint?.text ?? '', /Example Skill/);
  });

  it('says how well each sentence is founded', () => {
    const basisOf = (name: NoticeName, locale: RenderNoticeOptions['locale']): unknown => {
      const { basis, language } = rendered(sampleNotice(name), { locale }) ?? {};
      return `${basis} ${language}`;
    };
    assert.equal(basisOf('AMAZON.OrderStatus.Updated', 'en-GB'), 'documented en');
    assert.equal(basisOf('AMAZON.WeatherAlert.Activated', 'en-US'), 'seen en');
    assert.equal(basisOf('AMAZON.MediaContent.Available', 'en-US'), 'chosen en');
    assert.equal(basisOf('AMAZON.OrderStatus.Updated', 'ja-JP'), 'chosen ja');
    assert.equal(basisOf('AMAZON.OrderStatus.Updated', 'de-DE'), 'chosen en');
  });

  it('tells times in the time zone that is named, and in UTC when it is unknown', () => {
    const occasion = sampleNotice('AMAZON.Occasion.Updated');
    const at = (timeZone: string): string => rendered(occasion, { timeZone })?.text ?? '';
    assert.match(at('Asia/Tokyo'), /January 21 at 4:00/);
    assert.match(at('Nowhere/Atall'), /January 20 at 7:00/);
  });

  it('names the attributes that the locale lacks', () => {
    const { event } = sampleNotice('AMAZON.OrderStatus.Updated') as Shown;
    const shown = renderNotice(event, { locale: 'en-US', attributes: [{ locale: 'de-DE', sellerName: 'x' }] });
    assert.deepEqual(shown?.missing, ['sellerName']);
    assert.equal(shown?.text, 'Your order from sellerName has been shipped and will arrive by January 5.');
  });

  it('takes the first of two entries of a locale', () => {
    const { event } = sampleNotice('AMAZON.OrderStatus.Updated') as Shown;
    const attributes = ['First', 'Second'].map(sellerName => ({ locale: 'en-US', sellerName }));
    assert.match(renderNotice(event, { locale: 'en-US', attributes })?.text ?? '', /from First /);
  });

  it('knows no other event', () => {
    assert.equal(renderNotice({ name: 'AMAZON.Other', payload: {} }, { locale: 'en-US' }), undefined);
    assert.equal(renderNotice(undefined, { locale: 'en-US' }), undefined);
  });

  it('never throws and never leaves a reference in the text, whatever it is given', () => {
    const reference = fc.constantFrom(
      'localizedattribute:a',
      'by localizedattribute:b',
      'LocalizedAttribute:',
      'localizedlocalizedattribute:attribute:c',
      'localizedattribute:localizedattribute:d',
    );
    const entry = fc.record({ locale: fc.constantFrom(...noticeLocales), a: reference, sellerName: reference });
    const seller = reference.map(text =>
      edit(sampleNotice('AMAZON.OrderStatus.Updated'), '/event/payload/order/seller/name', text),
    );
    const notices = fc.oneof(
      seller,
      fc.constantFrom(...noticeNames).chain(name => mutationsOf(sampleNotice(name))),
    );
    const attributes = fc.oneof(fc.array(entry), fc.jsonValue());
    fc.assert(
      fc.property(notices, attributes, fc.constantFrom(...noticeLocales), (notice, entries, locale) => {
        const event = Object(notice).event;
        const shown = renderNotice(event, { locale, attributes: entries });
        assert.doesNotMatch(shown?.text ?? '', /localizedattribute:/i);
        assert.ok(shown === undefined || shown.text.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
