import { type ClassOf, classByInterface } from '../shadow/class-of.ts';
import { decideState, type UnchangedProperty } from '../shadow/decide-state.ts';
import { keyOf } from '../shadow/property-key.ts';
import type { PropertyKey, PropertyValue } from '../shadow/property-value.ts';
import type { IntakeDraft } from './intake-draft.ts';
import { longestTimeToLive } from './time-to-live.ts';

/** How the drafting rules are set. */
export interface DraftRules {
  /** Times to live by interface, in milliseconds. */
  readonly ttlMs: Readonly<Record<string, number>>;
}

/** New values of one endpoint's properties; each property at most once. */
export interface StateChange {
  readonly endpointId: string;
  /** The cause that the report will name. */
  readonly cause: string;
  readonly values: readonly PropertyValue[];
  /** The classes of the endpoint's properties. Default: those of their interfaces. */
  readonly classOf?: ClassOf;
}

/** What became of a state change: at most one event of each class. */
export interface StateAnswer {
  readonly accepted: readonly {
    readonly id: string;
    readonly class: 'level' | 'edge';
    readonly properties: readonly PropertyKey[];
  }[];
  readonly unchanged: readonly UnchangedProperty[];
}

/**
 * Drafts what a state change leads to: one edge event with the values of which every one counts, one level event for
 * those that converge, nothing for what stays the same. The edge event comes first: it is the one that ages.
 */
export function draftState(draft: IntakeDraft, change: StateChange, rules: DraftRules): StateAnswer {
  const { endpointId, cause, values, classOf = classByInterface } = change;
  const decision = decideState(draft.shadowOf(endpointId), values, classOf);
  const accepted: StateAnswer['accepted'][number][] = [];
  const common = { kind: 'ChangeReport', orderKey: endpointId, endpointId };
  if (decision.edge.length > 0) {
    const properties = decision.edge;
    const ttlMs = longestTimeToLive(
      properties.map(property => property.namespace),
      rules.ttlMs,
    );
    const event = draft.addEvent({
      ...common,
      class: 'edge',
      draft: { type: 'changes', cause, properties },
      expiresAt: draft.at + ttlMs,
    });
    accepted.push({ id: event.id, class: 'edge', properties: properties.map(keyOf) });
  }
  if (decision.level.length > 0) {
    const properties = decision.level;
    const event = draft.addEvent({ ...common, class: 'level', draft: { type: 'level', cause, properties } });
    accepted.push({ id: event.id, class: 'level', properties });
  }
  draft.addChanges(endpointId, decision.changes);
  return { accepted, unchanged: decision.unchanged };
}
