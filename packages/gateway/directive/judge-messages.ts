import { type Problem, type ValidateDirectiveOptions, validateDirective, validateEvent } from '@gatehouse/protocol';
import type { DirectiveExchange, ExchangeProblem } from './directive-exchange.ts';

/**
 * Judges the messages of an exchange by the rules of the protocol. A directive that breaks one is sent all the same and
 * an answer that breaks one is taken: what Alexa does with either is not documented, and whoever tests a skill may mean
 * it. With `registered` the directive is judged against the discovery of its endpoint too; what of an answer that does
 * not declare shows as having no effect. A reply that was posted to the event gateway has been judged there, before it
 * arrived.
 */
export function judgeMessages(
  exchange: Pick<DirectiveExchange, 'directive' | 'deferred' | 'deferredResponse' | 'reply'>,
  options: ValidateDirectiveOptions,
): readonly ExchangeProblem[] {
  const { directive, deferred, deferredResponse, reply } = exchange;
  const label = (place: ExchangeProblem['in'], problems: readonly Problem[]): ExchangeProblem[] =>
    problems.map(problem => ({ ...problem, in: place }));
  const judge = (event: unknown): Problem[] =>
    event === undefined ? [] : validateEvent(event, { mode: options.mode, posted: false });
  return [
    ...label('directive', validateDirective(directive, options)),
    ...label('deferredResponse', judge(deferredResponse)),
    ...label('reply', deferred ? [] : judge(reply)),
  ];
}
