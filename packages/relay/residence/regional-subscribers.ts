import type { Region } from '@gatehouse/protocol';
import type { SkillNews } from '../subscriber/apply-skill-news.ts';
import type { Subscriber } from '../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberFilter, SubscriberStore } from '../subscriber/subscriber-store.ts';
import type { MovableStore } from './region-part.ts';
import type { RegionParts } from './region-parts.ts';

/**
 * Subscribers, each in the store of the region that its skill event came from. Whoever is found in two stores is what the
 * newer of the skill events said; a filter narrows, and a count counts, what each store has. Where regions are named, a store
 * that fails is passed over, as long as one answers.
 */
export class RegionalSubscribers implements SubscriberStore {
  readonly #parts: RegionParts;

  constructor(parts: RegionParts) {
    this.#parts = parts;
  }

  putSkillNews(news: SkillNews): Promise<boolean> {
    return this.#parts.askOne(this.#parts.of(news.region), store => store.putSkillNews(news));
  }

  async readSubscriber(user: string, named?: readonly Region[]): Promise<Subscriber | undefined> {
    const found = await this.#ask(named, store => store.readSubscriber(user));
    return newestOf(found.filter(one => one !== undefined)).at(0);
  }

  async listSubscribers(filter: SubscriberFilter): Promise<readonly Subscriber[]> {
    const pages = await this.#parts.ask(store => store.listSubscribers(filter));
    return newestOf(pages.flat()).slice(0, filter.limit);
  }

  async countAudience(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]> {
    return (await this.#ask(named, store => store.countAudience(event))).flat();
  }

  async countLocales(event: string, named?: readonly Region[]): Promise<readonly AudienceCount[]> {
    return (await this.#ask(named, store => store.countLocales(event))).flat();
  }

  async noteRefusal(refused: Parameters<SubscriberStore['noteRefusal']>[0]): Promise<void> {
    await this.#parts.ask(store => store.noteRefusal(refused));
  }

  #ask<Answer>(
    named: readonly Region[] | undefined,
    question: (store: MovableStore) => Promise<Answer>,
  ): Promise<readonly Answer[]> {
    return named === undefined ? this.#parts.ask(question) : this.#parts.askAnswering(question);
  }
}

/** Each user once, in the order of the userIds as the stores have it. */
function newestOf(found: readonly Subscriber[]): readonly Subscriber[] {
  const newest = new Map<string, Subscriber>();
  for (const one of found)
    if ((newest.get(one.user)?.at ?? Number.NEGATIVE_INFINITY) < one.at) newest.set(one.user, one);
  return [...newest.values()].sort((a, b) => Buffer.compare(Buffer.from(a.user), Buffer.from(b.user)));
}
