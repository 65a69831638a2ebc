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

/** A rule about directives: what it says, where it comes from and how sure it is. */
export interface DirectiveRule {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
}

const OURS = 'Gatehouse: a skill is called once and directly';

/** The rules about directives and their answers by their code. */
export const directiveRules: Readonly<Record<DirectiveCode, DirectiveRule>> = {
  SKILL_RESPONSE_TIMEOUT_EXCEPTION: {
    message: 'A skill answers within 8 s, deferred or not; a lock within what its DeferredResponse says',
    source: 'send-events 2019, Event responsiveness; fact sheet 2.3',
    basis: 'documented',
  },
  'correlation-mismatch': {
    message: 'An answer repeats the correlationToken of its directive',
    source: 'fact sheet 1.1, correlationToken',
    basis: 'documented',
  },
  'directive-url-refused': {
    message: 'Directives go to loopback and to the hosts of the configuration only',
    source: OURS,
    basis: 'chosen',
  },
  'gateway-stopping': { message: 'A gateway that stops ends its calls', source: OURS, basis: 'chosen' },
  'no-directive-url': { message: 'A skill without directiveUrl gets no directives', source: OURS, basis: 'chosen' },
  'not-a-reply': {
    message: 'A directive is answered with an event that answers it',
    source: 'fact sheet 1 and 2',
    basis: 'documented',
  },
  'redirect-refused': { message: 'Redirects are not followed', source: OURS, basis: 'chosen' },
  'reply-too-large': {
    message: 'An answer has at most 6 MB',
    source: 'AWS Lambda quotas, invocation payload',
    basis: 'documented',
  },
  'skill-error': {
    message: 'A skill answers 200; a function that failed says so in X-Amz-Function-Error',
    source: 'AWS Lambda, Invoke: FunctionError',
    basis: 'documented',
  },
  'skill-unreachable': { message: 'A skill listens at its directiveUrl', source: OURS, basis: 'chosen' },
};

/** The reason with this code; the rule is `directive/<code>`. */
export function createDirectiveReason(code: DirectiveCode, message: string): Reason {
  const { source, basis } = directiveRules[code];
  return { code, message, rule: `directive/${code}`, source, basis };
}
