import type { EventResult, NoticeClient, NoticeOutcome, NoticeResult, Outcome } from '@gatehouse/client';
import type { Clock, Log, Random, Secret } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import { type DeliveryLane, maySend } from '../delivery/delivery-lane.ts';
import type { ClaimedEvent, LaneChange, SettledEvent } from '../lane/lane-store.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Attempt, Decision } from '../outbox/outbox-store.ts';
import type { SendGate } from '../rate/send-gate.ts';
import type { SubscriberStore } from '../subscriber/subscriber-store.ts';
import {
  judgeNotice,
  judgeNoticeToken,
  type NoticeHistory,
  type NoticeRules,
  type NoticeVerdict,
} from './judge-notice.ts';
import { encodeNoticeBody, type NoticeDraft, parseNoticeDraft } from './notice-draft.ts';
import { type NoticeHolder, parseNoticeHolder } from './notice-holder.ts';
import type { NoticeTokens } from './notice-tokens.ts';

/** What sending notices takes. */
export interface NoticeSenderOptions {
  readonly client: NoticeClient;
  readonly tokens: NoticeTokens;
  /** Of notices alone: what slows them down slows nothing else. */
  readonly gate: Pick<SendGate, 'enter'>;
  readonly store: Pick<SubscriberStore, 'noteRefusal'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly rules: NoticeRules;
  readonly metrics?: Pick<Metrics, 'noteAttempt' | 'noteVerdict' | 'noteDelivered'> | undefined;
}

/** One claimed notice, the lane that it is of, and what ends the send when a stop has waited long enough. */
export interface NoticeSendAsk {
  readonly event: ClaimedEvent;
  readonly lane: DeliveryLane;
  readonly signal: AbortSignal;
}

/** What became of the notice, and what it means for its lane. */
export interface NoticeEnd {
  readonly event: SettledEvent;
  readonly lane: LaneChange;
}

/** Refusals that say something of the subscriber. */
const OF_SUBSCRIBER = new Set(['NO_SUBSCRIPTION', 'NO_ENABLEMENT']);

/** Sends notices: at most twice for each claim, the second time with a fresh token. It keeps nothing. */
export class NoticeSender {
  readonly #options: NoticeSenderOptions;

  constructor(options: NoticeSenderOptions) {
    this.#options = options;
  }

  /** Sends one claimed notice and says what became of it; never rejects for what the other side says. */
  async send(ask: NoticeSendAsk): Promise<NoticeEnd> {
    const { event, lane } = ask;
    const holder = parseNoticeHolder(lane.customer);
    const draft = event.draft.type === 'message' ? parseNoticeDraft(event.draft.message) : undefined;
    const course = new Course(event, this.#options);
    if (holder === undefined || draft === undefined) {
      return course.end({ type: 'dead', why: 'What is stored is no notice that could be sent' });
    }
    const token = await this.#options.tokens.resolve();
    if (token.type === 'none') return course.end(course.judgeToken(token, lane));
    const permit = await this.#options.gate.enter({ lane, region: holder.region, class: 'notice' });
    if (permit.type === 'wait') return course.putOff(permit, lane);
    let sent: NoticeResult | undefined;
    let end: NoticeEnd | undefined;
    try {
      const way = { ask, holder, draft };
      let verdict = await course.send(way, token.token);
      sent = course.sent;
      if (verdict?.type === 'refresh') {
        course.decide(verdict);
        const fresh = await this.#options.tokens.replace(token.token);
        verdict = fresh.type === 'none' ? course.judgeToken(fresh, lane) : await course.send(way, fresh.token);
        sent = course.sent;
      }
      end = verdict === undefined ? course.putBack() : course.end(verdict);
      return end;
    } finally {
      permit.done({ sent: sent && { ...wordOf(sent), region: holder.region }, goesOn: end?.lane.type === 'go-on' });
      await this.#noteRefusal(holder, event, sent);
    }
  }

  /** For operators and warnings; it settles nothing, so that its failure is no failure of the notice. */
  async #noteRefusal({ user }: NoticeHolder, { kind }: ClaimedEvent, sent: NoticeResult | undefined): Promise<void> {
    const code = sent?.error?.code;
    if (user === undefined || code === undefined || !OF_SUBSCRIBER.has(code)) return;
    const { store, clock, log } = this.#options;
    try {
      await store.noteRefusal({ user, refusal: { at: clock.now(), event: kind, code } });
    } catch (error) {
      log.warn('That Alexa refused a notice could not be noted with its subscriber', { code, error });
    }
  }
}

interface Way {
  readonly ask: NoticeSendAsk;
  readonly holder: NoticeHolder;
  readonly draft: NoticeDraft;
}

/** What happens to one notice between its claim and its settlement. */
class Course {
  readonly #event: ClaimedEvent;
  readonly #options: NoticeSenderOptions;
  readonly #attempts: Attempt[] = [];
  readonly #decisions: Decision[] = [];
  #region: Region | undefined;
  sent: NoticeResult | undefined;

  constructor(event: ClaimedEvent, options: NoticeSenderOptions) {
    this.#event = event;
    this.#options = options;
  }

  /** Posts once and judges the answer; undefined when nothing may be sent any more. */
  async send({ ask, holder, draft }: Way, token: Secret): Promise<NoticeVerdict | undefined> {
    const { client, clock, rules, metrics } = this.#options;
    const { lane, signal } = ask;
    const at = clock.now();
    if (signal.aborted || !maySend(lane, at)) return undefined;
    const { expiresAt, messageId } = this.#event;
    if (expiresAt !== undefined && expiresAt <= at) return { type: 'expired', why: EXPIRED };
    const { region } = holder;
    const body = encodeNoticeBody(draft, expiresAt);
    const unsentAfterMs = expiresAt === undefined ? undefined : expiresAt - at;
    const refreshed = this.sent !== undefined;
    this.sent = await client.sendNotice({ region, stage: draft.stage, token, body, signal, unsentAfterMs });
    const { answer, outcome } = this.sent;
    const status = answer.type === 'answered' ? { status: answer.status } : {};
    const code = answer.type === 'answered' && answer.code !== undefined ? { code: answer.code } : {};
    this.#attempts.push({ at, messageId, region, ...status, ...code, tookMs: answer.tookMs, outcome: outcome.type });
    this.#region = region;
    metrics?.noteAttempt({ class: 'notice', region, tookMs: answer.tookMs, ...status, outcome: outcome.type });
    if (outcome.type === 'accepted' || outcome.type === 'duplicate') lane.failures = 0;
    return judgeNotice(this.sent, this.#historyOf(lane, refreshed), rules);
  }

  judgeToken(token: { readonly why: string; readonly afterMs: number }, lane: DeliveryLane): NoticeVerdict {
    return judgeNoticeToken(token, this.#historyOf(lane, false), this.#options.rules);
  }

  decide({ type, why }: Pick<NoticeVerdict, 'type' | 'why'>): void {
    const { clock, metrics } = this.#options;
    metrics?.noteVerdict({ class: 'notice', verdict: type });
    this.#decisions.push({ at: clock.now(), what: type, why });
  }

  end(verdict: NoticeVerdict): NoticeEnd {
    this.decide(verdict);
    if (verdict.type === 'delivered' && this.#region !== undefined) {
      const tookMs = this.#options.clock.now() - this.#event.acceptedAt;
      this.#options.metrics?.noteDelivered({ class: 'notice', region: this.#region, tookMs });
    }
    const { type } = verdict;
    const result = type === 'again' || type === 'refresh' ? 'pending' : type;
    const wait = 'wait' in verdict ? verdict.wait : undefined;
    const lane: LaneChange = wait === undefined ? { type: 'go-on' } : { type: 'wait', ...wait, reason: verdict.why };
    return { event: this.#settled(result), lane };
  }

  /** Nothing is decided: the notice lies in the store as if it had not been claimed. */
  putBack(): NoticeEnd {
    return { event: this.#settled('pending'), lane: { type: 'go-on' } };
  }

  putOff({ waitMs, reason }: { readonly waitMs: number; readonly reason: string }, lane: DeliveryLane): NoticeEnd {
    const dueAt = this.#options.clock.now() + waitMs;
    return { event: this.#settled('pending'), lane: { type: 'wait', dueAt, failures: lane.failures, reason } };
  }

  #settled(result: SettledEvent['result']): SettledEvent {
    const { id, messageId } = this.#event;
    return { id, result, messageId, attempts: this.#attempts, decisions: this.#decisions };
  }

  #historyOf({ failures }: DeliveryLane, refreshed: boolean): NoticeHistory {
    const { clock, random } = this.#options;
    return { failures, expiresAt: this.#event.expiresAt, refreshed, now: clock.now(), chance: random.next() };
  }
}

const EXPIRED = 'The notice could not be sent in time: Alexa takes none that expires within five minutes';

/** The answer as rates and breakers hear it: a refusal of the notice, or of its customer, says nothing of the region. */
function wordOf({ answer, outcome }: NoticeResult): EventResult {
  return { answer, outcome: outcomeOf(outcome) };
}

function outcomeOf(outcome: NoticeOutcome): Outcome {
  if (outcome.type === 'accepted' || outcome.type === 'duplicate') return { type: 'accepted' };
  return outcome.type === 'again' ? outcome : { type: 'dead', reason: 'refused' };
}
