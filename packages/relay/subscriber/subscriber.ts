/**
 * Who may be told notices, by the word of the skill's events. Beside it: `apply-skill-news.ts` (what a skill event changes),
 * `subscriber-store.ts` (where subscribers lie). Nothing here keeps state.
 */
import type { NoticeName, Region, SkillEventName } from '@gatehouse/protocol';

/** That Alexa refused a notice for a subscriber: when, in milliseconds since the epoch, of which event and with which code. */
export interface SubscriberRefusal {
  readonly at: number;
  readonly event: string;
  readonly code: string;
}

/**
 * One customer of the custom skill, by the userId of its requests. `at` is the timestamp of the request that told last,
 * in milliseconds since the epoch, and `news` what it was. `events` are those that the customer subscribes to; absent while
 * nobody has told. `refusal` is the last one since then. `locale` is that of the request, where it had one.
 */
export interface Subscriber {
  readonly user: string;
  readonly region: Region;
  readonly state: 'enabled' | 'disabled';
  readonly at: number;
  readonly news: SkillEventName;
  readonly events?: readonly NoticeName[];
  readonly locale?: string;
  readonly refusal?: SubscriberRefusal;
}
