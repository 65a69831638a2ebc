import { type NoticePhrases, wordOf } from './notice-phrases.ts';
import type { NoticeSlots } from './notice-slots.ts';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const methods = { STREAM: 'stream', AIR: 'air', RELEASE: 'be released', PREMIERE: 'premiere', DROP: 'drop' };
const inviteTypes = { CHALLENGE: 'challenged', INVITE: 'invited' };
const confirmations = { RECEIVED: 'requested' };
const days = {
  MONDAY: 'Monday',
  TUESDAY: 'Tuesday',
  WEDNESDAY: 'Wednesday',
  THURSDAY: 'Thursday',
  FRIDAY: 'Friday',
  SATURDAY: 'Saturday',
  SUNDAY: 'Sunday',
};

/**
 * The sentences in English. Those of orders are documented by examples; the others are as developers restate them; the
 * words for the methods of MediaContent are ours. Source: notice sheet 1, Rendered text.
 */
export const englishPhrases: NoticePhrases = {
  'AMAZON.WeatherAlert.Activated': { basis: 'seen', encode: encodeWeather },
  'AMAZON.SportsEvent.Updated': { basis: 'seen', encode: encodeSports },
  'AMAZON.MessageAlert.Activated': { basis: 'seen', encode: encodeMessage },
  'AMAZON.OrderStatus.Updated': { basis: 'documented', encode: encodeOrder },
  'AMAZON.Occasion.Updated': { basis: 'seen', encode: encodeOccasion },
  'AMAZON.TrashCollectionAlert.Activated': { basis: 'seen', encode: encodeTrash },
  'AMAZON.MediaContent.Available': { basis: 'chosen', encode: encodeMedia },
  'AMAZON.SocialGameInvite.Available': { basis: 'seen', encode: encodeGame },
};

function encodeWeather(slots: NoticeSlots): string {
  const source = slots.text('weatherAlert', 'source');
  const alert = wordOf({}, slots.text('weatherAlert', 'alertType'));
  return `There is a ${alert} alert for your area.${source === '' ? '' : ` Provided by ${source}.`}`;
}

function encodeSports(slots: NoticeSlots): string {
  const scorer = slots.text('update', 'teamName');
  const [home, away] = ['homeTeamStatistic', 'awayTeamStatistic'].map(
    side => `${slots.text('sportsEvent', side, 'team', 'name')} ${slots.count('sportsEvent', side, 'score')}`,
  );
  const league = slots.text('sportsEvent', 'eventLeague', 'name');
  return `${league} match update, ${scorer === '' ? '' : `${scorer} scored! `}${home}, ${away}.`;
}

function encodeMessage(slots: NoticeSlots): string {
  const count = slots.count('messageGroup', 'count');
  const freshness = slots.text('state', 'freshness');
  const status = slots.text('state', 'status');
  // New messages are unread anyway: the examples do not say both.
  const said = [freshness, freshness === 'NEW' && status === 'UNREAD' ? '' : status];
  const words = [...said, slots.text('messageGroup', 'urgency')].map(word => wordOf({}, word));
  const noun = count === 1 ? 'message' : 'messages';
  const creator = slots.text('messageGroup', 'creator', 'name');
  return `You have ${count === '' ? '' : (numbers[count] ?? count)} ${words.join(' ')} ${noun} from ${creator}.`;
}

function encodeOrder(slots: NoticeSlots): string {
  const status = slots.text('state', 'status');
  const order = `Your ${status === 'PREORDER_RECEIVED' ? 'preorder' : 'order'} from ${slots.text('order', 'seller', 'name')}`;
  const arrival = slots.day('state', 'deliveryDetails', 'expectedArrival');
  const until = arrival === '' ? '' : ` and will arrive by ${arrival}`;
  const delivered = slots.day('state', 'deliveredOn');
  switch (status) {
    case 'ORDER_PREPARING':
      return `${order} is being prepared.`;
    case 'ORDER_SHIPPED':
      return `${order} has been shipped${until}.`;
    case 'ORDER_OUT_FOR_DELIVERY':
      return `${order} is out for delivery${until}.`;
    case 'ORDER_DELIVERED':
      return `${order} ${delivered === '' ? 'has been delivered' : `was delivered on ${delivered}`}.`;
    default:
      return `${order} has been received.`;
  }
}

function encodeOccasion(slots: NoticeSlots): string {
  const type = wordOf({}, slots.text('occasion', 'occasionType'));
  const provider = slots.text('occasion', 'provider', 'name');
  const when = slots.moment('occasion', 'bookingTime');
  const status = wordOf(confirmations, slots.text('state', 'confirmationStatus'));
  return `Your ${type} at ${provider} for ${slots.text('occasion', 'subject')} on ${when} has been ${status}.`;
}

function encodeTrash(slots: NoticeSlots): string {
  const types = slots.join(slots.words('alert', 'garbageTypes').map(type => wordOf({}, type)));
  return `The coming ${wordOf(days, slots.text('alert', 'collectionDayOfWeek'))} is ${types} garbage collection day.`;
}

function encodeMedia(slots: NoticeSlots): string {
  const provider = slots.text('availability', 'provider', 'name');
  const method = wordOf(methods, slots.text('availability', 'method'));
  const when = slots.moment('availability', 'startTime');
  return `${slots.text('content', 'name')} will ${method} on ${when}${provider === '' ? '' : ` on ${provider}`}.`;
}

function encodeGame(slots: NoticeSlots): string {
  const inviter = slots.text('invite', 'inviter', 'name');
  const either = (name: string): string => slots.text('invite', name) || slots.text('invite', 'inviter', name);
  const relationship = wordOf({}, either('relationshipToInvitee'));
  const invited = wordOf(inviteTypes, either('inviteType'));
  const offer = wordOf({}, slots.text('game', 'offer'));
  return `Your ${relationship} ${inviter} has ${invited} you to a ${offer} of ${slots.text('game', 'name')}.`;
}
