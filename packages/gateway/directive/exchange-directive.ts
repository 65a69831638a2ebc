import type { Random } from '@gatehouse/client/platform';
import { isReply, type JsonObject, kindOf, memberOf, textAt } from '@gatehouse/protocol';
import { putReplyState } from '../effect/put-reply-state.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { redactSecrets } from '../journal/redact-secrets.ts';
import { createDirective, type OutgoingDirective } from './directive.ts';
import type { DirectiveAsk, DirectiveExchange } from './directive-exchange.ts';
import { createDirectiveReason } from './directive-rules.ts';
import { DIRECTIVE_LIMIT_MS, judgeDeferral } from './judge-deferral.ts';
import type { ReplyJudgement } from './judge-reply.ts';
import type { ReplyDesk, ReplyTicket } from './reply-desk.ts';

/** What an exchange works with; `send` brings the direct answer. */
export interface ExchangeHouse {
  readonly random: Random;
  readonly homes: HomeRegistry;
  readonly replies: ReplyDesk;
  send(directive: OutgoingDirective): Promise<ReplyJudgement>;
}

/** How an exchange ended, before the directive and the time are added. */
type Conclusion = Omit<DirectiveExchange, 'directive' | 'tookMs' | 'reason'>;

/** Composes a directive, sends it and waits for its answer, direct or deferred; the limit is of `judge-deferral.ts`. */
export async function exchangeDirective(ask: DirectiveAsk, house: ExchangeHouse): Promise<DirectiveExchange> {
  const { spec, userId, skillId, granteeToken } = ask;
  const messageId = house.random.uuid();
  const correlationToken = house.random.uuid();
  const known = spec.endpointId === undefined ? undefined : house.homes.readEndpoint(ask, spec.endpointId);
  const cookie = memberOf(known?.description, 'cookie');
  const parts = { messageId, correlationToken, cookie, ...(granteeToken && { granteeToken }) };
  const directive = createDirective(spec, parts);
  const endpoint = spec.endpointId === undefined ? {} : { endpointId: spec.endpointId };
  const expected = { userId, skillId, correlationToken, directiveMessageId: messageId, ...endpoint };
  const ticket = house.replies.expect({ ...expected, limitMs: DIRECTIVE_LIMIT_MS });
  const direct = await house.send(directive);
  const end = await conclude(direct, { ask, ticket, token: directive.directive.header.correlationToken, house });
  ticket.close();
  const { problem } = end;
  const whole = { directive, ...end, tookMs: ticket.tookMs(), ...(problem && { reason: problem.code }) };
  return redactExchange(whole);
}

interface Exchange {
  readonly ask: DirectiveAsk;
  readonly ticket: ReplyTicket;
  /** The directive's correlationToken, if it has one. */
  readonly token: string | undefined;
  readonly house: ExchangeHouse;
}

async function conclude(direct: ReplyJudgement, exchange: Exchange): Promise<Conclusion> {
  const { ticket } = exchange;
  if (direct.type === 'replied' && direct.kind === 'DeferredResponse') return awaitDeferred(direct.reply, exchange);
  const lateByMs = ticket.lateByMs();
  ticket.close();
  const arrived = await ticket.arrived;
  if (arrived !== undefined) return { reply: arrived, deferred: false, effects: [] };
  if (direct.type === 'failed') return { deferred: false, problem: direct.reason, effects: [] };
  if (lateByMs > 0) return { deferred: false, lateByMs, problem: timedOut(ticket), effects: [] };
  const problem = judgeDirectReply(direct.reply, exchange.token);
  const effects = problem === undefined ? putState(direct.reply, exchange) : [];
  return { reply: direct.reply, deferred: false, ...(problem && { problem }), effects };
}

async function awaitDeferred(deferredResponse: JsonObject, exchange: Exchange): Promise<Conclusion> {
  const { ticket, ask, token } = exchange;
  const deferred = { deferred: true, deferredResponse, effects: [] };
  const mismatch = judgeCorrelation(deferredResponse, token);
  if (mismatch !== undefined) return { ...deferred, problem: mismatch };
  const payload = memberOf(memberOf(deferredResponse, 'event'), 'payload');
  ticket.extend(judgeDeferral(ask.spec.namespace, { payload, tookMs: ticket.tookMs() }));
  const reply = await ticket.arrived;
  return reply === undefined ? { ...deferred, problem: timedOut(ticket) } : { ...deferred, reply };
}

function timedOut(ticket: ReplyTicket): Reason {
  const message = `The skill gave no answer within ${ticket.tookMs() - ticket.lateByMs()} ms`;
  return createDirectiveReason('SKILL_RESPONSE_TIMEOUT_EXCEPTION', message);
}

function judgeDirectReply(reply: JsonObject, token: string | undefined): Reason | undefined {
  const kind = kindOf(reply) ?? 'Event';
  // An event of an interface that is not known in full may well be its answer.
  if (isReply(kind) || kind === 'Event') return judgeCorrelation(reply, token);
  return createDirectiveReason('not-a-reply', `The skill answered ${kind}, which answers no directive`);
}

function judgeCorrelation(reply: JsonObject, token: string | undefined): Reason | undefined {
  const found = textAt(reply, ['event', 'header', 'correlationToken']);
  if (token === undefined || found === token) return undefined;
  const what = found === undefined ? 'no correlationToken' : 'another correlationToken';
  const message = `The skill's answer has ${what}; it must repeat that of the directive`;
  return createDirectiveReason('correlation-mismatch', message);
}

function putState(reply: JsonObject, { ask, house }: Exchange): DirectiveExchange['effects'] {
  const endpointId = textAt(reply, ['event', 'endpoint', 'endpointId']) ?? ask.spec.endpointId;
  return putReplyState({ key: ask, endpointId, reply }, house.homes).effects;
}

function redactExchange(exchange: DirectiveExchange): DirectiveExchange {
  const { directive, reply, deferredResponse } = exchange;
  return {
    ...exchange,
    directive: redactSecrets(directive),
    ...(reply !== undefined && { reply: redactSecrets(reply) }),
    ...(deferredResponse !== undefined && { deferredResponse: redactSecrets(deferredResponse) }),
  };
}
