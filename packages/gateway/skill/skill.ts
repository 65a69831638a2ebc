import type { SecretFingerprint } from './secret-fingerprint.ts';

/** Where a skill stands in the developer console. Tokens minted in one stage are unknown in another. */
export type Stage = 'development' | 'certification' | 'live';

/** How directives reach a skill: posted to its URL as they are, or over the invoke path of the Lambda runtime emulator. */
export type Invoke = 'http' | 'lambda';

/** The permission "Send Alexa Events", which opens `/v3/events` (fact sheet 2.2). */
export const EVENT_PERMISSION = 'alexa::async_event:write';

/** The permission that opens the scope `alexa::proactive_events`. */
export const NOTIFICATION_PERMISSION = 'alexa::devices:all:notifications:write';

/** A skill as the developer console knows it. */
export interface Skill {
  readonly skillId: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: SecretFingerprint;
  readonly stage: Stage;
  readonly permissions: readonly string[];
  readonly directiveUrl?: string;
  readonly invoke: Invoke;
  /** The proactive events that the skill declares: schema names, or the manifest's `{eventName}`. */
  readonly publications: readonly EventName[];
  /** Where skill events go: `events.endpoint.uri` of the manifest. */
  readonly eventsUrl?: string;
  /** The skill events that go there: `events.subscriptions` of the manifest; absent, every one that there is. */
  readonly subscriptions?: readonly EventName[];
}

/** The name of an event, or the manifest's way of writing it. */
export type EventName = string | { readonly eventName: string };

/** The names of a list of the manifest. */
export function eventNamesOf(list: readonly EventName[]): string[] {
  return list.map(entry => (typeof entry === 'string' ? entry : entry.eventName));
}

/** Whether a list of the manifest has the event. */
export function listsEvent(list: readonly EventName[], eventName: string): boolean {
  return eventNamesOf(list).includes(eventName);
}

/** A {@link Skill} as the control API shows it: everything but the client secret. */
export type SkillView = Omit<Skill, 'clientSecret'>;

/** The part of a skill that may be shown. */
export function viewSkill(skill: Skill): SkillView {
  const { clientSecret: _, ...view } = skill;
  return view;
}
