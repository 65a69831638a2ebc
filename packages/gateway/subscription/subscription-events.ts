import { isNoticeName, type Mode } from '@gatehouse/protocol';
import { NOTIFICATION_PERMISSION } from '../skill/skill.ts';
import type { ToldEvent } from './told-event.ts';

/** What a customer allows a skill: undefined where the skill is not enabled. */
export type Allowed = readonly string[] | undefined;

/**
 * The skill events that tell of a change, in their order: enabling comes first; the permission for notifications is given
 * with the first event and taken with the last; disabling is told by SkillDisabled alone. In observed mode the end of the
 * last subscription comes without a body, as was seen; names outside the catalogue are not told. Source: notice sheet 3, Skill events.
 */
export function listSubscriptionEvents(
  { before, after }: { readonly before: Allowed; readonly after: Allowed },
  mode: Mode,
): ToldEvent[] {
  if (after === undefined) return before === undefined ? [] : [DISABLED];
  const enabled: ToldEvent[] = before === undefined ? [{ name: 'AlexaSkillEvent.SkillEnabled' }] : [];
  if (isSame(before ?? [], after)) return enabled;
  return [...enabled, ...tellPermission((before ?? []).length > 0, after.length > 0), tellSubscriptions(after, mode)];
}

/** Whoever enables the skill anew has the same userId here, which `PERSISTED` announces. */
const DISABLED: ToldEvent = {
  name: 'AlexaSkillEvent.SkillDisabled',
  body: { userInformationPersistenceStatus: 'PERSISTED' },
};

function tellPermission(had: boolean, has: boolean): ToldEvent[] {
  if (had === has) return [];
  const name = has ? 'AlexaSkillEvent.SkillPermissionAccepted' : 'AlexaSkillEvent.SkillPermissionChanged';
  return [{ name, body: { acceptedPermissions: has ? [{ scope: NOTIFICATION_PERMISSION }] : [] } }];
}

function tellSubscriptions(after: readonly string[], mode: Mode): ToldEvent {
  const name = 'AlexaSkillEvent.ProactiveSubscriptionChanged';
  if (after.length === 0 && mode === 'observed') return { name };
  const subscriptions = after.filter(isNoticeName).map(eventName => ({ eventName }));
  return { name, body: { subscriptions } };
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return new Set(before).symmetricDifference(new Set(after)).size === 0;
}
