import { isReply, textAt } from '@gatehouse/protocol';
import type { AcceptedEvent, EffectRule, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { applyAddOrUpdateReport, applyDeleteReport } from './apply-catalogue.ts';
import { applyChangeReport } from './apply-change-report.ts';
import { applyDoorbellPress } from './apply-doorbell-press.ts';
import { applyRecorded } from './apply-recorded.ts';
import { applyReply } from './apply-reply.ts';
import { applySimpleEvent } from './apply-simple-event.ts';
import { applyWakeUp } from './apply-wake-up.ts';
import { createReason } from './create-reason.ts';
import { startRoutines } from './start-routines.ts';

/** The kinds that have a rule of their own; answers to directives share one, everything else is recorded. */
const effectsByKind: ReadonlyMap<string, EffectRule> = new Map([
  ['AddOrUpdateReport', applyAddOrUpdateReport],
  ['ChangeReport', applyChangeReport],
  ['DeleteReport', applyDeleteReport],
  ['DoorbellPress', applyDoorbellPress],
  ['SimpleEvent', applySimpleEvent],
  ['WakeUp', applyWakeUp],
]);

/** The longest messageId, in characters (fact sheet 1.1). */
const LONGEST_ID = 127;

/**
 * What happens after the 202: the event acts on the customer's home, or the answer says why it does not.
 *
 * Siblings: one file for each kind of event (`apply-*.ts`), `judge-property.ts` for values, `effect-rules.ts` for the
 * reasons and where they come from, `start-routines.ts` for what follows. State kept: the home's, the waiting
 * directives, and which messages had an effect: the same messageId of the same skill and customer never has a second one.
 */
export function applyEvent(accepted: AcceptedEvent, scope: EffectScope): Applied {
  const { userId, skillId, kind, event } = accepted;
  const messageId = textAt(event, ['event', 'header', 'messageId']) ?? '';
  // Longer ones are no messageIds, and would fill the memory of those that are.
  const seen = messageId === '' || messageId.length > LONGEST_ID ? undefined : { userId, skillId, messageId };
  if (seen !== undefined && scope.seenMessages.has(seen)) {
    const message = `The message ${seen.messageId} has had its effect already; use a fresh messageId for each event`;
    return createIgnored(createReason('duplicate-message', message, { pointer: '/event/header/messageId' }));
  }
  const depth = depthOf(accepted, scope);
  const rule = effectsByKind.get(kind) ?? (isReply(kind) ? applyReply : applyRecorded);
  const applied = startRoutines(rule(accepted, scope), { userId, skillId, depth, routines: scope.routines });
  if (seen !== undefined && applied.effects.length > 0) scope.seenMessages.add(seen);
  return applied;
}

/** How many routines led to the directive that an event is about; whatever names none begins anew. */
function depthOf({ userId, skillId, event }: AcceptedEvent, { replies }: EffectScope): number {
  const correlationToken = textAt(event, ['event', 'header', 'correlationToken']);
  const match = correlationToken === undefined ? undefined : replies.find({ userId, skillId, correlationToken });
  return match?.type === 'in-time' ? match.expected.depth : 0;
}
