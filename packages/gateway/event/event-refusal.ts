import type { GatewayErrorCode } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { eventRules, type RefusalId } from './event-rules.ts';
import type { Profile } from './profile.ts';

/** Why an event is refused: the code of the terse answer, and the reason that the journal keeps. */
export interface EventRefusal {
  readonly type: 'refused';
  readonly code: GatewayErrorCode;
  readonly reason: Reason;
}

/** The refusal with this id. `detail` replaces the row's sentence, where there is more to say. */
export function refuseEvent(id: RefusalId, detail?: string): EventRefusal {
  const { code, message, source, basis } = eventRules[id];
  return {
    type: 'refused',
    code,
    reason: { code: id, message: detail ?? message, rule: `event/${id}`, source, basis },
  };
}

/** A refusal as an edition of the documents has it: the cause stays, code, source and basis may be others. */
export function resolveRefusal(refusal: EventRefusal, profile: Profile): EventRefusal {
  const id = refusal.reason.code;
  if (profile === 'current' || !isRefusalId(id)) return refusal;
  const { in2019 } = eventRules[id];
  if (in2019 === undefined) return refusal;
  const { code, source, basis } = in2019;
  return { ...refusal, code, reason: { ...refusal.reason, source, basis } };
}

function isRefusalId(code: string): code is RefusalId {
  return Object.hasOwn(eventRules, code);
}
