import type { Basis } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';

/** Why a routine that was triggered did not start, or why one of its directives was not sent. */
export type RoutineCode = 'endpoint-unknown' | 'not-linked' | 'routine-loop' | 'routine-queue-full';

/** A rule about routines: what it says, where it comes from and how sure it is. */
export interface RoutineRule {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
}

const OURS = 'Gatehouse: routines are described over the control API';

/** The rules about routines by their code. */
export const routineRules: Readonly<Record<RoutineCode, RoutineRule>> = {
  'endpoint-unknown': {
    message: 'A routine sends directives only to endpoints that are known in the home',
    source: 'simple-event-source interface, introduction; fact sheet 4',
    basis: 'chosen',
  },
  'not-linked': {
    message: 'A routine sends directives only to a skill that is enabled for the customer',
    source: 'send-events 2023, Event gateway access flow',
    basis: 'chosen',
  },
  'routine-loop': {
    message: 'Of routines that start one another at most 8 follow on one cause',
    source: OURS,
    basis: 'chosen',
  },
  'routine-queue-full': {
    message: 'At most 1,000 routines wait for their turn',
    source: OURS,
    basis: 'chosen',
  },
};

/** The reason with this code; the rule is `routine/<code>`. */
export function createRoutineReason(code: RoutineCode, message: string): Reason {
  const { source, basis } = routineRules[code];
  return { code, message, rule: `routine/${code}`, source, basis };
}
