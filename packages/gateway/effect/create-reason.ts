import type { Reason } from '../journal/reason.ts';
import { type EffectCode, effectRules } from './effect-rules.ts';

/** What a reason says beside its code and message. */
export interface ReasonDetail {
  readonly pointer?: string;
  readonly lateByMs?: number;
}

/** The reason why something had no effect, with the rule's source and basis; the rule is `effect/<code>`. */
export function createReason(code: EffectCode, message: string, detail: ReasonDetail = {}): Reason {
  const { source, basis } = effectRules[code];
  return { code, message, rule: `effect/${code}`, source, basis, ...detail };
}
