import type { Notice } from '../notice/notice.ts';
import type { NoticeAudience } from '../notice/notice-audience.ts';
import { clampNoticeExpiry, noticeLifetime } from '../notice/notice-lifetime.ts';
import { encodeTimestamp } from '../timestamp/timestamp.ts';
import type { NoticeContent } from './notice-content.ts';

/**
 * What the envelope of a notice is made of. `timestamp`, milliseconds since the epoch, is when it is sent: of two versions
 * of a `referenceId` the later counts. `lifetimeMs` is how long after it the notice is worth telling, as long as Alexa
 * allows unless given, and moved into what Alexa takes.
 */
export interface NoticeParts {
  readonly content: NoticeContent;
  readonly audience: NoticeAudience;
  readonly referenceId: string;
  readonly timestamp: number;
  readonly lifetimeMs?: number;
}

/**
 * A notice as it is posted to `/v1/proactiveEvents`, good by construction: times in UTC, an expiry within the bounds, texts
 * for each reference. The `referenceId` is taken as it is; `encodeReferenceId` makes one of any key. Source: proactive
 * events API, Request body properties.
 */
export function createNotice(parts: NoticeParts): Notice {
  const { content, audience, referenceId, timestamp, lifetimeMs = noticeLifetime.mostMs } = parts;
  return {
    timestamp: encodeTimestamp(timestamp),
    referenceId,
    expiryTime: encodeTimestamp(clampNoticeExpiry(timestamp + lifetimeMs, timestamp).at),
    event: content.event,
    localizedAttributes: content.localizedAttributes,
    relevantAudience:
      audience.type === 'Unicast'
        ? { type: 'Unicast', payload: { user: audience.user } }
        : { type: 'Multicast', payload: {} },
  };
}
