import { textAt } from '@gatehouse/protocol';
import type { ReplyMatch } from '../directive/reply-desk.ts';
import type { AcceptedEvent } from './accepted-event.ts';
import type { ReplyEffect } from './effect.ts';

/** The effect of an answer that met its directive in time. */
export function encodeReply(
  accepted: AcceptedEvent,
  { expected, tookMs }: Extract<ReplyMatch, { readonly type: 'in-time' }>,
): ReplyEffect {
  const endpointId = textAt(accepted.event, ['event', 'endpoint', 'endpointId']) ?? expected.endpointId;
  const error = accepted.kind === 'ErrorResponse' ? textAt(accepted.event, ['event', 'payload', 'type']) : undefined;
  return {
    type: 'reply',
    directiveMessageId: expected.directiveMessageId,
    correlationToken: expected.correlationToken,
    ...(endpointId !== undefined && { endpointId }),
    tookMs,
    ...(error !== undefined && { error }),
  };
}
