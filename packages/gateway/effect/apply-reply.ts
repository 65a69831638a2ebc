import { textAt } from '@gatehouse/protocol';
import type { ReplyMatch } from '../directive/reply-desk.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import type { ReplyEffect, SceneEffect } from './effect.ts';
import { putReplyState } from './put-reply-state.ts';

type Match<T extends ReplyMatch['type']> = Extract<ReplyMatch, { type: T }>;

/**
 * Response, ErrorResponse, StateReport and every other answer to a directive: it is handed to the directive that
 * waits, and its context feeds the home. An answer without such a directive has no effect at all.
 * Source: fact sheet 1.1, correlationToken; 2.3.
 */
export function applyReply(accepted: AcceptedEvent, scope: EffectScope): Applied {
  const correlationToken = textAt(accepted.event, ['event', 'header', 'correlationToken']);
  if (correlationToken === undefined) {
    const message = `${accepted.kind} has no correlationToken; it answers the directive whose token it repeats`;
    return createIgnored(createReason('unknown-correlation', message, { pointer: POINTER }));
  }
  const { userId, skillId } = accepted;
  const match = scope.replies.match({ userId, skillId, correlationToken, reply: accepted.event });
  return match.type === 'in-time'
    ? applyMatch(accepted, scope, match)
    : createIgnored(judgeMatch(accepted.kind, match));
}

const POINTER = '/event/header/correlationToken';

function judgeMatch(kind: string, match: Exclude<ReplyMatch, Match<'in-time'>>): Reason {
  switch (match.type) {
    case 'late': {
      const message = `${kind} came ${match.lateByMs} ms after its directive had timed out; ${match.expected.limitMs} ms are allowed`;
      return createReason('late-reply', message, { pointer: POINTER, lateByMs: match.lateByMs });
    }
    case 'over':
      return createReason('already-answered', `The directive that ${kind} answers is over`, { pointer: POINTER });
    case 'unknown':
      return createReason('unknown-correlation', `No directive with this correlationToken was sent`, {
        pointer: POINTER,
      });
  }
}

function applyMatch(accepted: AcceptedEvent, scope: EffectScope, match: Match<'in-time'>): Applied {
  const { expected, tookMs } = match;
  const endpointId = textAt(accepted.event, ['event', 'endpoint', 'endpointId']) ?? expected.endpointId;
  const error = accepted.kind === 'ErrorResponse' ? textAt(accepted.event, ['event', 'payload', 'type']) : undefined;
  const reply: ReplyEffect = {
    type: 'reply',
    directiveMessageId: expected.directiveMessageId,
    correlationToken: expected.correlationToken,
    ...(endpointId !== undefined && { endpointId }),
    tookMs,
    ...(error !== undefined && { error }),
  };
  const state = scene(accepted.kind);
  const started: SceneEffect[] = state && endpointId !== undefined ? [{ type: 'scene', endpointId, state }] : [];
  const { effects, ignored } = putReplyState({ key: accepted, endpointId, reply: accepted.event }, scope.homes);
  return { effects: [reply, ...started, ...effects], ...(ignored.length > 0 && { ignored }) };
}

function scene(kind: string): SceneEffect['state'] | undefined {
  if (kind === 'ActivationStarted') return 'activated';
  return kind === 'DeactivationStarted' ? 'deactivated' : undefined;
}
