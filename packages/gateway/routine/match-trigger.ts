import { encodeCanonicalJson } from '@gatehouse/protocol';
import type { Effect } from '../effect/effect.ts';
import type { Trigger } from './routine.ts';

/**
 * Whether an effect of a skill is what a routine waits for: the event of this instance, the press of this doorbell, or
 * the property's change to this value. A value that was known already starts nothing. Source: simple-event-source
 * interface, introduction; for properties and doorbells our choice.
 */
export function matchesTrigger(when: Trigger, effect: Effect, skillId: string): boolean {
  if (!('endpointId' in effect) || effect.endpointId !== when.endpointId) return false;
  if (when.skillId !== undefined && when.skillId !== skillId) return false;
  if ('event' in when) {
    const named = effect.type === 'simple-event' && effect.id === when.event;
    return named && (when.instance === undefined || when.instance === effect.instance);
  }
  if (!('value' in when)) return effect.type === 'doorbell';
  return (
    effect.type === 'state' &&
    effect.changed &&
    effect.namespace === when.namespace &&
    effect.name === when.name &&
    effect.instance === when.instance &&
    encodeCanonicalJson(effect.value) === encodeCanonicalJson(when.value)
  );
}
