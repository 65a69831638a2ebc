import type { DatabaseSync } from 'node:sqlite';
import { isNoticeName, type NoticeName, type Region, type SkillEventName } from '@gatehouse/protocol';
import { Query } from '@gatehouse/sqlite';
import { bucketOf } from '../../lane/bucket.ts';
import { applySkillNews, type SkillNews } from '../../subscriber/apply-skill-news.ts';
import type { Subscriber, SubscriberRefusal } from '../../subscriber/subscriber.ts';
import type { AudienceCount, SubscriberFilter } from '../../subscriber/subscriber-store.ts';
import type { ThreadMethods } from './thread-message.ts';

interface SubscriberRow {
  readonly user: string;
  readonly region: Region;
  readonly state: Subscriber['state'];
  readonly at: number;
  readonly news: SkillEventName;
  readonly told: 0 | 1;
  readonly locale: string | null;
  readonly refusal: string | null;
}

interface AudienceRow {
  readonly region: Region;
  readonly locale: string | null;
  readonly subscribers: number;
}

/** The methods of the thread that are about subscribers. */
export type SubscriberMethods = Pick<
  ThreadMethods,
  'putSkillNews' | 'readSubscriber' | 'listSubscribers' | 'countAudience' | 'countLocales' | 'noteRefusal'
>;

/** Everything about subscribers that is asked of an open database. */
export function createSubscriberMethods(database: DatabaseSync): SubscriberMethods {
  const subscribers = new SubscriberSql(database);
  return {
    putSkillNews: news => subscribers.putSkillNews(news),
    readSubscriber: user => subscribers.readSubscriber(user),
    listSubscribers: filter => subscribers.listSubscribers(filter),
    countAudience: event => subscribers.countAudience(event),
    countLocales: event => subscribers.countLocales(event),
    noteRefusal: refused => subscribers.noteRefusal(refused),
  };
}

const COLUMNS = 's.user, s.region, s.state, s.at, s.news, s.told, s.locale, s.refusal';

/** The tables `subscribers` and `subscriptions`. */
class SubscriberSql implements SubscriberMethods {
  readonly #put: Query;
  readonly #clear: Query;
  readonly #subscribe: Query;
  readonly #read: Query<SubscriberRow>;
  readonly #events: Query<{ event: string }>;
  readonly #list: Query<SubscriberRow>;
  readonly #listOfEvent: Query<SubscriberRow>;
  readonly #audience: Query<AudienceRow>;
  readonly #locales: Query<AudienceRow>;
  readonly #refuse: Query;

  constructor(database: DatabaseSync) {
    const query = <Row = never>(sql: string): Query<Row> => new Query(database, sql);
    this.#put = query(
      `INSERT INTO subscribers (bucket, user, region, state, at, news, told, locale) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET region = excluded.region, state = excluded.state, at = excluded.at,
         news = excluded.news, told = excluded.told, locale = excluded.locale, refusal = NULL`,
    );
    this.#clear = query('DELETE FROM subscriptions WHERE bucket = ? AND user = ?');
    this.#subscribe = query('INSERT INTO subscriptions (bucket, user, region, event) VALUES (?, ?, ?, ?)');
    this.#read = query(`SELECT ${COLUMNS} FROM subscribers s WHERE s.bucket = ? AND s.user = ?`);
    this.#events = query('SELECT event FROM subscriptions WHERE bucket = ? AND user = ? ORDER BY event');
    this.#list = query(
      `SELECT ${COLUMNS} FROM subscribers s INDEXED BY subscribers_by_user
       WHERE s.user > ?1 AND (?2 IS NULL OR s.region = ?2) ORDER BY s.user LIMIT 0 + ?3`,
    );
    this.#listOfEvent = query(
      `SELECT ${COLUMNS} FROM subscriptions o INDEXED BY subscriptions_by_event
         CROSS JOIN subscribers s ON s.bucket = o.bucket AND s.user = o.user
       WHERE o.event = ?4 AND o.user > ?1 AND (?2 IS NULL OR s.region = ?2) ORDER BY o.user LIMIT 0 + ?3`,
    );
    this.#audience = query(
      'SELECT region, NULL AS locale, subscribers FROM audiences WHERE event = ? AND subscribers > 0 ORDER BY region',
    );
    this.#locales = query(
      `SELECT s.region, s.locale, count(*) AS subscribers FROM subscriptions o INDEXED BY subscriptions_by_event
         CROSS JOIN subscribers s ON s.bucket = o.bucket AND s.user = o.user
       WHERE o.event = ? GROUP BY s.region, s.locale ORDER BY s.region, s.locale`,
    );
    this.#refuse = query('UPDATE subscribers SET refusal = ? WHERE bucket = ? AND user = ?');
  }

  putSkillNews(news: SkillNews): boolean {
    const next = applySkillNews(this.readSubscriber(news.user), news);
    if (next === undefined) return false;
    const { user, region, state, at, events, locale } = next;
    const bucket = bucketOf(user);
    this.#put.run(bucket, user, region, state, at, next.news, events === undefined ? 0 : 1, locale ?? null);
    this.#clear.run(bucket, user);
    for (const event of events ?? []) this.#subscribe.run(bucket, user, region, event);
    return true;
  }

  readSubscriber(user: string): Subscriber | undefined {
    const row = this.#read.one(bucketOf(user), user);
    return row && this.#decode(row);
  }

  listSubscribers({ event, region, after = '', limit }: SubscriberFilter): readonly Subscriber[] {
    const page = [after, region ?? null, limit];
    const rows = event === undefined ? this.#list.all(...page) : this.#listOfEvent.all(...page, event);
    return rows.map(row => this.#decode(row));
  }

  countAudience(event: string): readonly AudienceCount[] {
    return this.#audience.all(event).map(countOf);
  }

  countLocales(event: string): readonly AudienceCount[] {
    return this.#locales.all(event).map(countOf);
  }

  noteRefusal({ user, refusal }: { user: string; refusal: SubscriberRefusal }): void {
    this.#refuse.run(JSON.stringify(refusal), bucketOf(user), user);
  }

  #decode({ told, locale, refusal, ...row }: SubscriberRow): Subscriber {
    return {
      ...row,
      ...(told === 1 && { events: this.#eventsOf(row.user) }),
      ...(locale !== null && { locale }),
      ...(refusal !== null && { refusal: JSON.parse(refusal) }),
    };
  }

  #eventsOf(user: string): readonly NoticeName[] {
    return this.#events
      .all(bucketOf(user), user)
      .map(({ event }) => event)
      .filter(isNoticeName);
  }
}

function countOf({ region, locale, subscribers }: AudienceRow): AudienceCount {
  return locale === null ? { region, subscribers } : { region, locale, subscribers };
}
