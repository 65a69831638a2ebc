import {
  createNotice,
  messageAlert,
  type Notice,
  type NoticeContent,
  type NoticeLocale,
  noticeLifetime,
  orderStatus,
  weatherAlert,
} from '@gatehouse/protocol';
import type { Chance } from '../simulation/chance.ts';

/** The locales of the customers, and of the texts. */
export const LOCALES = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'fr-CA', 'ja-JP', 'es-MX'] as const;

/** The events that are sent: two with texts, one without. */
export const EVENTS = [
  'AMAZON.OrderStatus.Updated',
  'AMAZON.WeatherAlert.Activated',
  'AMAZON.MessageAlert.Activated',
] as const;

const STATES = [
  'ORDER_RECEIVED',
  'ORDER_PREPARING',
  'ORDER_SHIPPED',
  'ORDER_OUT_FOR_DELIVERY',
  'ORDER_DELIVERED',
] as const;
const ALERTS = ['TORNADO', 'HURRICANE', 'SNOW_STORM', 'THUNDER_STORM'] as const;
const MOST_MESSAGES = 9;

/** What a notice is drawn for. */
export interface DrawnFor {
  readonly event: (typeof EVENTS)[number];
  readonly referenceId: string;
  readonly timestamp: number;
  /** The gateway's time, from which the expiry is counted. */
  readonly now: number;
  /** Undefined for everybody. */
  readonly user: string | undefined;
  /** How long a notice waits, in milliseconds; expiries are drawn around it. */
  readonly delayMs: number;
}

/** Draws a notice: a third expires before it is due or at that very time. */
export function drawNotice(chance: Chance, parts: DrawnFor): Notice {
  const { event, referenceId, timestamp, now, user, delayMs } = parts;
  const lifetimeMs = drawLifetime(chance, delayMs);
  const audience = user === undefined ? ({ type: 'Multicast' } as const) : ({ type: 'Unicast', user } as const);
  const notice = createNotice({ content: drawContent(chance, event), audience, referenceId, timestamp });
  return { ...notice, expiryTime: new Date(now + lifetimeMs).toISOString() };
}

function drawLifetime(chance: Chance, delayMs: number): number {
  const { leastMs, mostMs } = noticeLifetime;
  if (chance.happens(0.05)) return delayMs;
  return chance.happens(0.3) ? chance.between(leastMs, delayMs) : chance.between(delayMs, mostMs);
}

function drawContent(chance: Chance, event: DrawnFor['event']): NoticeContent {
  switch (event) {
    case 'AMAZON.OrderStatus.Updated':
      return orderStatus({ status: chance.pick(STATES), seller: drawText(chance) });
    case 'AMAZON.WeatherAlert.Activated':
      return weatherAlert({ alertType: chance.pick(ALERTS), source: drawText(chance) });
    case 'AMAZON.MessageAlert.Activated':
      return messageAlert({ creator: 'Jane', count: chance.between(1, MOST_MESSAGES) });
  }
}

/** A text in some of the locales, which says of itself in which. */
function drawText(chance: Chance): Readonly<Partial<Record<NoticeLocale, string>>> {
  const locales = LOCALES.filter(() => chance.happens(0.6));
  const spoken: readonly NoticeLocale[] = locales.length === 0 ? [chance.pick(LOCALES)] : locales;
  return Object.fromEntries(spoken.map(locale => [locale, `Any Company (${locale})`]));
}
