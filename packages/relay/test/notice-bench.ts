import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  createSkillEvent,
  isJsonObject,
  type JsonObject,
  noticeErrors,
  type SkillEventName,
} from '@gatehouse/protocol';
import {
  createVirtualClock,
  type ScriptedAnswer,
  type ScriptedRequest,
  VIRTUAL_START,
  type VirtualClock,
} from '@gatehouse/testing';
import { type BenchAnswer, type RelayBench, type RelayBenchOptions, startRelay } from './relay-bench.ts';

/** The customer of most tests, the event that is told, and the secret of the token. */
export const USER = 'amzn1.ask.account.1';
export const ORDER = 'AMAZON.OrderStatus.Updated';
export const TOKEN = 'gatehouse-secret-notice-token';

/** An order notice in its shortest form; `over` replaces any member. */
export function orderNotice(over: JsonObject = {}): JsonObject {
  return {
    event: {
      name: ORDER,
      payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'localizedattribute:sellerName' } } },
    },
    audience: { user: USER },
    businessKey: 'order 4711',
    localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
    region: 'EU',
    ...over,
  };
}

/** What Alexa answers with one of her reasons. */
export function refusing(code: keyof typeof noticeErrors, over: ScriptedAnswer = {}): ScriptedAnswer {
  const { status, message } = noticeErrors[code];
  return { status, body: { message, code }, ...over };
}

/** A relay on a virtual clock, with Amazon's end of notices beside it: it gives tokens and takes everything. */
export class NoticeBench {
  readonly bench: RelayBench;
  readonly clock: VirtualClock;

  constructor(bench: RelayBench, clock: VirtualClock) {
    this.bench = bench;
    this.clock = clock;
  }

  /** The notices that Amazon's end has heard. */
  get heard(): readonly ScriptedRequest[] {
    return this.bench.amazon.heard({ path: 'other' });
  }

  /** How often a token was asked for. */
  get tokensAsked(): number {
    return this.bench.amazon.heard({ path: 'token', grantType: 'client_credentials' }).length;
  }

  /** What the next notices are answered. */
  plan(...answers: readonly ScriptedAnswer[]): void {
    this.bench.amazon.clearPlans();
    this.bench.amazon.plan({ path: 'other' }, [...answers, { status: 202, times: Number.POSITIVE_INFINITY }]);
    this.planTokens();
  }

  /** What the next questions for a token are answered; then tokens, each another one. */
  planTokens(...answers: readonly ScriptedAnswer[]): void {
    const tokens = Array.from({ length: 50 }, (_, index): ScriptedAnswer => {
      return { status: 200, body: { access_token: `${TOKEN}-${index}`, token_type: 'bearer', expires_in: 3600 } };
    });
    this.bench.amazon.plan({ path: 'token', grantType: 'client_credentials' }, [...answers, ...tokens]);
  }

  /** Hands a notice in; answers the id of its event. */
  async send(over: JsonObject = {}, headers: Record<string, string> = {}): Promise<string> {
    const { status, body } = await this.bench.call('POST', '/v1/notices', { body: orderNotice(over), headers });
    assert.equal(status, 202, JSON.stringify(body));
    const { accepted } = body as { accepted: { id: string }[] };
    return accepted[0]?.id ?? assert.fail('Nothing was accepted');
  }

  /** Forwards a skill event; `at` in milliseconds after the start. */
  tell(
    name: SkillEventName,
    at: number,
    over: { user?: string; events?: readonly string[]; apiEndpoint?: string } = {},
  ): Promise<BenchAnswer> {
    const { user = USER, events, apiEndpoint = this.bench.amazon.urls.EU } = over;
    const about = { skillId: 'amzn1.ask.skill.1', userId: user, requestId: 'r', timestamp: VIRTUAL_START + at };
    const event = createSkillEvent({ ...about, name, apiEndpoint });
    const body = events && { subscriptions: events.map(eventName => ({ eventName })) };
    const request = { ...event.request, ...(body === undefined ? {} : { body }) };
    return this.bench.call('POST', '/v1/skill-events', { body: { ...event, request } });
  }

  /** An event as the API tells it. */
  async read(id: string): Promise<JsonObject> {
    const { body } = await this.bench.call('GET', `/v1/events/${id}`);
    return isJsonObject(body) ? body : assert.fail('The event is not known');
  }

  /** How an event stands. */
  async statusOf(id: string): Promise<unknown> {
    return (await this.read(id)).status;
  }

  advance(durationMs: number): Promise<void> {
    return this.bench.advance(durationMs);
  }
}

/** Starts it for one test. */
export async function startNotices(t: TestContext, options: RelayBenchOptions = {}): Promise<NoticeBench> {
  const clock = createVirtualClock();
  const notices = new NoticeBench(await startRelay(t, { ...options, clock }), clock);
  notices.plan();
  return notices;
}
