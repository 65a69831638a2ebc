import type { Basis } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import { type AnswerFacts, type FaultAction, type FaultNote, isHandled, isSpoilt } from './fault.ts';

/** Where a fault came from. */
export type FaultRuleId = 'list' | 'header' | 'header-malformed' | 'header-key';

/** The rules about faults by their id; the journal shows them as `fault/<id>`. */
export const faultRules: Readonly<
  Record<FaultRuleId, { readonly message: string; readonly source: string; readonly basis: Basis }>
> = {
  list: {
    message: 'A rule of the list of faults is for this request',
    source: 'Gatehouse: /_gatehouse/faults',
    basis: 'chosen',
  },
  header: {
    message: 'The request asked for a fault by its header x-gatehouse-fault',
    source: 'Gatehouse: header x-gatehouse-fault',
    basis: 'chosen',
  },
  'header-malformed': {
    message: 'The header x-gatehouse-fault is no fault; nothing of the request was handled',
    source: 'Gatehouse: header x-gatehouse-fault',
    basis: 'chosen',
  },
  'header-key': {
    message: 'Where the control API has a key, the header x-gatehouse-fault needs it in x-gatehouse-key',
    source: 'Gatehouse: header x-gatehouse-fault',
    basis: 'chosen',
  },
};

/** Why a request was answered otherwise than it deserved; the message says how. */
export function createFaultReason(note: FaultNote, action: FaultAction): Reason {
  const { message, source, basis } = faultRules[note.by];
  const which = note.index === undefined ? '' : ` (number ${note.index})`;
  const handled = note.handled ? 'it was handled and its answer spoilt' : 'nothing of it was handled';
  return {
    code: 'fault',
    message: `${message}${which}: ${handled}${describeCut(action)}`,
    rule: `fault/${note.by}`,
    source,
    basis,
  };
}

function describeCut({ cut, reset }: FaultAction): string {
  if (cut === undefined) return '';
  const where = { before: 'before its first byte', headers: 'inside its head', body: 'inside its body' }[cut];
  return `; the answer is ${reset === true ? 'reset' : 'cut'} ${where}`;
}

/** What the journal keeps of a fault beside the reason. */
export function noteFault(
  { action, index }: { readonly action: FaultAction; readonly index?: number },
  answer?: AnswerFacts,
): FaultNote {
  const { delayMs, dribble, cut } = action;
  return {
    by: index === undefined ? 'header' : 'list',
    ...(index !== undefined && { index }),
    handled: isHandled(action),
    ...(delayMs !== undefined && { delayMs }),
    ...(dribble !== undefined && dribble !== false && { dribbled: true }),
    ...(cut !== undefined && { cut }),
    ...(answer !== undefined && isSpoilt(action) && { instead: factsOf(answer) }),
  };
}

function factsOf({ status, code, reason }: AnswerFacts): AnswerFacts {
  return { status, ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) };
}
