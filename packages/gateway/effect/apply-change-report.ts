import { memberOf, validateRegistered } from '@gatehouse/protocol';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { AcceptedEvent, EffectScope } from './accepted-event.ts';
import { type Applied, createIgnored } from './applied.ts';
import { createReason } from './create-reason.ts';
import { putProperties } from './put-properties.ts';
import { withEndpoint } from './with-endpoint.ts';

/**
 * ChangeReport: what changed, and the unchanged properties beside it, which make up for earlier reports that were
 * missed. A reason is given when a changed property had no effect. Source: fact sheet 2.1.
 */
export function applyChangeReport(accepted: AcceptedEvent, scope: EffectScope): Applied {
  return withEndpoint(accepted, scope, endpoint => {
    const base = { key: accepted, endpoint, isJudged: keepsToAll(accepted, endpoint) };
    const change = memberOf(memberOf(memberOf(accepted.event, 'event'), 'payload'), 'change');
    const changed = putProperties(
      {
        ...base,
        properties: memberOf(change, 'properties'),
        pointer: '/event/payload/change/properties',
        role: 'change',
      },
      scope.homes,
    );
    const context = memberOf(memberOf(accepted.event, 'context'), 'properties');
    const beside = putProperties(
      { ...base, properties: context, pointer: '/context/properties', role: 'context' },
      scope.homes,
    );
    const effects = [...changed.effects, ...beside.effects];
    const ignored = [...changed.ignored, ...beside.ignored];
    if (effects.length === 0 && ignored.length === 0) return createIgnored(createNothingReported());
    const reason = changed.ignored[0] ?? (effects.length === 0 ? ignored[0] : undefined);
    return { effects, ...(reason && { reason }), ...(ignored.length > 0 && { ignored }) };
  });
}

/** Whether the report as a whole breaks no rule at all, so that its properties need not be judged one by one. */
function keepsToAll({ isSound, event }: AcceptedEvent, { description }: KnownEndpoint): boolean {
  return isSound === true && validateRegistered(event, { registered: () => description }).length === 0;
}

function createNothingReported(): Reason {
  const message = 'The report has no changed property; payload.change.properties lists them';
  return createReason('nothing-reported', message, { pointer: '/event/payload/change/properties' });
}
