import type { NoticeName } from '../notice/notice-name.ts';

/** What happened, in Alexa's words. Source: notice sheet 3, skill events. */
export type SkillEventName =
  | 'AlexaSkillEvent.ProactiveSubscriptionChanged'
  | 'AlexaSkillEvent.SkillAccountLinked'
  | 'AlexaSkillEvent.SkillDisabled'
  | 'AlexaSkillEvent.SkillEnabled'
  | 'AlexaSkillEvent.SkillPermissionAccepted'
  | 'AlexaSkillEvent.SkillPermissionChanged';

/** The six names, in the order of the alphabet. Alexa has further ones, which are not about notices. */
export const skillEventNames: readonly SkillEventName[] = [
  'AlexaSkillEvent.ProactiveSubscriptionChanged',
  'AlexaSkillEvent.SkillAccountLinked',
  'AlexaSkillEvent.SkillDisabled',
  'AlexaSkillEvent.SkillEnabled',
  'AlexaSkillEvent.SkillPermissionAccepted',
  'AlexaSkillEvent.SkillPermissionChanged',
];

/** Whether a value is one of the six names. */
export function isSkillEventName(value: unknown): value is SkillEventName {
  return skillEventNames.some(name => name === value);
}

/** All events of the skill that the customer is still told; without a body, none. */
export interface SubscriptionsBody {
  readonly subscriptions?: readonly { readonly eventName: NoticeName }[];
}

/** The scopes that the customer allows the skill. */
export interface PermissionsBody {
  readonly acceptedPermissions?: readonly { readonly scope: string }[];
  readonly acceptedPersonPermissions?: readonly { readonly scope: string }[];
}

/** Whether the customer's userId comes again when the skill is enabled anew. */
export interface DisabledBody {
  readonly userInformationPersistenceStatus?: 'PERSISTED' | 'NOT_PERSISTED';
}

/** The access token of the account that was linked; a secret. */
export interface AccountLinkedBody {
  readonly accessToken?: string;
}

/** The body of each skill event, by name. */
export interface SkillEventBodies {
  readonly 'AlexaSkillEvent.ProactiveSubscriptionChanged': SubscriptionsBody;
  readonly 'AlexaSkillEvent.SkillAccountLinked': AccountLinkedBody;
  readonly 'AlexaSkillEvent.SkillDisabled': DisabledBody;
  readonly 'AlexaSkillEvent.SkillEnabled': Readonly<Record<string, never>>;
  readonly 'AlexaSkillEvent.SkillPermissionAccepted': PermissionsBody;
  readonly 'AlexaSkillEvent.SkillPermissionChanged': PermissionsBody;
}

/** The request of a skill event. Times are ISO 8601; events may come out of order, and the newest `timestamp` counts. */
export interface SkillEventRequest<Name extends SkillEventName = SkillEventName> {
  readonly type: Name;
  readonly requestId: string;
  readonly timestamp: string;
  readonly locale?: string;
  readonly eventCreationTime?: string;
  readonly eventPublishingTime?: string;
  readonly body?: SkillEventBodies[Name];
}

/**
 * What Alexa tells a skill about one customer, at the skill's events endpoint; the answer is an ordinary empty one. There is
 * no `session`. `apiEndpoint` is the customer's region, `userId` whom a Unicast names. Source: notice sheet 3, envelope.
 */
export interface SkillEvent<Name extends SkillEventName = SkillEventName> {
  readonly version: string;
  readonly context: {
    readonly System: {
      readonly application: { readonly applicationId: string };
      readonly user: {
        readonly userId: string;
        readonly accessToken?: string;
        readonly permissions?: { readonly consentToken?: string };
      };
      readonly apiEndpoint?: string;
    };
  };
  readonly request: SkillEventRequest<Name>;
}
