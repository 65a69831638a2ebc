/** A skill event that the gateway sends, before it has ids and times (notice sheet 3, Skill events). */
export type ToldEvent =
  | { readonly type: 'AlexaSkillEvent.SkillEnabled' }
  | {
      readonly type: 'AlexaSkillEvent.SkillDisabled';
      readonly body: { readonly userInformationPersistenceStatus: string };
    }
  | {
      readonly type: 'AlexaSkillEvent.SkillPermissionAccepted' | 'AlexaSkillEvent.SkillPermissionChanged';
      readonly body: { readonly acceptedPermissions: readonly { readonly scope: string }[] };
    }
  | { readonly type: 'AlexaSkillEvent.SkillAccountLinked'; readonly body: { readonly accessToken: string } }
  | {
      readonly type: 'AlexaSkillEvent.ProactiveSubscriptionChanged';
      /** Absent where the last subscription ended, as was seen. */
      readonly body?: { readonly subscriptions: readonly { readonly eventName: string }[] };
    };

/** The names by which a manifest subscribes to them. */
const SUBSCRIPTIONS: Readonly<Record<ToldEvent['type'], string>> = {
  'AlexaSkillEvent.SkillEnabled': 'SKILL_ENABLED',
  'AlexaSkillEvent.SkillDisabled': 'SKILL_DISABLED',
  'AlexaSkillEvent.SkillPermissionAccepted': 'SKILL_PERMISSION_ACCEPTED',
  'AlexaSkillEvent.SkillPermissionChanged': 'SKILL_PERMISSION_CHANGED',
  'AlexaSkillEvent.SkillAccountLinked': 'SKILL_ACCOUNT_LINKED',
  'AlexaSkillEvent.ProactiveSubscriptionChanged': 'SKILL_PROACTIVE_SUBSCRIPTION_CHANGED',
};

/** The name by which a manifest subscribes to a skill event. */
export function subscriptionOf({ type }: ToldEvent): string {
  return SUBSCRIPTIONS[type];
}
