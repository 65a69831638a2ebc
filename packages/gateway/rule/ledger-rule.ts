import type { Basis } from '@gatehouse/protocol';

/** What a rule decides about. */
export type RuleArea =
  | 'choice'
  | 'directive'
  | 'effect'
  | 'event'
  | 'fault'
  | 'http'
  | 'limit'
  | 'message'
  | 'notice'
  | 'routine'
  | 'token';

/** Every area, in the order of the alphabet. */
export const RULE_AREAS: readonly RuleArea[] = [
  'choice',
  'directive',
  'effect',
  'event',
  'fault',
  'http',
  'limit',
  'message',
  'notice',
  'routine',
  'token',
];

/**
 * One rule that the gateway decides by. `id` is what a reason names in `rule`; rules of area `choice` give no reason:
 * they say how the gateway behaves where the documents are silent. `code` is what is answered when the rule is broken;
 * rules of messages also have what they are worth in either mode.
 */
export interface LedgerRule {
  readonly id: string;
  readonly area: RuleArea;
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
  readonly code?: string;
  readonly strict?: string;
  readonly observed?: string;
}
