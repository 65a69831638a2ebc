import type { Region } from '@gatehouse/protocol';
import type { SkillNews } from './apply-skill-news.ts';
import type { Subscriber, SubscriberRefusal } from './subscriber.ts';

/** Which subscribers to list: every member narrows. A page of at most `limit`, after a userId. */
export interface SubscriberFilter {
  /** Only those who subscribe to this event. */
  readonly event?: string;
  readonly region?: Region;
  readonly after?: string;
  readonly limit: number;
}

/** How many subscribe to an event in one region, with the locale that their last skill event had, if it had one. */
export interface AudienceCount {
  readonly region: Region;
  readonly locale?: string;
  readonly subscribers: number;
}

/**
 * Customers of the custom skill and the notices that they have subscribed to. Whoever asks and has `named` the regions that
 * it goes to needs no more than what is known without the store of a region that fails: nothing depends on the answer but
 * warnings, and that nobody is told who is known not to subscribe.
 */
export interface SubscriberStore {
  /** Takes a skill event by the rule of `applySkillNews`; answers whether it changed anything. */
  putSkillNews(news: SkillNews): Promise<boolean>;
  /** One subscriber, or undefined for whoever no skill event was of. */
  readSubscriber(user: string, named?: readonly Region[]): Promise<Subscriber | undefined>;
  /** Subscribers in the order of their userIds. */
  listSubscribers(filter: SubscriberFilter): Promise<readonly Subscriber[]>;
  /** How many subscribe to an event, region by region; regions without any are left out. Costs the same however many they are. */
  countAudience(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]>;
  /** The same by locale, too; reads every subscription to the event. */
  countLocales(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]>;
  /** Remembers that Alexa refused a notice, until the next skill event; does nothing for whoever is unknown. */
  noteRefusal(refused: { user: string; refusal: SubscriberRefusal }): Promise<void>;
}
