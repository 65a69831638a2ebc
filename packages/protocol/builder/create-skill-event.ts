import type { SkillEvent, SkillEventBodies, SkillEventName } from '../skill-event/skill-event.ts';
import { encodeTime, type Time } from './encode-time.ts';

/**
 * What a skill event is made of. `timestamp` is text or milliseconds since the epoch, and also when the event was created
 * and published unless `createdAt` says otherwise. Without `body` the request has none, as Alexa was seen to send it for a
 * customer who turned everything off.
 */
export interface SkillEventParts<Name extends SkillEventName> {
  readonly name: Name;
  readonly skillId: string;
  readonly userId: string;
  readonly requestId: string;
  readonly timestamp: Time;
  readonly createdAt?: Time;
  readonly apiEndpoint?: string;
  readonly locale?: string;
  readonly accessToken?: string;
  readonly body?: SkillEventBodies[Name];
}

/** A skill event as Alexa sends it: no session, version 1.0. Source: notice sheet 3, envelope. */
export function createSkillEvent<Name extends SkillEventName>(parts: SkillEventParts<Name>): SkillEvent<Name> {
  const { name, skillId, userId, apiEndpoint, accessToken, locale, body } = parts;
  const timestamp = encodeTime(parts.timestamp);
  return {
    version: '1.0',
    context: {
      System: {
        application: { applicationId: skillId },
        user: { userId, ...(accessToken === undefined ? {} : { accessToken }) },
        ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
      },
    },
    request: {
      type: name,
      requestId: parts.requestId,
      timestamp,
      ...(locale === undefined ? {} : { locale }),
      eventCreationTime: encodeTime(parts.createdAt ?? parts.timestamp),
      eventPublishingTime: timestamp,
      ...(body === undefined ? {} : { body }),
    },
  };
}
