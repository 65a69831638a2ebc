import {
  mediaContent,
  messageAlert,
  type NoticeText,
  noticeLocales,
  occasion,
  orderStatus,
  socialGameInvite,
  sportsEvent,
  trashCollectionAlert,
  weatherAlert,
} from '@gatehouse/protocol';
import type { ReadyNotice } from './ready-event.ts';

const DAY_MS = 24 * 3_600_000;
const ORDER_PLACES = ['state.deliveryDetails.expectedArrival', 'state.enterTimestamp', 'state.deliveredOn'];
const MESSAGE_PLACES = ['state.freshness', 'messageGroup.urgency'];

type OrderState = Parameters<typeof orderStatus>[0]['status'];
type Confirmation = Parameters<typeof occasion>[0]['confirmationStatus'];

/** One of each notice of the catalogue, and one of each state of an order. Source: notice sheet 1. */
export const readyNotices: readonly ReadyNotice[] = [
  order('preorder-received', 'PREORDER_RECEIVED', 'A preorder has come in'),
  order('order-received', 'ORDER_RECEIVED', 'An order has come in'),
  order('order-preparing', 'ORDER_PREPARING', 'An order is being prepared'),
  order('order-shipped', 'ORDER_SHIPPED', 'An order is on its way, here by the day after tomorrow'),
  order('order-out-for-delivery', 'ORDER_OUT_FOR_DELIVERY', 'An order arrives today'),
  order('order-delivered', 'ORDER_DELIVERED', 'An order was delivered'),
  {
    ...{ type: 'notice', name: 'weather-alert', about: 'There is a tornado alert' },
    create: () => weatherAlert({ alertType: 'TORNADO', source: everywhere('The Weather Office') }),
  },
  {
    ...{ type: 'notice', name: 'sports-update', about: 'A team has scored' },
    create: () =>
      sportsEvent({
        league: everywhere('Any League'),
        home: { team: 'Foxes', score: 2 },
        away: { team: 'Hens', score: 1 },
        scored: { team: 'Foxes', by: 1 },
      }),
  },
  {
    ...{ type: 'notice', name: 'message-alert', about: 'Messages wait', more: MESSAGE_PLACES },
    create: () => messageAlert({ creator: 'Jane Doe', count: 3, freshness: 'NEW' }),
  },
  booking('occasion-requested', 'REQUESTED', 'An appointment was asked for'),
  booking('occasion-confirmed', 'CONFIRMED', 'An appointment is confirmed'),
  booking('occasion-rescheduled', 'RESCHEDULED', 'An appointment has another time'),
  booking('occasion-canceled', 'CANCELED', 'An appointment is canceled'),
  {
    ...{ type: 'notice', name: 'trash-collection', about: 'Garbage is collected' },
    create: () => trashCollectionAlert({ garbageTypes: ['GLASS', 'WASTE_PAPER'], collectionDayOfWeek: 'FRIDAY' }),
  },
  {
    ...{ type: 'notice', name: 'media-available', about: 'A film can be seen' },
    create: ({ now }) =>
      mediaContent({
        content: everywhere('Any Film'),
        contentType: 'MOVIE',
        method: 'STREAM',
        startTime: now + DAY_MS,
        provider: everywhere('Any Channel'),
      }),
  },
  {
    ...{ type: 'notice', name: 'game-invite', about: 'A friend invites to a game' },
    create: () =>
      socialGameInvite({
        inviter: 'Jane Doe',
        relationship: 'FRIEND',
        inviteType: 'CHALLENGE',
        offer: 'REMATCH',
        game: everywhere('Any Game'),
      }),
  },
];

function order(name: string, status: OrderState, about: string): ReadyNotice {
  const isComing = status === 'ORDER_SHIPPED' || status === 'ORDER_OUT_FOR_DELIVERY';
  const days = status === 'ORDER_SHIPPED' ? 2 : 0;
  return {
    ...{ type: 'notice', name, about, more: ORDER_PLACES },
    create: ({ now }) =>
      orderStatus({
        ...{ status, seller: everywhere('AnyCompany') },
        ...(isComing && { expectedArrival: now + days * DAY_MS }),
        ...(status === 'ORDER_DELIVERED' && { deliveredOn: now }),
      }),
  };
}

function booking(name: string, confirmationStatus: Confirmation, about: string): ReadyNotice {
  return {
    ...{ type: 'notice', name, about },
    create: ({ now }) =>
      occasion({
        ...{ confirmationStatus, occasionType: 'APPOINTMENT', bookingTime: now + 2 * DAY_MS },
        ...{ subject: everywhere('a haircut'), provider: everywhere('Any Salon') },
      }),
  };
}

/** The same text in each locale, so that nobody goes without. */
function everywhere(text: string): NoticeText {
  return Object.fromEntries(noticeLocales.map(locale => [locale, text]));
}
