import { memberOf, textAt } from '../json/json-object.ts';
import { isNoticeName, type NoticeName } from '../notice/notice-name.ts';
import { parseNoticeTime } from '../notice/notice-time.ts';
import { isSkillEventName, type SkillEventName } from './skill-event.ts';

/**
 * What a skill event says, on one level. `at` is the request's timestamp in milliseconds since the epoch: of two events of
 * one customer and subject the one with the greater holds. `apiEndpoint` is the base URL of the customer's region.
 * `subscriptions` and `permissions` are there for the events that tell them, empty when the event has no body; names of
 * events outside the catalogue are left out. `persists`, for SkillDisabled, says whether the userId will come again. No token
 * is read.
 */
export interface SkillEventNews {
  readonly name: SkillEventName;
  readonly skillId: string;
  readonly userId: string;
  readonly requestId: string;
  readonly at: number;
  readonly apiEndpoint?: string;
  readonly subscriptions?: readonly NoticeName[];
  readonly permissions?: readonly string[];
  readonly persists?: boolean;
}

/**
 * Reads a skill event; undefined when it is none of the six, or does not say which skill, which customer or when. Source:
 * notice sheet 3.
 */
export function parseSkillEvent(value: unknown): SkillEventNews | undefined {
  const name = textAt(value, ['request', 'type']);
  const skillId = textAt(value, ['context', 'System', 'application', 'applicationId']);
  const userId = textAt(value, ['context', 'System', 'user', 'userId']);
  const at = parseNoticeTime(textAt(value, ['request', 'timestamp']) ?? '')?.at;
  if (!isSkillEventName(name) || !skillId || !userId || at === undefined) {
    return undefined;
  }
  const requestId = textAt(value, ['request', 'requestId']) ?? '';
  const apiEndpoint = textAt(value, ['context', 'System', 'apiEndpoint']);
  const body = memberOf(memberOf(value, 'request'), 'body');
  return {
    ...{ name, skillId, userId, requestId, at },
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
    ...readBody(name, body),
  };
}

function readBody(name: SkillEventName, body: unknown): Partial<SkillEventNews> {
  switch (name) {
    case 'AlexaSkillEvent.ProactiveSubscriptionChanged':
      return { subscriptions: listTexts(memberOf(body, 'subscriptions'), 'eventName').filter(isNoticeName) };
    case 'AlexaSkillEvent.SkillPermissionAccepted':
    case 'AlexaSkillEvent.SkillPermissionChanged':
      return { permissions: listTexts(memberOf(body, 'acceptedPermissions'), 'scope') };
    case 'AlexaSkillEvent.SkillDisabled':
      return { persists: textAt(body, ['userInformationPersistenceStatus']) === 'PERSISTED' };
    default:
      return {};
  }
}

function listTexts(list: unknown, name: string): readonly string[] {
  const texts = Array.isArray(list) ? list.map(item => textAt(item, [name])) : [];
  return [...new Set(texts.filter(text => text !== undefined))];
}
