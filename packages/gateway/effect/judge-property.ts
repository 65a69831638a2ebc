import {
  encodeTimestamp,
  isJsonObject,
  type Problem,
  parseLooseTimestamp,
  type RuleId,
  validateState,
} from '@gatehouse/protocol';
import { reasonOfProblem } from '../event/reason-of-problem.ts';
import type { KnownEndpoint } from '../home/home-registry.ts';
import type { SampledValue } from '../home/sampled-value.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';
import type { EffectCode } from './effect-rules.ts';

/** A property as it was reported, and where. */
export interface ReportedProperty {
  readonly endpoint: KnownEndpoint;
  readonly property: unknown;
  /** Leads to the property in the request's body. */
  readonly pointer: string;
  /** Whether it is reported as changed, which needs `proactivelyReported`; state beside a change or a reply does not. */
  readonly proactive: boolean;
  /** Whether it came in a message that breaks no rule, so that it is only read. */
  readonly isJudged: boolean;
}

/** A value that may go into the home, if it is not stale there. */
export interface TakenProperty {
  readonly type: 'take';
  readonly sample: SampledValue;
  /** When it was sampled, as `2026-01-02T03:04:05.678Z`, however it was written. */
  readonly timeOfSample: string;
}

/** A value that may be taken, or why not. */
export type PropertyJudgement = TakenProperty | { readonly type: 'ignore'; readonly reason: Reason };

/** How long a timestamp is that has the strict form and all three digits of milliseconds. */
const WHOLE_TIMESTAMP = '2026-01-02T03:04:05.678Z'.length;

/** What breaking a rule of declaration means for a property that was accepted; ranked, as one cause hides the next. */
const declarationCodes: readonly (readonly [RuleId, EffectCode])[] = [
  ['property-undeclared', 'not-declared'],
  ['property-instance', 'unknown-instance'],
  ['property-instance-undeclared', 'unknown-instance'],
  ['property-not-proactive', 'not-proactively-reported'],
];

/**
 * Judges one property by the rules of the protocol: readable, declared by its endpoint, this instance, reported
 * proactively, and with a value that the interface has and the endpoint declares, in this order.
 */
export function judgeProperty(reported: ReportedProperty): PropertyJudgement {
  const parsed = parseProperty(reported.property);
  if (parsed === undefined) {
    const message = `A property of endpoint ${reported.endpoint.endpointId} is unusable; it needs namespace, name, value and a timeOfSample in UTC`;
    return ignore(createReason('invalid-property', message, { pointer: reported.pointer }));
  }
  const reason = reported.isJudged ? undefined : judgeSample(parsed.sample, reported);
  return reason === undefined ? parsed : ignore(reason);
}

function ignore(reason: Reason): PropertyJudgement {
  return { type: 'ignore', reason };
}

function parseProperty(property: unknown): TakenProperty | undefined {
  if (!isJsonObject(property)) return undefined;
  const { namespace, name, instance, value, timeOfSample, uncertaintyInMilliseconds: uncertainty } = property;
  if (typeof namespace !== 'string' || typeof name !== 'string' || value === undefined) return undefined;
  if (typeof timeOfSample !== 'string') return undefined;
  const time = parseLooseTimestamp(timeOfSample);
  if (time === undefined) return undefined;
  const { at, exact } = time;
  const uncertaintyInMilliseconds = typeof uncertainty === 'number' ? uncertainty : 0;
  const sample: SampledValue =
    typeof instance === 'string'
      ? { namespace, name, instance, value, at, uncertaintyInMilliseconds }
      : { namespace, name, value, at, uncertaintyInMilliseconds };
  const isWhole = exact && timeOfSample.length === WHOLE_TIMESTAMP;
  return { type: 'take', sample, timeOfSample: isWhole ? timeOfSample : encodeTimestamp(at) };
}

function judgeSample(sample: SampledValue, reported: ReportedProperty): Reason | undefined {
  const { namespace, name, instance, value } = sample;
  const { endpointId, description } = reported.endpoint;
  const bare = { namespace, name, ...(instance !== undefined && { instance }), value };
  const errors = validateState([bare], { endpointId, description }).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  for (const [rule, code] of declarationCodes) {
    const problem = errors.find(error => error.rule === rule);
    if (problem !== undefined && (code !== 'not-proactively-reported' || reported.proactive)) {
      const pointer = code === 'unknown-instance' ? `${reported.pointer}/instance` : reported.pointer;
      return createReason(code, problem.message, { pointer });
    }
  }
  const values = errors.filter(({ rule }) => rule !== 'property-not-proactive');
  const broken = values.find(({ rule }) => !rule.startsWith('registration-'));
  if (broken !== undefined) return { ...reasonOfProblem(broken), pointer: pointerOf(broken, reported) };
  const [excess] = values;
  return excess && createReason('out-of-range', excess.message, { pointer: pointerOf(excess, reported) });
}

/** The problem's pointer begins with the place in the list of one that was judged. */
function pointerOf({ pointer }: Problem, reported: ReportedProperty): string {
  return reported.pointer + pointer.replace(/^\/0/, '');
}
