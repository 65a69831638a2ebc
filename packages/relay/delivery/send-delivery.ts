import { type Answer, type Outcome, type PreparedMessage, prepareMessage } from '@gatehouse/client';
import type { Random } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { GrantKeeper } from '../grant/grant-keeper.ts';
import type { TokenResult, UsableToken } from '../grant/token-result.ts';
import type { SettledEvent } from '../lane/lane-store.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SendGate } from '../rate/send-gate.ts';
import { mayResend } from '../verdict/delay.ts';
import { judgeToken } from '../verdict/judge-token.ts';
import { judgeVerdict } from '../verdict/judge-verdict.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryLane, maySend } from './delivery-lane.ts';
import { isExpired, splitDelivery } from './plan-deliveries.ts';
import { type RegionTools, relocate, resolveFirstRegion } from './resolve-region.ts';
import { type DeliveryEnd, type FinalVerdict, settleDelivery } from './settle-delivery.ts';

/** What sending takes. `signal` ends what is in flight when the drain time of a stop is over. */
export interface DeliveryTools extends RegionTools {
  readonly grants: GrantKeeper;
  readonly gate: Pick<SendGate, 'enter'>;
  readonly random: Random;
  readonly config: DeliveryConfig;
  /** Default: nothing is counted. */
  readonly metrics?: Pick<Metrics, 'noteAttempt' | 'noteVerdict' | 'noteDelivered'> | undefined;
  readonly signal: AbortSignal;
}

/** What sending came to: an end, or two smaller deliveries to go on with. `error` when it ended because the store failed. */
export type DeliveryResult =
  | ({ readonly type: 'ended'; readonly error?: unknown } & DeliveryEnd)
  | { readonly type: 'split'; readonly parts: readonly [Delivery, Delivery] };

/** How long a lane waits when the store failed between claim and settlement, in milliseconds. */
const STORE_PAUSE_MS = 5_000;

/**
 * Sends one delivery until there is a verdict that ends it: at most once more after a refreshed token, and once more
 * after a corrected region. When the store fails meanwhile the events are put back with every send told so far. Never
 * rejects.
 */
export async function sendDelivery(
  delivery: Delivery,
  lane: DeliveryLane,
  tools: DeliveryTools,
): Promise<DeliveryResult> {
  const sending = new Sending(delivery, lane, tools);
  try {
    return await sending.run();
  } catch (error) {
    return sending.endAfterFailure(error);
  }
}

interface Sent {
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly token: UsableToken;
  readonly region: Region;
}

class Sending {
  readonly #lane: DeliveryLane;
  readonly #tools: DeliveryTools;
  #delivery: Delivery;
  #prepared: PreparedMessage;
  /** Of the grant whose token was used last: another delivery may have come to know a newer one since. */
  #generation: number;
  #sent: Sent | undefined;
  #refreshed = false;
  #relocated = false;
  #linkedAt: number | undefined;

  constructor(delivery: Delivery, lane: DeliveryLane, tools: DeliveryTools) {
    this.#delivery = delivery;
    this.#prepared = prepareMessage(delivery.message);
    this.#lane = lane;
    this.#generation = lane.generation;
    this.#tools = tools;
  }

  async run(): Promise<DeliveryResult> {
    const { grants, gate } = this.#tools;
    const { customer, generation } = this.#lane;
    const token = await grants.resolveToken({ customer, generation });
    if (token.type !== 'token') return this.#endWithoutToken(token);
    const region = await this.#regionOf(token);
    const permit = await gate.enter({ lane: this.#lane, region, class: this.#delivery.events[0].class });
    if (permit.type === 'wait') return this.#putOff(permit);
    let result: DeliveryResult | undefined;
    try {
      result = await this.#sendPermitted(token);
      return result;
    } finally {
      permit.done({ sent: this.#sent, goesOn: result?.type === 'split' || result?.lane.type === 'go-on' });
    }
  }

  async #sendPermitted(first: UsableToken): Promise<DeliveryResult> {
    const { grants } = this.#tools;
    const { customer, generation } = this.#lane;
    let token: TokenResult = first;
    for (;;) {
      if (token.type !== 'token') return this.#endWithoutToken(token);
      const region = await this.#regionOf(token);
      const { clock, signal } = this.#tools;
      if (signal.aborted || !maySend(this.#lane, clock.now())) return this.#putBack();
      if (this.#isExpired()) return this.#end({ type: 'expired', why: "The event's time was over before it was sent" });
      const sent = await this.#send(token, region);
      const verdict = await this.#judge(sent);
      if (verdict.type === 'split') return this.#split(verdict.why);
      if (verdict.type === 'refresh') {
        this.#refreshed = true;
        this.#decide(verdict);
        token = await grants.replaceToken({ customer, generation, rejected: token.token });
      } else if (verdict.type !== 'relocate') {
        return this.#end(verdict);
      }
    }
  }

  async #regionOf(token: UsableToken): Promise<Region> {
    this.#generation = token.generation;
    this.#lane.generation = Math.max(this.#lane.generation, token.generation);
    return this.#lane.region ?? (await this.#findRegion(token));
  }

  async #send(token: UsableToken, region: Region): Promise<Sent> {
    if (!mayResend(this.#delivery.tries, this.#tools.config)) this.#rename();
    const { clock, events, signal } = this.#tools;
    const at = clock.now();
    const { expiresAt } = this.#delivery.events[0];
    const unsentAfterMs = expiresAt === undefined ? undefined : expiresAt - at;
    const send = { region, token: token.token, body: this.#prepared.body(token.token), signal, unsentAfterMs };
    const { answer, outcome } = await events.sendEvent(send);
    const { messageId, attempts } = this.#delivery;
    const { tookMs } = answer;
    const said = answer.type === 'answered' ? { status: answer.status } : {};
    const code = answer.type === 'answered' && answer.code !== undefined ? { code: answer.code } : {};
    const attempt = { at, messageId, region, ...said, ...code, tookMs, outcome: outcome.type };
    this.#delivery = { ...this.#delivery, tries: this.#delivery.tries + 1, attempts: [...attempts, attempt] };
    if (outcome.type === 'accepted') this.#lane.failures = 0;
    const eventClass = this.#delivery.events[0].class;
    this.#tools.metrics?.noteAttempt({ class: eventClass, region, tookMs, ...said, outcome: outcome.type });
    this.#sent = { answer, outcome, token, region };
    return this.#sent;
  }

  /** `relocate` only once the region is corrected: then the message goes out again at once. */
  async #judge(sent: Sent): Promise<Verdict> {
    const verdict = this.#judgeOnce(sent);
    if (verdict.type !== 'relocate') return verdict;
    this.#decide(verdict);
    const { lane, tools } = { lane: this.#lane, tools: this.#tools };
    this.#linkedAt = (await tools.store.readCustomer(lane.customer))?.link.since;
    const relocation = await relocate({ lane, region: sent.region, token: sent.token }, tools);
    if (relocation.type === 'again') return this.#judgeOnce({ ...sent, outcome: relocation.outcome });
    this.#relocated = true;
    if (relocation.type === 'same') return this.#judgeOnce(sent);
    this.#delivery = { ...this.#delivery, decisions: [...this.#delivery.decisions, relocation.decision] };
    return verdict;
  }

  #judgeOnce({ answer, outcome }: Sent): Verdict {
    const { clock, config, random } = this.#tools;
    const { events, tries, halved } = this.#delivery;
    const [first] = events;
    const history = {
      class: first.class,
      tries,
      failures: this.#lane.failures,
      size: events.length,
      halved,
      refreshed: this.#refreshed,
      relocated: this.#relocated,
      ...(first.expiresAt === undefined ? {} : { expiresAt: first.expiresAt }),
      ...(this.#linkedAt === undefined ? {} : { linkedAt: this.#linkedAt }),
    };
    return judgeVerdict({ answer, outcome, history, now: clock.now(), chance: random.next() }, config);
  }

  #endWithoutToken(result: Exclude<TokenResult, { type: 'token' }>): DeliveryResult {
    const { clock, config, random } = this.#tools;
    const { expiresAt } = this.#delivery.events[0];
    const { failures } = this.#lane;
    const verdict = judgeToken({ result, failures, expiresAt, now: clock.now(), chance: random.next() }, config);
    if (result.type === 'lost') this.#generation = result.generation;
    return this.#end(verdict);
  }

  async #findRegion(token: UsableToken): Promise<Region> {
    this.#lane.regionAsk ??= resolveFirstRegion(this.#lane, token, this.#tools).then(({ region, decision }) => {
      this.#delivery = { ...this.#delivery, decisions: [...this.#delivery.decisions, decision] };
      return region;
    });
    return this.#lane.regionAsk;
  }

  #end(verdict: FinalVerdict): DeliveryResult {
    const { clock, config, random } = this.#tools;
    const { failures } = this.#lane;
    this.#count(verdict);
    const circumstances = { now: clock.now(), generation: this.#generation, failures, config, random };
    return { type: 'ended', ...settleDelivery(this.#delivery, verdict, circumstances) };
  }

  #count({ type }: Pick<Verdict, 'type'>): void {
    const { metrics, clock } = this.#tools;
    const { events } = this.#delivery;
    metrics?.noteVerdict({ class: events[0].class, verdict: type });
    if (type !== 'delivered' || this.#sent === undefined) return;
    const { region } = this.#sent;
    const now = clock.now();
    for (const event of events) metrics?.noteDelivered({ class: event.class, region, tookMs: now - event.acceptedAt });
  }

  /** Nothing is decided about the events: they lie in the store as if they had not been claimed. */
  #putBack(): DeliveryResult {
    return { type: 'ended', events: this.#unsettled(), lane: { type: 'go-on' } };
  }

  /** No leave to send: the lane waits, and what it has to send is as it was. */
  #putOff({ waitMs, reason }: { readonly waitMs: number; readonly reason: string }): DeliveryResult {
    const { failures } = this.#lane;
    const dueAt = this.#tools.clock.now() + waitMs;
    return { type: 'ended', events: this.#unsettled(), lane: { type: 'wait', dueAt, failures, reason } };
  }

  #unsettled(): readonly SettledEvent[] {
    const { events, messageId, attempts, decisions } = this.#delivery;
    return events.map(({ id }) => ({ id, result: 'pending' as const, messageId, attempts, decisions }));
  }

  /** What has left has left, whoever failed afterwards: the sends of this messageId stay counted. */
  endAfterFailure(error: unknown): DeliveryResult {
    const dueAt = this.#tools.clock.now() + STORE_PAUSE_MS;
    const reason = 'The store failed while a delivery was prepared';
    const lane = { type: 'wait', dueAt, failures: this.#lane.failures, reason } as const;
    return { type: 'ended', error, events: this.#unsettled(), lane };
  }

  #split(why: string): DeliveryResult {
    this.#decide({ type: 'split', why });
    const { random } = this.#tools;
    const parts = splitDelivery(this.#delivery, [random.uuid(), random.uuid()]);
    return parts === undefined ? this.#putBack() : { type: 'split', parts };
  }

  /** The resends of this messageId are used up, but what was refused was the token or the region, not the message. */
  #rename(): void {
    const messageId = this.#tools.random.uuid();
    const { event, ...rest } = this.#delivery.message;
    const message = { ...rest, event: { ...event, header: { ...event.header, messageId } } };
    this.#delivery = { ...this.#delivery, messageId, message, tries: 0 };
    this.#prepared = prepareMessage(message);
  }

  #decide({ type, why }: Pick<Verdict, 'type' | 'why'>): void {
    this.#count({ type });
    const decision = { at: this.#tools.clock.now(), what: type, why };
    this.#delivery = { ...this.#delivery, decisions: [...this.#delivery.decisions, decision] };
  }

  #isExpired(): boolean {
    const now = this.#tools.clock.now();
    return this.#delivery.events.some(event => isExpired(event, now));
  }
}
