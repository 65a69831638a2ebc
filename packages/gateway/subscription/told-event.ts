import type { SkillEventBodies, SkillEventName } from '@gatehouse/protocol';

/** A skill event before it has ids and times. */
export type ToldEvent = {
  [Name in SkillEventName]: { readonly name: Name; readonly body?: SkillEventBodies[Name] };
}[SkillEventName];

/** The names by which a manifest subscribes to skill events (notice sheet 3, events.subscriptions). */
const SUBSCRIPTIONS: Readonly<Record<SkillEventName, string>> = {
  'AlexaSkillEvent.ProactiveSubscriptionChanged': 'SKILL_PROACTIVE_SUBSCRIPTION_CHANGED',
  'AlexaSkillEvent.SkillAccountLinked': 'SKILL_ACCOUNT_LINKED',
  'AlexaSkillEvent.SkillDisabled': 'SKILL_DISABLED',
  'AlexaSkillEvent.SkillEnabled': 'SKILL_ENABLED',
  'AlexaSkillEvent.SkillPermissionAccepted': 'SKILL_PERMISSION_ACCEPTED',
  'AlexaSkillEvent.SkillPermissionChanged': 'SKILL_PERMISSION_CHANGED',
};

/** The name by which a manifest subscribes to a skill event. */
export function subscriptionOf({ name }: ToldEvent): string {
  return SUBSCRIPTIONS[name];
}
