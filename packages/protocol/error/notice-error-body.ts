import { memberOf, textAt } from '../json/json-object.ts';
import { type NoticeError, type NoticeErrorCode, noticeErrors } from './notice-error.ts';

/**
 * The forms in which errors of notices were told: `page` as Amazon's page documents it, with a word as the code; `client` as
 * Amazon's own libraries expect it, with a number, without which some of them hide the status; `2019` as the service was
 * seen to answer then. Source: proactive events API, HTTP status codes; notice sheet 2, Statuses and bodies.
 */
export type NoticeErrorProfile = 'page' | 'client' | '2019';

/** The three forms, the page's first. */
export const noticeErrorProfiles: readonly NoticeErrorProfile[] = ['page', 'client', '2019'];

/** The body of an error answer in one of the three forms. */
export type NoticeErrorBody =
  | { readonly message: string; readonly code: string }
  | { readonly message: string; readonly code: number }
  | { readonly type: string; readonly message: string };

/** What the body of an error answer says, as far as it was readable; `code` as text, `type` in the form of 2019. */
export interface NoticeErrorText {
  readonly code?: string;
  readonly type?: string;
  readonly message?: string;
}

/**
 * Writes the body of an error answer; without a message, the code's own. Which numbers Amazon sends in the form `client` is
 * unknown; ours is the status. Source: notice sheet 2, Statuses and bodies.
 */
export function encodeNoticeError(error: {
  readonly code: NoticeErrorCode;
  readonly profile: NoticeErrorProfile;
  readonly message?: string;
}): NoticeErrorBody {
  const { type, status, message: own } = noticeErrors[error.code];
  const message = error.message ?? own;
  switch (error.profile) {
    case 'page':
      return { message, code: error.code };
    case 'client':
      return { message, code: status };
    case '2019':
      return { type, message };
  }
}

/** Reads whatever an error answer's parsed body is, in any of the three forms; what is missing or of another type is left out. */
export function parseNoticeError(body: unknown): NoticeErrorText {
  const code = memberOf(body, 'code');
  const type = textAt(body, ['type']);
  const message = textAt(body, ['message']);
  return {
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(type === undefined ? {} : { type }),
    ...(message === undefined ? {} : { message }),
  };
}

/** Sentences by which the reasons of one status are told apart where the body names no code of ours. Source: notice sheet 2, 403. */
const sayings: readonly (readonly [status: number, pattern: RegExp, code: NoticeErrorCode])[] = [
  [400, /expiryTime should be/i, 'INVALID_EXPIRY_TIME'],
  [403, /no enablement/i, 'NO_ENABLEMENT'],
  [403, /no subscription/i, 'NO_SUBSCRIPTION'],
  [403, /token\b.*\b(?:not valid|invalid|expired)/i, 'TOKEN_NOT_VALID'],
  [403, /\bscope\b/i, 'SCOPE_NOT_ALLOWED'],
  [403, /\bstage\b/i, 'STAGE_NOT_ALLOWED'],
  [403, /\bpublications?\b/i, 'EVENT_NOT_PUBLISHED'],
];

/** What a status means when its body says nothing that is known; a 403 of no known words has no meaning of its own. */
const plainMeanings: Readonly<Record<number, NoticeErrorCode>> = {
  400: 'INVALID_REQUEST',
  401: 'INVALID_TOKEN',
  404: 'RESOURCE_NOT_FOUND',
  409: 'DUPLICATE_EVENT',
  429: 'TOO_MANY_REQUESTS',
  432: 'CUSTOMER_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/**
 * The row that an error answer means: by its code, else by the sentences that were seen, else by its status; undefined for
 * a status without a row, and for a 403 that says nothing known. `body` is the parsed body, whatever it is.
 */
export function noticeErrorOf(status: number, body: unknown): NoticeError | undefined {
  const { code, message = '' } = parseNoticeError(body);
  const named = Object.values(noticeErrors).find(row => row.code === code && row.status === status);
  if (named !== undefined) {
    return named;
  }
  const said = sayings.find(([of, pattern]) => of === status && pattern.test(message))?.[2];
  const meant = said ?? plainMeanings[status];
  return meant === undefined ? undefined : noticeErrors[meant];
}
