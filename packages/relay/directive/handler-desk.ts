import { type Clock, type Log, type Random, sleep, type Timer } from '@gatehouse/client/platform';
import {
  type AlexaEvent,
  deferredResponse,
  errorResponse,
  GatehouseError,
  kindOf,
  memberOf,
  validateEvent,
} from '@gatehouse/protocol';
import type { DeferralConfig } from '../config/keeping-config.ts';
import type { CustomerStore } from '../customer/customer-store.ts';
import type { GivenReply } from '../reply/given-reply.ts';
import type { ReplyDesk } from '../reply/reply-desk.ts';
import { correlationTokenOf, endpointIdOf, nameOf, namespaceOf } from './directive-parts.ts';
import { type HandlerVerdict, judgeHandlerAnswer } from './judge-handler-answer.ts';
import type { NamedDirective } from './name-customer.ts';
import type { PostAnswer, PostJson } from './post-json.ts';
import type { ReplyDeadlines } from './reply-deadlines.ts';

/** What the desk works with; without `postJson` there is no handler. */
export interface HandlerDeskOptions {
  readonly store: Pick<CustomerStore, 'readCustomer'>;
  readonly replies: Pick<ReplyDesk, 'acceptReply' | 'acceptEvent'>;
  readonly deadlines: ReplyDeadlines;
  readonly postJson?: PostJson | undefined;
  readonly config: DeferralConfig;
  /** Until when after its directive the handler may answer, in milliseconds; a lock that is put off has its own time. */
  readonly handlerTimeoutMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** How long before a deadline an answer that never came is given up, so that Alexa still hears of it; our choice. */
const LAST_WORD_MS = 1_000;
/** How long an answer to Alexa waits for the store, in milliseconds, so that it comes inside the 8 s; our choice. */
const STORE_MS = 1_000;
/** When after its directive no answer waits for the store any more, in milliseconds; our choice inside the 8 s. */
const ANSWER_BY_MS = 7_500;

/** Only locks may take longer than 8 s, if they say how long (fact sheet 2.3). */
const LOCK = 'Alexa.LockController';
/** Asynchronous answers of scenes are reported not to work (fact sheet 2, ActivationStarted). */
const SCENE = 'Alexa.SceneController';

/**
 * Has control directives answered by the device cloud's handler. In time: its answer is the answer. Late: the answer is
 * DeferredResponse, and what the handler says then, or hands in, follows as an event before the deadline. Never: an
 * ErrorResponse. Its own state: what is asked, or put off, and not answered yet.
 */
export class HandlerDesk {
  readonly #options: HandlerDeskOptions;
  readonly #underWay = new Set<Promise<void>>();
  readonly #timers = new Set<Timer>();
  readonly #over = new AbortController();

  constructor(options: HandlerDeskOptions) {
    this.#options = options;
  }

  /** The answer event, in time whatever the store does; never rejects. */
  answerDirective(named: NamedDirective): Promise<AlexaEvent> {
    const answer = this.#answer(named);
    this.#track(answer.then(() => {}));
    return answer;
  }

  async #answer(named: NamedDirective): Promise<AlexaEvent> {
    const { postJson, config, handlerTimeoutMs, log } = this.#options;
    if (postJson === undefined) {
      log.warn('A directive could not be passed on: no handler is configured', fieldsOf(named));
      return this.#fail(named, 'ENDPOINT_UNREACHABLE', 'No handler for directives is configured');
    }
    const handlerMs = this.#leftMs(named, handlerTimeoutMs);
    if (handlerMs <= 0) {
      // A device that acts on what Alexa has given up would act twice once it is said again.
      log.warn('A directive was not passed on: its customer was found too late', {
        ...fieldsOf(named),
        handlerTimeoutMs,
      });
      return this.#fail(
        named,
        'ENDPOINT_UNREACHABLE',
        'The customer of the directive was found too late to pass it on',
      );
    }
    const call = this.#call(named, postJson);
    const timeOut = this.#cutAfter(call, handlerMs);
    const early = config.afterMs > 0 && config.afterMs < handlerTimeoutMs;
    const answer = early ? await this.#within(call.answer, this.#leftMs(named, config.afterMs)) : await call.answer;
    if (answer === undefined && (await this.#mayDefer(named, call))) {
      if (namespaceOf(named) === LOCK) this.#give(timeOut, { call, ms: config.lockMs - LAST_WORD_MS });
      return this.#defer(named, call);
    }
    const verdict = judgeHandlerAnswer(answer ?? (await call.answer));
    timeOut.cancel();
    return this.#pass(named, verdict);
  }

  /** Waits for what is asked or put off; then nothing of it is under way. What still is at the end of `within` is cut off. */
  async stop(within: (work: Promise<unknown>) => Promise<void>): Promise<void> {
    await within(this.#finish());
    this.#over.abort();
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    await this.#finish();
  }

  /** What is asked may be put off on the way. */
  async #finish(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #pass(named: NamedDirective, verdict: HandlerVerdict): Promise<AlexaEvent> {
    if (verdict.type === 'failed') {
      this.#options.log.warn('The device cloud gave no usable answer to a directive', {
        ...fieldsOf(named),
        reason: verdict.reason,
      });
      return this.#fail(named, verdict.error, verdict.reason);
    }
    this.#noteProblem(named, verdict.event);
    if (kindOf(verdict.event) === 'DeferredResponse') await this.#await(named, verdict.event);
    return verdict.event;
  }

  #call(named: NamedDirective, postJson: PostJson): Call {
    const cut = new AbortController();
    const signal = AbortSignal.any([cut.signal, this.#over.signal]);
    const answer = postJson({ headers: headersFor(named), body: JSON.stringify(named.directive), signal });
    const told = answer.then((one): PostAnswer => (cut.signal.aborted ? { ...TIMED_OUT } : one));
    return { answer: told, cut };
  }

  #cutAfter({ answer, cut }: Call, ms: number): Timer {
    const timer = this.#setTimer(ms, () => cut.abort());
    void answer.finally(() => timer.cancel());
    return timer;
  }

  /** More time for a call than it was given first. */
  #give(timeOut: Timer, { call, ms }: { call: Call; ms: number }): void {
    timeOut.cancel();
    this.#cutAfter(call, ms);
  }

  /** What is left of a time that began with the directive: finding its customer may have taken some, or all. */
  #leftMs({ arrivedAt }: NamedDirective, ms: number): number {
    return Math.max(0, arrivedAt + ms - this.#options.clock.monotonic());
  }

  /** How long the answer to a directive may wait for the store. */
  #storeMs(named: NamedDirective): number {
    return Math.min(STORE_MS, this.#leftMs(named, ANSWER_BY_MS));
  }

  async #within<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
    const over = new AbortController();
    const first = await Promise.race([work, sleep(this.#options.clock, ms, over.signal)]);
    over.abort();
    return first ?? undefined;
  }

  /**
   * A later answer needs a directive to answer, an owner, and a link to go over. Where the store does not tell, the
   * handler has the rest of its time and nothing is put off.
   */
  async #mayDefer(named: NamedDirective, call: Call): Promise<boolean> {
    const { customer } = named;
    const answerable = correlationTokenOf(named) !== undefined && endpointIdOf(named) !== undefined;
    if (!answerable || customer === undefined || namespaceOf(named) === SCENE) return false;
    const answered = call.answer.then(() => false);
    const linked = Promise.race([this.#isLinked(named, customer), answered]);
    return (await this.#within(linked, this.#storeMs(named))) ?? false;
  }

  async #isLinked(named: NamedDirective, customer: string): Promise<boolean> {
    try {
      return (await this.#options.store.readCustomer(customer))?.link.state === 'active';
    } catch (error) {
      this.#options.log.error('A directive cannot be put off: the store failed', { ...fieldsOf(named), error });
      return false;
    }
  }

  async #defer(named: NamedDirective, call: Call): Promise<AlexaEvent> {
    const { config, deadlines, random, log } = this.#options;
    const correlationToken = correlationTokenOf(named);
    const seconds = namespaceOf(named) === LOCK ? Math.ceil(config.lockMs / 1_000) : undefined;
    if (seconds !== undefined && correlationToken !== undefined) deadlines.extendDeadline(correlationToken, seconds);
    await this.#keep(named);
    log.info('A directive is answered later', fieldsOf(named));
    this.#track(this.#finishLate(named, call));
    return deferredResponse({ messageId: random.uuid(), correlationToken, estimatedDeferralInSeconds: seconds });
  }

  async #finishLate(named: NamedDirective, call: Call): Promise<void> {
    const verdict = judgeHandlerAnswer(await call.answer);
    if (this.#over.signal.aborted) return;
    if (verdict.type === 'failed') return this.#sayUnanswered(named, verdict);
    this.#noteProblem(named, verdict.event);
    if (kindOf(verdict.event) === 'DeferredResponse') return this.#await(named, verdict.event);
    await this.#queue(named, token => this.#options.replies.acceptEvent(token, verdict.event));
  }

  /** The device cloud answers itself, over the API; when it does not, Alexa hears so before she stops to wait. */
  async #await(named: NamedDirective, deferred: AlexaEvent): Promise<void> {
    const { deadlines, clock } = this.#options;
    const token = correlationTokenOf(named);
    if (token === undefined) return;
    const seconds = memberOf(deferred.event.payload, 'estimatedDeferralInSeconds');
    if (typeof seconds === 'number' && namespaceOf(named) === LOCK) deadlines.extendDeadline(token, seconds);
    await this.#keep(named);
    const deadline = deadlines.deadlineOf(token);
    if (named.customer === undefined || deadline === undefined) return;
    this.#setTimer(deadline - LAST_WORD_MS - clock.now(), () => {
      if (deadlines.find(token)?.answered !== false) return;
      const reason = 'The device cloud put its answer off and did not give it';
      this.#track(this.#sayUnanswered(named, { error: 'ENDPOINT_UNREACHABLE', reason }));
    });
  }

  /** What is not stored is known as long as this process lives: no reason to leave Alexa without an answer. */
  async #keep(named: NamedDirective): Promise<void> {
    const token = correlationTokenOf(named);
    if (token === undefined) return;
    const { deadlines, log } = this.#options;
    const kept = deadlines.keep(token).catch((error: unknown) => {
      log.error('The deadline of a directive could not be stored', { ...fieldsOf(named), error });
    });
    this.#track(kept);
    const done = await this.#within(
      kept.then(() => true),
      this.#storeMs(named),
    );
    if (done === undefined) log.warn('The deadline of a directive is not stored yet', fieldsOf(named));
  }

  /** For the end: it waits for what is under way. */
  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #sayUnanswered(named: NamedDirective, failed: { error: string; reason: string }): Promise<void> {
    const { config, log } = this.#options;
    const { error, reason } = failed;
    log.warn('The device cloud gave no usable answer to a directive', { ...fieldsOf(named), reason });
    const type = error === 'ENDPOINT_UNREACHABLE' ? config.error : error;
    const reply: GivenReply = { properties: [], payload: {}, error: { type, message: reason, extra: {} } };
    return this.#queue(named, token => this.#options.replies.acceptReply(token, reply));
  }

  async #queue(named: NamedDirective, accept: (token: string) => Promise<unknown>): Promise<void> {
    const token = correlationTokenOf(named);
    if (token === undefined) return;
    try {
      await accept(token);
    } catch (error) {
      // Another answer came first over the API: that one counts.
      if (error instanceof GatehouseError && error.code === 'idempotency-mismatch') return;
      this.#options.log.error('The late answer to a directive was not taken', { ...fieldsOf(named), error });
    }
  }

  /** The answer is the device cloud's own and goes on as it is; what Alexa may refuse about it is only logged. */
  #noteProblem(named: NamedDirective, reply: AlexaEvent): void {
    const problems = validateEvent(reply, { posted: false, mode: 'observed' });
    const problem = problems.find(one => one.severity === 'error');
    if (problem === undefined) return;
    const { code, pointer, rule } = problem;
    this.#options.log.warn("The device cloud's answer breaks a rule", { ...fieldsOf(named), code, pointer, rule });
  }

  #setTimer(ms: number, callback: () => void): Timer {
    const timer = this.#options.clock.setTimer(Math.max(0, ms), () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
    return {
      cancel: () => {
        timer.cancel();
        this.#timers.delete(timer);
      },
    };
  }

  #fail(named: NamedDirective, type: string, message: string): AlexaEvent {
    const [correlationToken, endpointId] = [correlationTokenOf(named), endpointIdOf(named)];
    return errorResponse({ messageId: this.#options.random.uuid(), correlationToken, endpointId, type, message });
  }
}

interface Call {
  readonly answer: Promise<PostAnswer>;
  readonly cut: AbortController;
}

const TIMED_OUT: PostAnswer = { type: 'unanswered', reason: 'timeout', detail: '' };

function fieldsOf(named: NamedDirective): {
  customer: string | undefined;
  endpointId: string | undefined;
  name: string;
} {
  return { customer: named.customer, endpointId: endpointIdOf(named), name: nameOf(named) };
}

function headersFor({ customer, region }: NamedDirective): Record<string, string> {
  return {
    'content-type': 'application/json',
    // A header carries bytes: those of the id in UTF-8.
    ...(customer === undefined ? {} : { 'gatehouse-customer': Buffer.from(customer).toString('latin1') }),
    ...(region === undefined ? {} : { 'gatehouse-region': region }),
  };
}
