import type { HomeKey } from '../home/home.ts';
import type { HomeRegistry, KnownEndpoint } from '../home/home-registry.ts';
import type { Reason } from '../journal/reason.ts';
import { createReason } from './create-reason.ts';
import type { StateEffect } from './effect.ts';
import { judgeProperty, type TakenProperty } from './judge-property.ts';

/** State properties on their way into a home. */
export interface PropertyList {
  readonly key: HomeKey;
  readonly endpoint: KnownEndpoint;
  /** The list as it was received. */
  readonly properties: unknown;
  /** Leads to the list in the request's body. */
  readonly pointer: string;
  /**
   * `change`: what a ChangeReport says has changed; each property needs `proactivelyReported`, and one that is known
   * already is worth a reason. `context`: state beside something else; what is known already goes without saying.
   */
  readonly role: 'change' | 'context';
  /** Whether the whole message was found to break no rule, neither of messages nor of registration; default false. */
  readonly isJudged?: boolean;
}

/** What putting properties did, and why some of them did nothing. */
export interface PutProperties {
  readonly effects: readonly StateEffect[];
  readonly ignored: readonly Reason[];
}

/** Judges each property and keeps those that are newer than what the home has. */
export function putProperties(list: PropertyList, homes: HomeRegistry): PutProperties {
  const effects: StateEffect[] = [];
  const ignored: Reason[] = [];
  const properties: readonly unknown[] = Array.isArray(list.properties) ? list.properties : [];
  for (const [index, property] of properties.entries()) {
    const pointer = `${list.pointer}/${index}`;
    const result = putProperty({ property, pointer, list }, homes);
    if (result === undefined) continue;
    if ('type' in result) effects.push(result);
    else ignored.push(result);
  }
  return { effects, ignored };
}

interface ListedProperty {
  readonly property: unknown;
  readonly pointer: string;
  readonly list: PropertyList;
}

function putProperty(
  { property, pointer, list }: ListedProperty,
  homes: HomeRegistry,
): StateEffect | Reason | undefined {
  const { key, endpoint, role, isJudged = false } = list;
  const judgement = judgeProperty({ endpoint, property, pointer, proactive: role === 'change', isJudged });
  if (judgement.type === 'ignore') return judgement.reason;
  const { sample } = judgement;
  const result = homes.putValue(key, endpoint.endpointId, sample);
  if (result === 'changed' || result === 'refreshed') {
    return encodeEffect(judgement, endpoint.endpointId, result === 'changed');
  }
  if (result === 'known' && role === 'context') return undefined;
  const what = `${sample.name} of endpoint ${endpoint.endpointId} at ${judgement.timeOfSample}`;
  switch (result) {
    case 'stale':
      return createReason('stale-sample', `${what} is older than the value that is known`, { pointer });
    case 'known':
      return createReason('already-known', `${what} is known already with this value`, { pointer });
    case 'unknown':
      return createReason('not-discovered', `${what} has no place: the endpoint is not known`, { pointer });
  }
}

function encodeEffect({ sample, timeOfSample }: TakenProperty, endpointId: string, changed: boolean): StateEffect {
  const { namespace, name, instance, value } = sample;
  return {
    type: 'state',
    endpointId,
    namespace,
    name,
    ...(instance !== undefined && { instance }),
    value,
    timeOfSample,
    changed,
  };
}
