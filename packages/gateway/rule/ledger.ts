import { type Basis, rules } from '@gatehouse/protocol';
import { directiveRules } from '../directive/directive-rules.ts';
import { effectRules } from '../effect/effect-rules.ts';
import { eventRules } from '../event/event-rules.ts';
import { faultRules } from '../fault/fault-rules.ts';
import { httpRules } from '../http/http-rules.ts';
import { limitRules } from '../limit/limit-rules.ts';
import { noticeRules } from '../notice/notice-rules.ts';
import { routineRules } from '../routine/routine-rules.ts';
import { tokenRules } from '../token/token-rules.ts';
import { choices } from './choices.ts';
import type { LedgerRule, RuleArea } from './ledger-rule.ts';

/** What every table of rules has by id. */
interface Row {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
  /** What is answered, where the rule refuses. */
  readonly code?: string;
  readonly error?: string;
}

/**
 * Every rule that the gateway decides by, in the order of the ids: those of messages from the protocol, and the tables of
 * the rooms, whose types hold that each reason has its row.
 */
export const ledger: readonly LedgerRule[] = [
  ...Object.values(rules).map(({ id, code, strict, observed, source, basis, remedy }): LedgerRule => {
    return { id, area: 'message', message: remedy, source, basis, code, strict, observed };
  }),
  ...listArea('choice', choices),
  ...listArea('directive', directiveRules),
  ...listArea('effect', effectRules),
  ...listArea('event', eventRules),
  ...listArea('fault', faultRules),
  ...listArea('http', httpRules),
  ...listArea('limit', limitRules),
  ...listArea('notice', noticeRules),
  ...listArea('routine', routineRules),
  ...listArea('token', tokenRules),
].sort((a, b) => (a.id < b.id ? -1 : 1));

function listArea(area: RuleArea, table: Readonly<Record<string, Row>>): LedgerRule[] {
  return Object.entries(table).map(([name, { message, source, basis, code, error }]) => {
    const answered = code ?? error;
    return { id: `${area}/${name}`, area, message, source, basis, ...(answered !== undefined && { code: answered }) };
  });
}
