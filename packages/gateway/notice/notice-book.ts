import type { Clock } from '@gatehouse/client/platform';
import type { Customer } from '../customer/customer.ts';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { isNewer, type ListedFate, type Listener, listFates } from './list-fates.ts';
import { NoticeIndex, type ReferenceOf } from './notice-index.ts';
import {
  encodeHearing,
  encodeHearingKey,
  encodeNotice,
  type Hearing,
  LAST_KEY,
  parseNoticeRecord,
} from './notice-record.ts';
import type { NewNotice, TakenNotice } from './taken-notice.ts';

/** What a book of notices needs. */
export interface NoticeBookOptions {
  readonly clock: Clock;
  /** Whether a notice without the device's locale is told in another one of its language; default `language`. */
  readonly fallback?: 'language' | 'none';
  readonly keep?: Keep;
  /** How many notices are kept; default 100,000. */
  readonly limit?: number;
}

/** How long a notice can be asked for after it was taken. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const DEFAULT_LIMIT = 100_000;
const NOTHING: Hearing = { from: 0, outcomes: new Map(), stale: new Set() };

/**
 * The notices that were taken, and what becomes of them. One for many customers is written down once; where it stands for
 * one of them is worked out when somebody asks. So that the answer stays the same, {@link settle} has to be called before
 * a customer changes. Siblings: `notice-index.ts` finds, `list-fates.ts` and `resolve-outcome.ts` decide,
 * `view-notice.ts` words.
 *
 * State kept: notices for seven days, at most 100,000; for each customer, what became of notices before the last change.
 */
export class NoticeBook implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['notice'];
  readonly #options: Required<NoticeBookOptions>;
  readonly #index = new NoticeIndex();
  readonly #hearings = new Map<string, Hearing>();
  /** No notice has a number before this one. */
  #first = 1;
  #last = 0;
  #lastIsKept = false;

  constructor(options: NoticeBookOptions) {
    this.#options = { fallback: 'language', keep: keepNothing, limit: DEFAULT_LIMIT, ...options };
  }

  /** Writes a notice down; the cost does not depend on how many customers it is for. */
  take(notice: NewNotice): TakenNotice {
    this.#last += 1;
    const taken = this.#number(notice);
    this.#index.add(taken);
    this.#keepRecord(encodeNotice(taken));
    if (this.#lastIsKept) this.#options.keep('notice', LAST_KEY, undefined);
    this.#lastIsKept = false;
    this.#giveUpOldest();
    return taken;
  }

  /** Every version of a reference that a customer, or everybody in the region, may be told. */
  listVersions(reference: ReferenceOf, userId?: string): TakenNotice[] {
    return this.#index.listVersions(reference, userId);
  }

  /**
   * Where each notice for a customer stands now, the earliest due first. Where a full day kept one from the customer, what
   * is answered is written down, as what filled the day is given up before it.
   */
  listFates(listener: Listener): ListedFate[] {
    const { clock, fallback } = this.#options;
    const { userId } = listener.customer;
    const { outcomes, stale } = this.#hearingOf(userId);
    const fates = listFates(this.#listNotices(listener.customer), {
      ...{ listener, fallback, now: clock.now(), settled: outcomes, stale },
      versionsOf: notice => this.#index.listVersions(notice, userId),
    });
    if (fates.some(isLimited)) this.#write(userId, fates);
    return fates;
  }

  /** Makes sure that what was due up to now stays what it was for a customer who is about to change. */
  settle(listener: Listener): void {
    if (this.#index.size === 0) return;
    this.#write(listener.customer.userId, this.listFates(listener));
  }

  /** A customer who comes, or who moves to another region, hears nothing of what was posted to all before. */
  join(userId: string): void {
    if (this.#index.size > 0) this.#hear(userId, { ...this.#hearingOf(userId), from: this.#last });
  }

  /** Forgets what was for a customer alone, and what the customer heard. */
  removeCustomer(userId: string): void {
    for (const notice of this.#index.listOfCustomer(userId)) this.#remove(notice);
    if (this.#hearings.delete(userId)) this.#options.keep('notice', encodeHearingKey(userId), undefined);
  }

  *records(): Generator<StateRecord> {
    if (this.#lastIsKept) yield { kind: 'notice', key: LAST_KEY, value: { number: this.#last } };
    for (const notice of this.#index.values()) yield encodeNotice(notice);
    for (const userId of [...this.#hearings.keys()].sort()) yield encodeHearing(userId, this.#hearingOf(userId));
  }

  restore(record: StateRecord): void {
    const memory = parseNoticeRecord(record);
    if (memory.type === 'hearing') {
      this.#hearings.set(memory.userId, memory.hearing);
      return;
    }
    const number = memory.type === 'last' ? memory.number : memory.notice.number;
    this.#lastIsKept = memory.type === 'last' ? number >= this.#last : this.#lastIsKept && number < this.#last;
    this.#last = Math.max(this.#last, number);
    if (this.#index.size === 0) this.#first = number;
    if (memory.type === 'notice') this.#index.add(memory.notice);
  }

  reset(): void {
    this.#index.clear();
    this.#hearings.clear();
    this.#first = 1;
    this.#last = 0;
    this.#lastIsKept = false;
  }

  /** What is stale stays so, though the newer version is given up first. */
  #number(notice: NewNotice): TakenNotice {
    const taken = { number: this.#last, ...notice };
    const isStale = this.listVersions(notice, notice.userId).some(version => isNewer(version, taken));
    return isStale && notice.refused === undefined ? { ...taken, stale: true } : taken;
  }

  #listNotices({ userId, region }: Customer): TakenNotice[] {
    const { from, outcomes } = this.#hearingOf(userId);
    const shared = this.#index.listOfRegion(region).filter(({ number }) => number > from || outcomes.has(number));
    const known = new Set(shared.map(({ number }) => number));
    const earlier = [...outcomes.keys()].flatMap(number => {
      const notice = this.#index.read(number);
      return notice === undefined || notice.userId !== undefined || known.has(number) ? [] : [notice];
    });
    return [...this.#index.listOfCustomer(userId), ...shared, ...earlier];
  }

  /** Writes down what became of notices, so that it does not hang on the customer or on other notices any more. */
  #write(userId: string, fates: readonly ListedFate[]): void {
    const hearing = this.#hearingOf(userId);
    const settled = fates.flatMap(({ notice, outcome }) =>
      outcome === undefined || notice.refused !== undefined ? [] : [[notice.number, outcome] as const],
    );
    const { outcomes } = hearing;
    if (settled.length === outcomes.size && settled.every(([number]) => outcomes.has(number))) return;
    this.#hear(userId, { ...hearing, outcomes: new Map(settled) });
  }

  /** What a customer's own version has made stale among those for all stays so when that version goes first. */
  #rememberStale(notice: TakenNotice): void {
    const { userId, number, refused } = notice;
    if (userId === undefined || refused !== undefined) return;
    const later = this.listVersions(notice).filter(shared => shared.number > number && isNewer(notice, shared));
    if (later.length === 0) return;
    const hearing = this.#hearingOf(userId);
    const kept = [...hearing.stale].filter(each => this.#index.read(each) !== undefined);
    this.#hear(userId, { ...hearing, stale: new Set([...kept, ...later.map(each => each.number)]) });
  }

  #hearingOf(userId: string): Hearing {
    return this.#hearings.get(userId) ?? NOTHING;
  }

  #hear(userId: string, hearing: Hearing): void {
    this.#hearings.set(userId, hearing);
    this.#keepRecord(encodeHearing(userId, hearing));
  }

  #giveUpOldest(): void {
    const { clock, limit } = this.#options;
    const before = clock.now() - KEPT_MS;
    // By number, as asking a map for its first member walks past all that were deleted before it.
    for (; this.#first <= this.#last; this.#first++) {
      const notice = this.#index.read(this.#first);
      if (notice === undefined) continue;
      if (this.#index.size <= limit && notice.takenAt >= before) return;
      this.#rememberStale(notice);
      this.#remove(notice);
    }
  }

  #remove(notice: TakenNotice): void {
    this.#index.remove(notice);
    this.#options.keep('notice', String(notice.number), undefined);
    if (notice.number !== this.#last) return;
    this.#lastIsKept = true;
    this.#options.keep('notice', LAST_KEY, { number: this.#last });
  }

  #keepRecord({ kind, key, value }: StateRecord): void {
    this.#options.keep(kind, key, value);
  }
}

function isLimited({ notice, outcome }: ListedFate): boolean {
  return notice.refused === undefined && outcome?.type === 'withheld' && outcome.code === 'limited';
}
