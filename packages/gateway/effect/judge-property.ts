import { memberOf, parseLooseTimestamp, textAt, validateState } from '@gatehouse/protocol';
import { reasonOfProblem } from '../event/reason-of-problem.ts';
import type { KnownEndpoint, SampledValue } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';
import { judgeConfiguredValue } from './judge-configured-value.ts';

/** A property as it was reported, and where. */
export interface ReportedProperty {
  readonly endpoint: KnownEndpoint;
  readonly property: unknown;
  /** Leads to the property in the request's body. */
  readonly pointer: string;
  /** Whether it is reported as changed, which needs `proactivelyReported`; state beside a change or a reply does not. */
  readonly proactive: boolean;
}

/** A value that may go into the home, if it is not stale there; or why not. */
export type PropertyJudgement =
  | { readonly type: 'take'; readonly sample: SampledValue }
  | { readonly type: 'ignore'; readonly reason: Reason };

/**
 * Judges one property against what its endpoint declares: readable, declared, this instance, reported proactively,
 * and with a value that the interface and the declaration allow, in this order.
 */
export function judgeProperty(reported: ReportedProperty): PropertyJudgement {
  const sample = parseSample(reported.property);
  if (sample === undefined) {
    const message = `A property of endpoint ${reported.endpoint.endpointId} is unusable; it needs namespace, name, value and a timeOfSample in UTC`;
    return ignore(createReason('invalid-property', message, { pointer: reported.pointer }));
  }
  const reason = judgeDeclaration(sample, reported) ?? judgeValue(sample, reported);
  return reason === undefined ? { type: 'take', sample } : ignore(reason);
}

function ignore(reason: Reason): PropertyJudgement {
  return { type: 'ignore', reason };
}

function parseSample(property: unknown): SampledValue | undefined {
  const namespace = textAt(property, ['namespace']);
  const name = textAt(property, ['name']);
  const instance = textAt(property, ['instance']);
  const value = memberOf(property, 'value');
  const time = parseLooseTimestamp(textAt(property, ['timeOfSample']) ?? '');
  const uncertainty = memberOf(property, 'uncertaintyInMilliseconds');
  if (namespace === undefined || name === undefined || value === undefined || time === undefined) return undefined;
  return {
    namespace,
    name,
    ...(instance !== undefined && { instance }),
    value,
    at: time.at,
    uncertaintyInMilliseconds: typeof uncertainty === 'number' ? uncertainty : 0,
  };
}

function judgeDeclaration(sample: SampledValue, reported: ReportedProperty): Reason | undefined {
  const { pointer, proactive, endpoint } = reported;
  const { namespace, name, instance } = sample;
  const what = `${name} of ${namespace}`;
  const declared = endpoint.declarations.propertyOf(namespace, name, instance);
  if (declared === undefined && endpoint.declarations.hasProperty(namespace, name)) {
    const found = instance === undefined ? 'no instance' : `instance ${instance}`;
    const message = `${what} of endpoint ${endpoint.endpointId} names ${found}; an instance that discovery declared is needed`;
    return createReason('unknown-instance', message, { pointer: `${pointer}/instance` });
  }
  if (declared === undefined) {
    const message = `Endpoint ${endpoint.endpointId} does not declare ${what}; list it under properties.supported in discovery`;
    return createReason('not-declared', message, { pointer });
  }
  if (proactive && !declared.proactivelyReported) {
    const message = `Endpoint ${endpoint.endpointId} does not report ${what} proactively; declare proactivelyReported in discovery`;
    return createReason('not-proactively-reported', message, { pointer });
  }
  return undefined;
}

function judgeValue(sample: SampledValue, reported: ReportedProperty): Reason | undefined {
  const { namespace, name, instance, value } = sample;
  const bare = { namespace, name, ...(instance !== undefined && { instance }), value };
  const problems = validateState([bare], { endpointId: reported.endpoint.endpointId });
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem === undefined) return judgeConfiguredValue(sample, reported);
  // The problem's pointer begins with the place in the list of one that was judged.
  return { ...reasonOfProblem(problem), pointer: reported.pointer + problem.pointer.replace(/^\/0/, '') };
}
