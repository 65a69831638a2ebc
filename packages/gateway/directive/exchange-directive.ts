import type { Random } from '@gatehouse/client/platform';
import { type JsonObject, type Mode, memberOf, textAt } from '@gatehouse/protocol';
import { putDiscovered } from '../effect/put-discovered.ts';
import { putReplyState } from '../effect/put-reply-state.ts';
import { startRoutines } from '../effect/start-routines.ts';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Journal } from '../journal/journal.ts';
import type { Reason } from '../journal/reason.ts';
import { listSecrets, redactSecrets } from '../journal/redact-secrets.ts';
import type { RoutineStarter } from '../routine/routine-starter.ts';
import { createDirective, type OutgoingDirective } from './directive.ts';
import type { DirectiveAsk, DirectiveExchange } from './directive-exchange.ts';
import { createDirectiveReason } from './directive-rules.ts';
import { journalDirective } from './journal-directive.ts';
import { DIRECTIVE_LIMIT_MS, judgeDeferral } from './judge-deferral.ts';
import { judgeCorrelation, judgeDirectReply } from './judge-direct-reply.ts';
import { judgeMessages } from './judge-messages.ts';
import type { ReplyJudgement } from './judge-reply.ts';
import type { ReplyDesk, ReplyTicket } from './reply-desk.ts';

/** What an exchange works with; `send` brings the direct answer. */
export interface ExchangeHouse {
  readonly mode: Mode;
  readonly random: Random;
  readonly homes: HomeRegistry;
  readonly replies: ReplyDesk;
  readonly routines: RoutineStarter;
  readonly journal: Pick<Journal, 'append'>;
  send(directive: OutgoingDirective): Promise<ReplyJudgement>;
}

/** How an exchange ended, before the directive and the time are added. */
type Conclusion = Omit<DirectiveExchange, 'directive' | 'tookMs' | 'reason' | 'problems'>;

/**
 * Composes a directive, sends it, waits for its answer, direct or deferred, and writes the journal's entry; the limit
 * is of `judge-deferral.ts`.
 */
export async function exchangeDirective(ask: DirectiveAsk, house: ExchangeHouse): Promise<DirectiveExchange> {
  const correlationToken = house.random.uuid();
  const directive = compose(ask, { correlationToken, house });
  const ticket = expectReply(ask, { correlationToken, directive, house });
  const direct = await house.send(directive);
  const end = await conclude(direct, { ask, ticket, token: directive.directive.header.correlationToken, house });
  ticket.close();
  const registered = (endpointId: string): unknown => house.homes.readEndpoint(ask, endpointId)?.description;
  const problems = judgeMessages({ directive, ...end }, { mode: house.mode, registered });
  const whole = { directive, ...end, tookMs: ticket.tookMs(), ...(problems.length > 0 && { problems }) };
  journalDirective({ origin: ask, exchange: whole }, house.journal);
  return redactExchange({ ...whole, ...(end.problem && { reason: end.problem.code }) });
}

interface Composing {
  readonly correlationToken: string;
  readonly house: ExchangeHouse;
}

function compose(ask: DirectiveAsk, { correlationToken, house }: Composing): OutgoingDirective {
  const { spec, granteeToken } = ask;
  const messageId = house.random.uuid();
  const known = spec.endpointId === undefined ? undefined : house.homes.readEndpoint(ask, spec.endpointId);
  const cookie = memberOf(known?.description, 'cookie');
  return createDirective(spec, { messageId, correlationToken, cookie, ...(granteeToken && { granteeToken }) });
}

function expectReply(
  ask: DirectiveAsk,
  { correlationToken, directive, house }: Composing & { readonly directive: OutgoingDirective },
): ReplyTicket {
  const { userId, skillId, spec, depth = 0 } = ask;
  return house.replies.expect({
    userId,
    skillId,
    // A directive that does not carry it can only be answered directly.
    correlationToken,
    directiveMessageId: directive.directive.header.messageId,
    ...(spec.endpointId !== undefined && { endpointId: spec.endpointId }),
    namespace: spec.namespace,
    name: spec.name,
    depth,
    limitMs: DIRECTIVE_LIMIT_MS,
  });
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
  const problem = judgeDirectReply(direct.reply, { spec: exchange.ask.spec, token: exchange.token });
  const applied = problem === undefined ? applyDirectReply(direct.reply, exchange) : { effects: [] };
  return { reply: direct.reply, deferred: false, ...(problem && { problem }), ...applied };
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

/** What a direct answer does: endpoints or state come into the home, and routines may start from that. */
function applyDirectReply(reply: JsonObject, { ask, house }: Exchange): Pick<Conclusion, 'effects' | 'ignored'> {
  const endpointId = textAt(reply, ['event', 'endpoint', 'endpointId']) ?? ask.spec.endpointId;
  const { userId, skillId, depth = 0 } = ask;
  const { effects, ignored } =
    putDiscovered(ask, reply, house.homes) ?? putReplyState({ key: ask, endpointId, reply }, house.homes);
  const applied = { effects, ...(ignored.length > 0 && { ignored }) };
  return startRoutines(applied, { userId, skillId, depth, routines: house.routines });
}

function redactExchange(exchange: DirectiveExchange): DirectiveExchange {
  const { directive, reply, deferredResponse, problems } = exchange;
  const known = listSecrets(directive).union(listSecrets(reply)).union(listSecrets(deferredResponse));
  return {
    ...exchange,
    // The code of a problem is none of the secrets that members of this name hold.
    ...(problems && { problems: redactSecrets(problems, { known, byMember: false }) as typeof problems }),
    directive: redactSecrets(directive),
    ...(reply !== undefined && { reply: redactSecrets(reply) }),
    ...(deferredResponse !== undefined && { deferredResponse: redactSecrets(deferredResponse) }),
  };
}
