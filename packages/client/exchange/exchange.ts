import type { UnansweredReason } from '../outcome/answer.ts';

/**
 * One HTTP request and what came back, raw. `text` is the body as far as it was read: nothing when it was larger than
 * {@link MAX_BODY_BYTES}, a part when the connection or the time ended inside it. `tookMs` as in an `Answer`.
 */
export type Exchange =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly retryAfter?: string;
      readonly text: string;
      readonly tookMs: number;
    }
  | {
      readonly type: 'unanswered';
      readonly reason: UnansweredReason;
      readonly detail: string;
      readonly tookMs: number;
    };

/** The most of a response body that is read, in bytes (64 KiB); the documented bodies are under 5 KiB. */
export const MAX_BODY_BYTES: number = 64 * 1024;
