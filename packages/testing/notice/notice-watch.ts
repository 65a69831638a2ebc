import type { HouseCustomer, ShownNotice } from './notice-house.ts';
import type { Hearing, Version } from './notice-model.ts';

/** A promise that was not kept: which, and to whom. */
export interface BrokenPromise {
  readonly promise: string;
  readonly detail: string;
}

interface Change {
  readonly at: number;
  readonly events: readonly string[] | undefined;
}

interface Watched {
  /** When the customer was shown to have heard a version. */
  readonly heard: Map<string, string>;
  readonly changes: Change[];
}

/** How long the gateway shows a notice, in milliseconds; what was seen longer ago is not shown again. */
const SHOWN_MS = 8 * 24 * 3_600_000;

/**
 * Looks at what customers are shown, and holds it against what was posted and allowed, as laws that ask no model, and
 * against the hearings that the model expects: no fewer, no more, at no other time.
 */
export class NoticeWatch {
  readonly #customers = new Map<string, Watched>();
  readonly #versions = new Map<string, Version[]>();

  /** A customer came, or allows something else from now on. */
  put({ userId, events }: HouseCustomer, at: number): void {
    const watched = this.#watchedOf(userId);
    watched.changes.push({ at, events });
    this.#customers.set(userId, watched);
  }

  remove(userId: string): void {
    this.#customers.delete(userId);
  }

  /** A notice was taken: answered 202. */
  add(version: Version): void {
    const key = `${version.stage} ${version.referenceId}`;
    this.#versions.set(key, [...(this.#versions.get(key) ?? []), version]);
  }

  /** Judges everything that a customer is shown at a time; `expected` is what is new since the last look. */
  look(
    userId: string,
    look: { shown: readonly ShownNotice[]; expected: readonly Hearing[]; now: number },
  ): BrokenPromise | undefined {
    const watched = this.#watchedOf(userId);
    const fresh = new Map<string, ShownNotice>();
    for (const notice of look.shown) {
      if (notice.heardAt === undefined) continue;
      const key = `${notice.stage} ${notice.referenceId} ${notice.timestamp}`;
      const before = watched.heard.get(key) ?? fresh.get(key)?.heardAt;
      if (before === undefined) fresh.set(key, notice);
      else if (before !== notice.heardAt || fresh.has(key)) {
        return {
          promise: 'no notice is heard twice',
          detail: `${userId} heard ${key} at ${before} and ${notice.heardAt}`,
        };
      }
    }
    for (const notice of fresh.values()) {
      const broken = this.#judgeHeard(userId, notice, watched);
      if (broken !== undefined) return { promise: broken, detail: `${userId} heard ${JSON.stringify(notice)}` };
    }
    for (const [key, { heardAt = '' }] of fresh) watched.heard.set(key, heardAt);
    forgetOld(watched, look.now);
    return compare(userId, { fresh, expected: look.expected });
  }

  #watchedOf(userId: string): Watched {
    return this.#customers.get(userId) ?? { heard: new Map(), changes: [] };
  }

  /** The promise that a hearing breaks, from what was posted and allowed alone. */
  #judgeHeard(userId: string, notice: ShownNotice, { changes }: Watched): string | undefined {
    const heardAt = Date.parse(notice.heardAt ?? '');
    const versions = (this.#versions.get(`${notice.stage} ${notice.referenceId}`) ?? []).filter(
      ({ user }) => user === undefined || user === userId,
    );
    const timestamp = Date.parse(notice.timestamp);
    const heard = versions.find(version => version.timestamp === timestamp);
    if (heard === undefined || heardAt < heard.takenAt) return 'nothing is heard that was not taken before';
    if (heardAt >= heard.expiresAt) return 'no notice is heard after its expiry';
    const { region } = heard;
    const isNewer = (one: Version): boolean =>
      one.region === region && one.timestamp > timestamp && one.takenAt < heardAt;
    if (versions.some(isNewer)) return 'no notice is heard that is out of date';
    const allowed = changes.findLast(({ at }) => at < heardAt)?.events ?? [];
    return allowed.includes(heard.event) ? undefined : 'nobody who has not subscribed hears a notice';
  }
}

function forgetOld({ heard, changes }: Watched, now: number): void {
  for (const [key, at] of heard) if (Date.parse(at) < now - SHOWN_MS) heard.delete(key);
  const first = changes.findLastIndex(({ at }) => at < now - SHOWN_MS);
  if (first > 0) changes.splice(0, first);
}

interface Compared {
  readonly fresh: ReadonlyMap<string, ShownNotice>;
  readonly expected: readonly Hearing[];
}

function compare(userId: string, { fresh, expected }: Compared): BrokenPromise | undefined {
  const left = new Map(fresh);
  for (const { version, at, locale } of expected) {
    const key = `${version.stage} ${version.referenceId} ${new Date(version.timestamp).toISOString()}`;
    const notice = left.get(key);
    left.delete(key);
    if (notice === undefined) return { promise: 'what is due is heard', detail: `${userId} did not hear ${key}` };
    const heardAt = Date.parse(notice.heardAt ?? '');
    if (heardAt !== at) {
      const detail = `${userId} heard ${key} at ${notice.heardAt} and not at ${new Date(at).toISOString()}`;
      return { promise: 'what is due is heard in time', detail };
    }
    if (!speaks(notice.text, { version, locale })) {
      const detail = `${userId}, whose device speaks ${locale}, heard ${JSON.stringify(notice.text)}`;
      return { promise: "a notice is told in the device's locale, else in its language", detail };
    }
  }
  const [more] = left.keys();
  return more === undefined ? undefined : { promise: 'only what is due is heard', detail: `${userId} heard ${more}` };
}

/** The texts of these notices name their locale. */
function speaks(text: string, { version: { locales }, locale }: Pick<Hearing, 'version' | 'locale'>): boolean {
  if (locales === undefined) return text !== '';
  return text.includes(locales.includes(locale) ? `(${locale})` : `(${locale.slice(0, 2)}-`);
}
