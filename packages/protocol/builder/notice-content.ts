import { referTo } from '../notice/attribute-reference.ts';
import type { MediaContent } from '../notice/media-content.ts';
import type { MessageAlert } from '../notice/message-alert.ts';
import type { NoticeAttributes, NoticeEvent } from '../notice/notice.ts';
import type { Occasion } from '../notice/occasion.ts';
import type { OrderStatus } from '../notice/order-status.ts';
import type { SocialGameInvite } from '../notice/social-game-invite.ts';
import type { TrashCollectionAlert } from '../notice/trash-collection-alert.ts';
import type { WeatherAlert } from '../notice/weather-alert.ts';
import { encodeTime, type Time } from './encode-time.ts';
import { encodeNoticeTexts, type NoticeText } from './notice-texts.ts';

/** What a notice says, without who is told and when: what `createNotice` puts into its envelope. */
export interface NoticeContent {
  readonly event: NoticeEvent;
  readonly localizedAttributes: readonly NoticeAttributes[];
}

/** There is bad weather. Source: notice sheet 1, WeatherAlert.Activated. */
export function weatherAlert(parts: {
  readonly alertType: WeatherAlert['weatherAlert']['alertType'];
  readonly source?: NoticeText;
}): NoticeContent {
  const { alertType, source } = parts;
  const alert = { alertType, ...(source === undefined ? {} : { source: referTo('source') }) };
  return {
    event: { name: 'AMAZON.WeatherAlert.Activated', payload: { weatherAlert: alert } },
    localizedAttributes: encodeNoticeTexts({ source }),
  };
}

/** A match stands so; `scored` says who scored last, and how much. Source: notice sheet 1, SportsEvent.Updated. */
export function sportsEvent(parts: {
  readonly league: NoticeText;
  readonly home: { readonly team: string; readonly score: number };
  readonly away: { readonly team: string; readonly score: number };
  readonly scored?: { readonly team: string; readonly by: number };
}): NoticeContent {
  const { league, home, away, scored } = parts;
  const match = {
    eventLeague: { name: referTo('eventLeagueName') },
    homeTeamStatistic: { team: { name: home.team }, score: home.score },
    awayTeamStatistic: { team: { name: away.team }, score: away.score },
  };
  const update = scored === undefined ? {} : { update: { scoreEarned: scored.by, teamName: scored.team } };
  return {
    event: { name: 'AMAZON.SportsEvent.Updated', payload: { ...update, sportsEvent: match } },
    localizedAttributes: encodeNoticeTexts({ eventLeagueName: league }),
  };
}

/** Messages wait: `count` of them, 1 or more. Source: notice sheet 1, MessageAlert.Activated. */
export function messageAlert(parts: {
  readonly creator: string;
  readonly count: number;
  readonly status?: MessageAlert['state']['status'];
  readonly freshness?: NonNullable<MessageAlert['state']['freshness']>;
  readonly urgent?: boolean;
}): NoticeContent {
  const { creator, count, status = 'UNREAD', freshness, urgent = false } = parts;
  const state = { status, ...(freshness === undefined ? {} : { freshness }) };
  const messageGroup = { creator: { name: creator }, count, ...(urgent ? { urgency: 'URGENT' as const } : {}) };
  return {
    event: { name: 'AMAZON.MessageAlert.Activated', payload: { state, messageGroup } },
    localizedAttributes: encodeNoticeTexts({}),
  };
}

/**
 * An order came into a state. `expectedArrival` is told while it is on its way, `deliveredOn` once it is there. Source:
 * notice sheet 1, OrderStatus.Updated.
 */
export function orderStatus(parts: {
  readonly status: OrderStatus['state']['status'];
  readonly seller: NoticeText;
  readonly expectedArrival?: Time;
  readonly enteredAt?: Time;
  readonly deliveredOn?: Time;
}): NoticeContent {
  const { status, seller, expectedArrival, enteredAt, deliveredOn } = parts;
  const state = {
    status,
    ...(expectedArrival === undefined ? {} : { deliveryDetails: { expectedArrival: encodeTime(expectedArrival) } }),
    ...(enteredAt === undefined ? {} : { enterTimestamp: encodeTime(enteredAt) }),
    ...(deliveredOn === undefined ? {} : { deliveredOn: encodeTime(deliveredOn) }),
  };
  return {
    event: {
      name: 'AMAZON.OrderStatus.Updated',
      payload: { state, order: { seller: { name: referTo('sellerName') } } },
    },
    localizedAttributes: encodeNoticeTexts({ sellerName: seller }),
  };
}

/** A reservation or an appointment has news. Source: notice sheet 1, Occasion.Updated. */
export function occasion(parts: {
  readonly confirmationStatus: Occasion['state']['confirmationStatus'];
  readonly occasionType: Occasion['occasion']['occasionType'];
  readonly subject: NoticeText;
  readonly provider: NoticeText;
  readonly bookingTime: Time;
  readonly broker?: NoticeText;
}): NoticeContent {
  const { confirmationStatus, occasionType, subject, provider, broker } = parts;
  const booked = {
    occasionType,
    subject: referTo('subject'),
    provider: { name: referTo('providerName') },
    bookingTime: encodeTime(parts.bookingTime),
    ...(broker === undefined ? {} : { broker: { name: referTo('brokerName') } }),
  };
  return {
    event: { name: 'AMAZON.Occasion.Updated', payload: { state: { confirmationStatus }, occasion: booked } },
    localizedAttributes: encodeNoticeTexts({ subject, providerName: provider, brokerName: broker }),
  };
}

/** Garbage is collected on a day of the coming week; five kinds at most. Source: notice sheet 1, TrashCollectionAlert.Activated. */
export function trashCollectionAlert(parts: {
  readonly garbageTypes: TrashCollectionAlert['alert']['garbageTypes'];
  readonly collectionDayOfWeek: TrashCollectionAlert['alert']['collectionDayOfWeek'];
}): NoticeContent {
  const { garbageTypes, collectionDayOfWeek } = parts;
  const alert = { garbageTypes: [...garbageTypes], collectionDayOfWeek };
  return {
    event: { name: 'AMAZON.TrashCollectionAlert.Activated', payload: { alert } },
    localizedAttributes: encodeNoticeTexts({}),
  };
}

/** A book, film, song or game can be had. Source: notice sheet 1, MediaContent.Available. */
export function mediaContent(parts: {
  readonly content: NoticeText;
  readonly contentType: MediaContent['content']['contentType'];
  readonly method: MediaContent['availability']['method'];
  readonly startTime: Time;
  readonly provider?: NoticeText;
}): NoticeContent {
  const { content, contentType, method, provider } = parts;
  const availability = {
    startTime: encodeTime(parts.startTime),
    method,
    ...(provider === undefined ? {} : { provider: { name: referTo('providerName') } }),
  };
  return {
    event: {
      name: 'AMAZON.MediaContent.Available',
      payload: { availability, content: { name: referTo('contentName'), contentType } },
    },
    localizedAttributes: encodeNoticeTexts({ providerName: provider, contentName: content }),
  };
}

/** Somebody invites the customer to a game. Source: notice sheet 1, SocialGameInvite.Available and note 5. */
export function socialGameInvite(parts: {
  readonly inviter: string;
  readonly relationship: NonNullable<SocialGameInvite['invite']['relationshipToInvitee']>;
  readonly inviteType: NonNullable<SocialGameInvite['invite']['inviteType']>;
  readonly game: NoticeText;
  readonly offer: SocialGameInvite['game']['offer'];
}): NoticeContent {
  const { inviter, relationship, inviteType, game, offer } = parts;
  const invite = { inviter: { name: inviter }, relationshipToInvitee: relationship, inviteType };
  return {
    event: {
      name: 'AMAZON.SocialGameInvite.Available',
      payload: { invite, game: { offer, name: referTo('gameName') } },
    },
    localizedAttributes: encodeNoticeTexts({ gameName: game }),
  };
}
