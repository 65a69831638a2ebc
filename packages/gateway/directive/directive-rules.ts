import type { Basis } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';

/** Why a directive has no usable answer. The first is Alexa's own name for it. */
export type DirectiveCode =
  | 'SKILL_RESPONSE_TIMEOUT_EXCEPTION'
  | 'correlation-mismatch'
  | 'directive-url-refused'
  | 'gateway-stopping'
  | 'no-directive-url'
  | 'not-a-reply'
  | 'redirect-refused'
  | 'reply-too-large'
  | 'skill-error'
  | 'skill-unreachable';

const OURS = 'Gatehouse: a skill is called once and directly';

const directiveRules: Readonly<Record<DirectiveCode, { readonly source: string; readonly basis: Basis }>> = {
  SKILL_RESPONSE_TIMEOUT_EXCEPTION: {
    source: 'send-events 2019, Event responsiveness; fact sheet 2.3',
    basis: 'documented',
  },
  'correlation-mismatch': { source: 'fact sheet 1.1, correlationToken', basis: 'documented' },
  'directive-url-refused': { source: OURS, basis: 'chosen' },
  'gateway-stopping': { source: OURS, basis: 'chosen' },
  'no-directive-url': { source: OURS, basis: 'chosen' },
  'not-a-reply': { source: 'fact sheet 1 and 2', basis: 'documented' },
  'redirect-refused': { source: OURS, basis: 'chosen' },
  'reply-too-large': { source: 'AWS Lambda quotas, invocation payload', basis: 'documented' },
  'skill-error': { source: 'AWS Lambda, Invoke: FunctionError', basis: 'documented' },
  'skill-unreachable': { source: OURS, basis: 'chosen' },
};

/** The reason with this code; the rule is `directive/<code>`. */
export function createDirectiveReason(code: DirectiveCode, message: string): Reason {
  return { code, message, rule: `directive/${code}`, ...directiveRules[code] };
}
