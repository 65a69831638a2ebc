import { kindOf, textAt } from '@gatehouse/protocol';
import type { Journal } from '../journal/journal.ts';
import type { ExchangeFacts, NewEntry } from '../journal/journal-entry.ts';
import type { Reason } from '../journal/reason.ts';
import { listSecrets } from '../journal/redact-secrets.ts';
import type { DirectiveExchange, DirectiveOrigin } from './directive-exchange.ts';

/** The path under which sent directives stand in the journal. */
export const DIRECTIVE_PATH = '/_gatehouse/directives';

/** A directive that was sent, and how its exchange ended; nothing in it needs to be redacted yet. */
export interface SentDirective {
  readonly origin: DirectiveOrigin;
  readonly exchange: Omit<DirectiveExchange, 'reason'>;
}

/** Writes the one entry of a directive, when its exchange is over. */
export function journalDirective({ origin, exchange }: SentDirective, journal: Pick<Journal, 'append'>): void {
  const { directive, reply, deferredResponse, problem, problems, effects, ignored } = exchange;
  const { region, userId, skillId } = origin;
  const messageId = textAt(directive, ['directive', 'header', 'messageId']);
  const endpointId = textAt(directive, ['directive', 'endpoint', 'endpointId']);
  const reason = problem ?? ignored?.[0];
  const entry: NewEntry = {
    region,
    path: DIRECTIVE_PATH,
    ...judgeEnd(problem),
    kind: textAt(directive, ['directive', 'header', 'name']) ?? 'Directive',
    ...(messageId !== undefined && { messageId }),
    skillId,
    userId,
    ...(endpointId !== undefined && { endpointId }),
    effects,
    ...(reason !== undefined && { reason }),
    ...(ignored !== undefined && ignored.length > 0 && { ignored }),
    ...(problems !== undefined && problems.length > 0 && { problems }),
    exchange: encodeFacts(origin, exchange),
    request: directive,
  };
  journal.append(entry, [...listSecrets(reply).union(listSecrets(deferredResponse))]);
}

function judgeEnd(problem: Reason | undefined): Pick<NewEntry, 'status' | 'verdict' | 'code'> {
  if (problem === undefined) return { status: 200, verdict: 'accepted' };
  const { code } = problem;
  if (code === 'SKILL_RESPONSE_TIMEOUT_EXCEPTION') return { status: 504, verdict: 'cut', code };
  return { status: 502, verdict: code === 'gateway-stopping' ? 'cut' : 'refused', code };
}

function encodeFacts({ cause, routineId }: DirectiveOrigin, exchange: SentDirective['exchange']): ExchangeFacts {
  const { directive, reply, deferred, tookMs, lateByMs } = exchange;
  const kind = kindOf(reply);
  const failed = kind === 'ErrorResponse' || kind === 'AcceptGrant.ErrorResponse';
  const error = failed ? textAt(reply, ['event', 'payload', 'type']) : undefined;
  return {
    cause,
    ...(routineId !== undefined && { routineId }),
    namespace: textAt(directive, ['directive', 'header', 'namespace']) ?? '',
    ...(kind !== undefined && { reply: kind }),
    ...(error !== undefined && { error }),
    deferred,
    tookMs,
    ...(lateByMs !== undefined && { lateByMs }),
  };
}
