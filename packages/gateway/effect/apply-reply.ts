import { textAt } from '@gatehouse/protocol';
import type { ReplyMatch } from '../directive/reply-desk.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import type { SceneEffect } from './effect.ts';
import { encodeReply } from './encode-reply.ts';
import { createUncorrelated, judgeReplyMatch } from './judge-reply-match.ts';
import { putReplyState } from './put-reply-state.ts';

type Match<T extends ReplyMatch['type']> = Extract<ReplyMatch, { type: T }>;

/**
 * Response, ErrorResponse, StateReport and every other answer to a directive: it is handed to the directive that
 * waits, and its context feeds the home. An answer without such a directive has no effect at all.
 * Source: fact sheet 1.1, correlationToken; 2.3.
 */
export function applyReply(accepted: AcceptedEvent, scope: EffectScope): Applied {
  const correlationToken = textAt(accepted.event, ['event', 'header', 'correlationToken']);
  if (correlationToken === undefined) return createIgnored(createUncorrelated(accepted.kind));
  const { userId, skillId } = accepted;
  const match = scope.replies.match({ userId, skillId, correlationToken, reply: accepted.event });
  return match.type === 'in-time'
    ? applyMatch(accepted, scope, match)
    : createIgnored(judgeReplyMatch(accepted.kind, match));
}

function applyMatch(accepted: AcceptedEvent, scope: EffectScope, match: Match<'in-time'>): Applied {
  const reply = encodeReply(accepted, match);
  const { endpointId } = reply;
  const state = scene(accepted.kind);
  const started: SceneEffect[] = state && endpointId !== undefined ? [{ type: 'scene', endpointId, state }] : [];
  const { effects, ignored } = putReplyState({ key: accepted, endpointId, reply: accepted.event }, scope.homes);
  return { effects: [reply, ...started, ...effects], ...(ignored.length > 0 && { ignored }) };
}

function scene(kind: string): SceneEffect['state'] | undefined {
  if (kind === 'ActivationStarted') return 'activated';
  return kind === 'DeactivationStarted' ? 'deactivated' : undefined;
}
