import { japaneseWords } from './japanese-words.ts';
import { type NoticePhrases, wordOf } from './notice-phrases.ts';
import type { NoticeSlots } from './notice-slots.ts';

/**
 * The sentences in Japanese. The order of the slots is known from a tutorial of 2020 and kept; the words are ours. Source:
 * notice sheet 1, Slot order in ja-JP.
 */
export const japanesePhrases: NoticePhrases = {
  'AMAZON.WeatherAlert.Activated': { basis: 'chosen', encode: encodeWeather },
  'AMAZON.SportsEvent.Updated': { basis: 'chosen', encode: encodeSports },
  'AMAZON.MessageAlert.Activated': { basis: 'chosen', encode: encodeMessage },
  'AMAZON.OrderStatus.Updated': { basis: 'chosen', encode: encodeOrder },
  'AMAZON.Occasion.Updated': { basis: 'chosen', encode: encodeOccasion },
  'AMAZON.TrashCollectionAlert.Activated': { basis: 'chosen', encode: encodeTrash },
  'AMAZON.MediaContent.Available': { basis: 'chosen', encode: encodeMedia },
  'AMAZON.SocialGameInvite.Available': { basis: 'chosen', encode: encodeGame },
};

function said(member: string): string {
  return wordOf(japaneseWords, member);
}

function encodeWeather(slots: NoticeSlots): string {
  const source = slots.text('weatherAlert', 'source');
  const alert = said(slots.text('weatherAlert', 'alertType'));
  return `お住まいの地域に${alert}警報が出ています。${source === '' ? '' : `提供は${source}です。`}`;
}

function encodeSports(slots: NoticeSlots): string {
  const scorer = slots.text('update', 'teamName');
  const [away, home] = ['awayTeamStatistic', 'homeTeamStatistic'].map(
    side => `${slots.text('sportsEvent', side, 'team', 'name')} ${slots.count('sportsEvent', side, 'score')}点`,
  );
  const league = slots.text('sportsEvent', 'eventLeague', 'name');
  return `${league}の試合速報です。${scorer === '' ? '' : `${scorer}が得点しました。`}${away}、${home}。`;
}

function encodeMessage(slots: NoticeSlots): string {
  const creator = slots.text('messageGroup', 'creator', 'name');
  const members = [
    slots.text('state', 'freshness'),
    slots.text('state', 'status'),
    slots.text('messageGroup', 'urgency'),
  ];
  const words = members.map(said).join('');
  return `${creator}さんから${slots.count('messageGroup', 'count')}件の${words}メッセージがあります。`;
}

function encodeOrder(slots: NoticeSlots): string {
  const seller = slots.text('order', 'seller', 'name');
  const arrival = slots.day('state', 'deliveryDetails', 'expectedArrival');
  const until = arrival === '' ? '' : `${arrival}までに到着する予定です。`;
  const delivered = slots.day('state', 'deliveredOn');
  switch (slots.text('state', 'status')) {
    case 'PREORDER_RECEIVED':
      return `${seller}の予約注文を受け付けました。`;
    case 'ORDER_PREPARING':
      return `${seller}のご注文を準備しています。`;
    case 'ORDER_SHIPPED':
      return `${seller}のご注文は発送されました。${until}`;
    case 'ORDER_OUT_FOR_DELIVERY':
      return `${seller}のご注文は配達中です。${until}`;
    case 'ORDER_DELIVERED':
      return `${seller}のご注文は${delivered === '' ? '' : `${delivered}に`}配達されました。`;
    default:
      return `${seller}のご注文を受け付けました。`;
  }
}

function encodeOccasion(slots: NoticeSlots, skillName = ''): string {
  const when = slots.moment('occasion', 'bookingTime');
  const type = said(slots.text('occasion', 'occasionType'));
  const status = said(slots.text('state', 'confirmationStatus'));
  const hint = skillName === '' ? '' : `詳しくは、${skillName}を開いてください。`;
  const where = slots.text('occasion', 'provider', 'name');
  return `${when}の${where}での${slots.text('occasion', 'subject')}の${type}が${status}。${hint}`;
}

function encodeTrash(slots: NoticeSlots): string {
  const types = slots.join(slots.words('alert', 'garbageTypes').map(said));
  return `次の${said(slots.text('alert', 'collectionDayOfWeek'))}は${types}の収集日です。`;
}

function encodeMedia(slots: NoticeSlots): string {
  const provider = slots.text('availability', 'provider', 'name');
  const when = slots.moment('availability', 'startTime');
  const method = said(slots.text('availability', 'method'));
  return `${slots.text('content', 'name')}が${when}に${provider === '' ? '' : `${provider}で`}${method}。`;
}

function encodeGame(slots: NoticeSlots): string {
  const either = (name: string): string => slots.text('invite', name) || slots.text('invite', 'inviter', name);
  const inviter = `${said(either('relationshipToInvitee'))}の${slots.text('invite', 'inviter', 'name')}さん`;
  const offer = said(slots.text('game', 'offer'));
  return `${inviter}が${slots.text('game', 'name')}の${offer}に${said(either('inviteType'))}。`;
}
