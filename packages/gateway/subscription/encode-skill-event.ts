import { encodeTimestamp } from '@gatehouse/protocol';
import type { ToldEvent } from './told-event.ts';

/** What a skill event says beside the event itself. */
export interface SkillEventContext {
  readonly skillId: string;
  readonly userId: string;
  /** Where the skill reaches the customer's region. */
  readonly apiEndpoint: string;
  readonly requestId: string;
  /** Milliseconds since the epoch: when it happened and when it is told. */
  readonly at: number;
}

/**
 * Writes a skill event as a skill gets it: a request without a session (notice sheet 3, Envelope). Creation and publishing
 * are at one time here.
 */
export function encodeSkillEvent(event: ToldEvent, context: SkillEventContext): object {
  const { skillId: applicationId, userId, apiEndpoint, requestId } = context;
  const timestamp = encodeTimestamp(context.at);
  return {
    version: '1.0',
    context: { System: { application: { applicationId }, user: { userId }, apiEndpoint } },
    request: {
      type: event.type,
      requestId,
      timestamp,
      eventCreationTime: timestamp,
      eventPublishingTime: timestamp,
      ...('body' in event && event.body !== undefined && { body: event.body }),
    },
  };
}
