import {
  type AlexaEvent,
  isJsonObject,
  kindOf,
  type Mode,
  memberOf,
  type Problem,
  type Region,
  rules,
  scopeTokenOf,
  validateEvent,
} from '@gatehouse/protocol';
import type { Limiter } from '../limit/limiter.ts';
import { isMediaType } from '../shape/media-type.ts';
import type { TokenOwner } from '../token/token.ts';
import type { TokenRegistry } from '../token/token-registry.ts';
import type { ParsedBody } from './event-body.ts';
import { type EventRefusal, refuseEvent, resolveRefusal } from './event-refusal.ts';
import { judgeStanding, type StandingHouse } from './judge-standing.ts';
import { bearerTokenOf, judgeAuthorization, judgeToken, type TokenAccepted } from './judge-token.ts';
import type { Profile } from './profile.ts';
import { reasonOfProblem } from './reason-of-problem.ts';

/** A `POST /v3/events` of a size that may be judged. */
export interface EventRequest {
  readonly region: Region;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: ParsedBody;
}

/** What events are judged against. */
export interface EventHouse extends StandingHouse {
  readonly mode: Mode;
  readonly profile: Profile;
  readonly tokens: TokenRegistry;
  readonly limits: Pick<Limiter, 'claimEvent'>;
}

/**
 * An event that gets its 202. `problems` are what it was let through with: warnings and notes. Observed mode also
 * lets through what has no header to be understood by; `event` is then absent.
 */
export interface EventAccepted {
  readonly type: 'accepted';
  readonly event?: AlexaEvent;
  readonly kind: string;
  readonly problems: readonly Problem[];
}

/** The verdict on a request, and whose token it was. */
export interface JudgedEvent {
  readonly verdict: EventAccepted | EventRefusal;
  readonly owner?: TokenOwner;
}

/**
 * Judges an event in this order: token, skill, region and permission, rate, JSON, rules; so a bad token wins over a
 * bad body, and a throttled event is not read. Its size was judged before, by `judge-size.ts`. Strict wants the same
 * token in the Authorization header and in the scope (send-events 2019, Message contents); observed reads only the
 * scope's (fact sheet 6.1). An event that passes counts against the limits.
 */
export function judgeEvent(request: EventRequest, house: EventHouse): JudgedEvent {
  const { verdict, owner } = judgeSteps(request, house);
  const resolved = verdict.type === 'refused' ? resolveRefusal(verdict, house.profile) : verdict;
  return { verdict: resolved, ...(owner !== undefined && { owner }) };
}

function judgeSteps(request: EventRequest, house: EventHouse): JudgedEvent {
  const { body, region, contentType } = request;
  const token = house.mode === 'strict' ? judgeBothTokens(request, house) : judgeScope(body, house);
  if (token.type === 'refused') return { verdict: token };
  const { owner } = token;
  const standing = judgeStanding(owner, { region, house });
  if (standing.type === 'refused') return { verdict: standing, owner };
  const holder = { skillId: owner.skillId, userId: standing.customer.userId };
  const reason = house.limits.claimEvent(holder);
  if (reason !== undefined) return { verdict: { type: 'refused', code: 'THROTTLING_EXCEPTION', reason }, owner };
  return { verdict: judgeMessage(body, { mode: house.mode, contentType }), owner };
}

function judgeBothTokens(request: EventRequest, house: EventHouse): TokenAccepted | EventRefusal {
  const judged = judgeAuthorization(request.authorization, house.tokens);
  if (judged.type === 'refused') return judged;
  const scopeToken = request.body.type === 'json' ? scopeTokenOf(request.body.value) : undefined;
  // No scope token, or a blank one, is a fault of the message: its rules say so in their turn.
  const same = isBlank(scopeToken) || scopeToken === bearerTokenOf(request.authorization);
  return same ? judged : refuseEvent('token-mismatch');
}

function judgeScope(body: ParsedBody, house: EventHouse): TokenAccepted | EventRefusal {
  const unreadable = refuseUnreadable(body);
  if (unreadable !== undefined) return unreadable;
  const value = body.type === 'json' ? body.value : undefined;
  const scopeToken = scopeTokenOf(value);
  if (scopeToken !== undefined && !isBlank(scopeToken)) return judgeToken(scopeToken, house.tokens);
  const problem = validateEvent(value, { mode: 'observed' }).find(({ severity }) => severity === 'error');
  return refuseProblem(problem ?? MISSING_SCOPE);
}

/** Nobody is named without a scope token, so what is a warning elsewhere ends the matter here. */
const MISSING_SCOPE: Problem = {
  code: rules['scope-missing'].code,
  pointer: '/event/endpoint/scope/token',
  message: 'The message has no scope token; it names the customer',
  rule: 'scope-missing',
  source: rules['scope-missing'].source,
  severity: 'error',
};

function judgeMessage(
  body: ParsedBody,
  by: { readonly mode: Mode; readonly contentType: string | undefined },
): EventAccepted | EventRefusal {
  const unreadable = refuseUnreadable(body);
  if (unreadable !== undefined) return unreadable;
  if (by.mode === 'strict' && !isMediaType(by.contentType, 'application/json')) return refuseEvent('content-type');
  const value = body.type === 'json' ? body.value : undefined;
  const problems = validateEvent(value, { mode: by.mode });
  const [error] = problems.filter(({ severity }) => severity === 'error');
  if (error !== undefined) return refuseProblem(error);
  const event = asEvent(value);
  return { type: 'accepted', ...(event !== undefined && { event }), kind: kindOf(value) ?? 'Event', problems };
}

/** The common shape of events, which a strict message has and an observed one may lack in part. */
function asEvent(value: unknown): AlexaEvent | undefined {
  const event = memberOf(value, 'event');
  if (kindOf(value) === undefined || !isJsonObject(event)) return undefined;
  if (isJsonObject(event.payload)) return value as AlexaEvent;
  return { ...(value as AlexaEvent), event: { ...(event as AlexaEvent['event']), payload: {} } };
}

function refuseProblem(problem: Problem): EventRefusal {
  return { type: 'refused', code: 'INVALID_REQUEST_EXCEPTION', reason: reasonOfProblem(problem) };
}

function refuseUnreadable(body: ParsedBody): EventRefusal | undefined {
  if (body.type === 'not-utf8') return refuseEvent('body-encoding');
  return body.type === 'not-json' ? refuseEvent('body-not-json') : undefined;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
