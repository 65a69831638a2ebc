/**
 * Takes notices in. Beside it: `read-notice.ts` (what is asked for), `address-notice.ts` (to which regions, and to whom not),
 * `uncovered-locale.ts` (for whom it lacks texts), `preview-notice.ts` (what would be told), `notice-holder.ts` (whose lane it
 * waits in), `notice-draft.ts` (how it is stored), `notice-sender.ts`, `judge-notice.ts` and `notice-tokens.ts` (how it
 * leaves). The desk keeps nothing itself.
 */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '@gatehouse/client/platform';
import { encodeCanonicalJson, GatehouseError, type Problem, REGIONS, type Region } from '@gatehouse/protocol';
import type { BacklogGate } from '../backlog/backlog-gate.ts';
import type { NoticeConfig } from '../config/notice-config.ts';
import { encodeEventId } from '../lane/bucket.ts';
import type { Intake, OutboxStore } from '../outbox/outbox-store.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import { addressNotice } from './address-notice.ts';
import { lastSendOf, type NoticeDraft } from './notice-draft.ts';
import { encodeNoticeHolder } from './notice-holder.ts';
import { type NoticePreview, previewNotice } from './preview-notice.ts';
import { type NoticeWarning, type RequestedNotice, readNotice } from './read-notice.ts';
import { findUncovered, listLocales, warnUncovered } from './uncovered-locale.ts';

/** What the desk works with. */
export interface NoticeDeskOptions {
  readonly store: Pick<OutboxStore, 'accept' | 'readIdempotency'> & SubscriberStore;
  readonly backlog: Pick<BacklogGate, 'enter'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: Pick<NoticeConfig, 'stage'>;
  /** Told of a lane that has something to send. */
  readonly wake: (holder: string) => void;
}

/** A notice on its way to one region. */
export interface AcceptedNotice {
  readonly id: string;
  readonly referenceId: string;
  readonly region: Region;
}

/** What became of a request. */
export interface NoticeAnswer {
  readonly accepted: readonly AcceptedNotice[];
  readonly warnings: readonly NoticeWarning[];
}

/** The door for notices: judged, addressed, committed, and answered after the commit. */
export class NoticeDesk {
  readonly #options: NoticeDeskOptions;

  constructor(options: NoticeDeskOptions) {
    this.#options = options;
  }

  /**
   * Takes a notice: one event for each region that it goes to, each in a transaction of its own. A repetition with the same
   * idempotency key gets the same ids, and completes a request that failed on the way.
   *
   * @throws GatehouseError `invalid-request` and `invalid-message` with pointers; `not-subscribed` for whoever is known not to
   * subscribe, `no-subscriber-known`; `idempotency-mismatch`; `too-many-requests`; `store-failed`, `store-full`, `store-closed`
   */
  async accept(body: unknown, idempotencyKey: string | undefined): Promise<NoticeAnswer> {
    const { clock, config, store } = this.#options;
    const requested = readNotice(body, { now: clock.now(), stage: config.stage });
    const [problem] = requested.problems;
    if (problem !== undefined) throw invalid(problem, requested.problems);
    const address = await addressNotice(requested, store);
    const { refusal } = address;
    const idempotency = idempotencyKey === undefined ? undefined : { key: idempotencyKey, fingerprint: printOf(body) };
    // What was taken before stays taken, whoever has turned it off since.
    const known = await this.#listKnown(requested, idempotencyKey);
    if (refusal !== undefined && known.length === 0) throw refusal;
    const isRepeatedForOne = requested.user !== undefined && known.length > 0;
    const further = isRepeatedForOne ? [] : address.regions;
    const regions = REGIONS.filter(region => known.includes(region) || further.includes(region));
    const uncovered = findUncovered(requested.notice.localizedAttributes, listLocales(address));
    const warnings = [...requested.warnings, ...address.warnings, ...uncovered.map(warnUncovered)];
    const accepted: AcceptedNotice[] = [];
    for (const region of regions)
      accepted.push(await this.#commit({ ...requested, warnings }, { region, idempotency }));
    return { accepted, warnings };
  }

  /**
   * Says what would be sent, to whom, and what a customer would hear. Nothing is stored.
   *
   * @throws GatehouseError `invalid-request` with a pointer, for what cannot be made a notice at all
   */
  async preview(body: unknown): Promise<NoticePreview> {
    const { clock, config, store } = this.#options;
    const requested = readNotice(body, { now: clock.now(), stage: config.stage });
    const [address, locales] = await Promise.all([
      addressNotice(requested, store),
      requested.user === undefined ? store.countLocales(requested.event, requested.regions) : [],
    ]);
    return previewNotice(requested, { address, locales });
  }

  /**
   * The regions that an earlier request with the key went to. One that the request does not mean, because it names others,
   * is asked as well, for the key may be that of another notice; whether its store answers does not matter.
   */
  async #listKnown({ user, regions }: RequestedNotice, key: string | undefined): Promise<readonly Region[]> {
    if (key === undefined) return [];
    const found = REGIONS.map(async region => {
      const holder = encodeNoticeHolder(user === undefined ? { region } : { region, user });
      try {
        return (await this.#options.store.readIdempotency(holder, key)) === undefined ? [] : [region];
      } catch (error) {
        if (regions === undefined || regions.includes(region)) throw error;
        return [];
      }
    });
    return (await Promise.all(found)).flat();
  }

  async #commit(
    requested: RequestedNotice,
    way: { region: Region; idempotency: { key: string; fingerprint: string } | undefined },
  ): Promise<AcceptedNotice> {
    const { store, clock, random, backlog, wake } = this.#options;
    const { region, idempotency } = way;
    const { user } = requested;
    const holder = encodeNoticeHolder(user === undefined ? { region } : { region, user });
    const known = idempotency && (await store.readIdempotency(holder, idempotency.key));
    if (known === undefined) await backlog.enter(holder, 1);
    const id = encodeEventId(holder, random.uuid());
    const referenceId = String(requested.notice.referenceId);
    const accepted: AcceptedNotice = { id, referenceId, region };
    const at = clock.now();
    const intake: Intake = {
      customer: holder,
      at,
      shadows: [],
      events: [eventOf(requested, { id, messageId: random.uuid(), at })],
      ...(idempotency && { idempotency: { ...idempotency, answer: JSON.stringify(accepted) } }),
    };
    const result = await store.accept(intake);
    if (result.type === 'repeated') return JSON.parse(result.answer) as AcceptedNotice;
    if (result.type !== 'committed') {
      const message = 'The idempotency key was used before with another notice; use a fresh key for each different one';
      throw new GatehouseError('idempotency-mismatch', message);
    }
    wake(holder);
    return accepted;
  }
}

/**
 * Notices of one referenceId and stage leave one after the other, and replace each other while unsent. What was warned of
 * stays with the event, for whoever asks later why nobody heard it.
 */
function eventOf(
  { notice, event, stage, expiry, warnings }: RequestedNotice,
  { at, ...names }: { id: string; messageId: string; at: number },
): Intake['events'][number] {
  const message: NoticeDraft = { timestamp: String(notice.timestamp), stage, notice };
  return {
    ...names,
    class: 'notice',
    kind: event,
    orderKey: `${stage} ${String(notice.referenceId)}`,
    draft: { type: 'message', message },
    expiresAt: lastSendOf(expiry),
    ...(warnings.length > 0 && {
      decision: { at, what: 'warned', why: warnings.map(({ message }) => message).join('. ') },
    }),
  };
}

function printOf(body: unknown): string {
  return createHash('sha256').update(encodeCanonicalJson(body)).digest('base64url');
}

function invalid(problem: Problem, problems: readonly Problem[]): GatehouseError {
  return new GatehouseError('invalid-message', problem.message, { pointer: problem.pointer, detail: problems });
}
