import { isReply, type JsonObject, kindOf, textAt } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { DirectiveSpec } from './directive.ts';
import { createDirectiveReason } from './directive-rules.ts';

/** The directive that was sent; `token` is its correlationToken, if it has one. */
export interface AnsweredDirective {
  readonly spec: Pick<DirectiveSpec, 'namespace' | 'name'>;
  readonly token: string | undefined;
}

/** Events that are told unasked or as an answer; one of an interface that is not known in full may well be one. */
const ANSWERING: ReadonlySet<string> = new Set(['DataReport', 'Event', 'MeasurementsReport']);

/** Directives about the account have one answer each, beside errors. Source: fact sheet 2. */
const ACCOUNT_ANSWERS: ReadonlyMap<string, string> = new Map([
  ['Alexa.Authorization/AcceptGrant', 'AcceptGrant.Response'],
  ['Alexa.Discovery/Discover', 'Discover.Response'],
]);

/** Why what a skill answered at once is no answer to the directive; undefined when it is one. */
export function judgeDirectReply(reply: JsonObject, { spec, token }: AnsweredDirective): Reason | undefined {
  const kind = kindOf(reply) ?? 'Event';
  const only = ACCOUNT_ANSWERS.get(`${spec.namespace}/${spec.name}`);
  if (only !== undefined && kind !== only && !kind.endsWith('ErrorResponse')) {
    const message = `The skill answered ${spec.name} with ${kind}; allowed are ${only} and ErrorResponse`;
    return createDirectiveReason('not-a-reply', message);
  }
  if (isReply(kind) || ANSWERING.has(kind)) return judgeCorrelation(reply, token);
  return createDirectiveReason('not-a-reply', `The skill answered ${kind}, which answers no directive`);
}

/** Why an answer cannot be told to be this directive's: it repeats another correlationToken, or none. */
export function judgeCorrelation(reply: JsonObject, token: string | undefined): Reason | undefined {
  const found = textAt(reply, ['event', 'header', 'correlationToken']);
  if (token === undefined || found === token) return undefined;
  const what = found === undefined ? 'no correlationToken' : 'another correlationToken';
  const message = `The skill's answer has ${what}; it must repeat that of the directive`;
  return createDirectiveReason('correlation-mismatch', message);
}
