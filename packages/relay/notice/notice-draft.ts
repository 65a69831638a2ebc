import type { NoticeStage } from '@gatehouse/client';
import { encodeTimestamp, isJsonObject, noticeLifetime, parseNoticeTime } from '@gatehouse/protocol';

/**
 * A notice as it lies in the outbox, the `message` of a draft. `timestamp` orders the versions of one referenceId, as text
 * that sorts as the time does: always in UTC, with milliseconds. `notice` is the wire form.
 */
export interface NoticeDraft {
  readonly timestamp: string;
  readonly stage: NoticeStage;
  readonly notice: Readonly<Record<string, unknown>>;
}

/** Until when a notice may be sent: Alexa takes none that expires sooner than five minutes from then. */
export function lastSendOf(expiry: number): number {
  return expiry - noticeLifetime.leastMs;
}

/** The draft in a stored message; undefined for another one. */
export function parseNoticeDraft(message: unknown): NoticeDraft | undefined {
  if (!isJsonObject(message) || !isJsonObject(message.notice) || typeof message.timestamp !== 'string')
    return undefined;
  const stage = message.stage === 'development' ? 'development' : 'live';
  return { timestamp: message.timestamp, stage, notice: message.notice };
}

/**
 * The JSON text to post. A notice that a person has sent once more expires anew: `expiresAt` is until when its event may be
 * sent, in milliseconds since the epoch.
 */
export function encodeNoticeBody({ notice }: NoticeDraft, expiresAt: number | undefined): string {
  if (expiresAt === undefined) return JSON.stringify(notice);
  const expiry = expiresAt + noticeLifetime.leastMs;
  const same = typeof notice.expiryTime === 'string' && parseNoticeTime(notice.expiryTime)?.at === expiry;
  return JSON.stringify(same ? notice : { ...notice, expiryTime: encodeTimestamp(expiry) });
}
