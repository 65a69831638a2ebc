import { memberOf, textAt } from '@gatehouse/protocol';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import { judgeOwnEvent } from './judge-own-event.ts';
import { CORRELATION_POINTER, createUncorrelated, judgeReplyMatch } from './judge-reply-match.ts';
import { withEndpoint } from './with-endpoint.ts';

const INTERFACE = 'Alexa.WakeOnLANController';

/**
 * WakeUp: Alexa sends the magic packet for a TurnOn that waits for its answer, which comes later as a Response.
 * Source: fact sheet 2, WakeOnLANController.
 */
export function applyWakeUp(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, endpoint => {
    const reason = judgeOwnEvent(accepted.event, endpoint);
    if (reason !== undefined) return createIgnored(reason);
    const { userId, skillId, kind } = accepted;
    const correlationToken = textAt(accepted.event, ['event', 'header', 'correlationToken']);
    if (correlationToken === undefined) return createIgnored(createUncorrelated(kind));
    const match = scope.replies.find({ userId, skillId, correlationToken });
    if (match.type !== 'in-time') return createIgnored(judgeReplyMatch(kind, match));
    const { name, directiveMessageId, endpointId } = match.expected;
    if (name !== 'TurnOn' || endpointId !== endpoint.endpointId) {
      const message = `The directive that waits is ${name} for endpoint ${endpointId ?? 'none'}; WakeUp needs a TurnOn for ${endpoint.endpointId}`;
      return createIgnored(createReason('not-a-turn-on', message, { pointer: CORRELATION_POINTER }));
    }
    const addresses = memberOf(endpoint.declarations.capabilityOf(INTERFACE)?.configuration, 'MACAddresses');
    const macAddresses = Array.isArray(addresses) ? addresses.filter(address => typeof address === 'string') : [];
    return { effects: [{ type: 'wake-up', endpointId, directiveMessageId, macAddresses }] };
  });
}
