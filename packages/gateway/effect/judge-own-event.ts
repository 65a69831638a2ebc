import { memberOf, type RuleId, textAt, validateRegistered } from '@gatehouse/protocol';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';
import type { EffectCode } from './effect-rules.ts';

/** What breaking a rule of registration means for an event that was accepted. */
const codes: Readonly<Partial<Record<RuleId, EffectCode>>> = {
  'registration-event': 'not-declared',
  'registration-event-instance': 'unknown-instance',
  'registration-event-id': 'unknown-event',
  'registration-doorbell': 'not-proactively-reported',
};

/**
 * Judges an event that an interface defines for itself by the rules of registration: the endpoint declares the
 * interface, the instance and the event's id, and that it reports its presses. Its context is not looked at.
 */
export function judgeOwnEvent(event: unknown, endpoint: KnownEndpoint): Reason | undefined {
  const { description, declarations, endpointId } = endpoint;
  const bare = { event: memberOf(event, 'event') };
  for (const { rule, message, pointer } of validateRegistered(bare, { registered: () => description })) {
    const code = codes[rule as RuleId];
    if (code !== undefined) return createReason(code, message, { pointer });
  }
  const namespace = textAt(event, ['event', 'header', 'namespace']) ?? '';
  const instance = textAt(event, ['event', 'header', 'instance']);
  if (declarations.capabilityOf(namespace, instance) !== undefined) return undefined;
  const message = `The event of endpoint ${endpointId} names no instance; one that discovery declared is needed`;
  return createReason('unknown-instance', message, { pointer: '/event/header/instance' });
}
