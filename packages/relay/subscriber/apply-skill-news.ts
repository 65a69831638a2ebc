import type { NoticeName, Region, SkillEventName } from '@gatehouse/protocol';
import type { Subscriber } from './subscriber.ts';

/** A skill event as far as it concerns a subscriber; `at` is its request's timestamp, in milliseconds since the epoch. */
export interface SkillNews {
  readonly name: SkillEventName;
  readonly user: string;
  readonly region: Region;
  readonly at: number;
  readonly subscriptions?: readonly NoticeName[];
  readonly locale?: string;
}

/** Of news of the same moment the later of these holds: who enables may subscribe, and who disables is told nothing more. */
const ranks: Readonly<Partial<Record<SkillEventName, number>>> = {
  'AlexaSkillEvent.SkillEnabled': 0,
  'AlexaSkillEvent.ProactiveSubscriptionChanged': 1,
  'AlexaSkillEvent.SkillDisabled': 2,
};

/**
 * What a subscriber is after a skill event; undefined when the event changes nothing. Events may arrive out of order, so
 * that the newest by its request's timestamp holds, and Alexa tells nothing of subscriptions when a skill is disabled. That
 * a skill which is enabled was enabled says nothing new: what it is subscribed to stays as told. After enabling anew it is
 * unknown until Alexa tells. Permissions and linked accounts change nothing.
 *
 * Source: notice sheet 3, skill events; that a tie is broken in the order enabled, subscribed, disabled is our choice.
 */
export function applySkillNews(known: Subscriber | undefined, news: SkillNews): Subscriber | undefined {
  const rank = ranks[news.name];
  if (rank === undefined || (known !== undefined && !isNewer(news, known))) return undefined;
  const { name, user, region, at, locale = known?.locale } = news;
  const base = { user, region, at, news: name, ...(locale === undefined ? {} : { locale }) };
  switch (name) {
    case 'AlexaSkillEvent.ProactiveSubscriptionChanged':
      return { ...base, state: 'enabled', events: [...(news.subscriptions ?? [])].sort() };
    case 'AlexaSkillEvent.SkillDisabled':
      return { ...base, state: 'disabled', events: [] };
    default:
      return known?.state === 'enabled' ? undefined : { ...base, state: 'enabled' };
  }
}

function isNewer({ at, name }: SkillNews, known: Subscriber): boolean {
  return at > known.at || (at === known.at && (ranks[name] ?? 0) > (ranks[known.news] ?? 0));
}
