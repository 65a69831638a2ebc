import {
  encodeGatewayError,
  encodeNoticeError,
  type GatewayErrorCode,
  gatewayErrorOf,
  gatewayErrors,
  type NoticeErrorCode,
  type NoticeErrorProfile,
  noticeErrors,
  type TokenErrorCode,
  tokenErrorOf,
  tokenErrors,
} from '@gatehouse/protocol';

/** How a path words its errors. */
export interface ErrorForm {
  /** The documented code of a status, the first where there are several; undefined where there is none. */
  codeOf(status: number): string | undefined;
  /** The documented status of a code; undefined for a code that this form does not have. */
  statusOf(code: string): number | undefined;
  /** The body with this code, which need not be a documented one. */
  encode(error: { readonly code: string; readonly messageId: string }): object;
}

/** Where one status has two codes, the one of both editions of the document comes first. */
const GATEWAY_CODES: readonly GatewayErrorCode[] = [
  'INVALID_REQUEST_EXCEPTION',
  'INVALID_ACCESS_TOKEN_EXCEPTION',
  'SKILL_NEVER_ENABLED_EXCEPTION',
  'SKILL_NOT_FOUND_EXCEPTION',
  'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
  'THROTTLING_EXCEPTION',
  'INTERNAL_SERVICE_EXCEPTION',
  'SERVICE_UNAVAILABLE_EXCEPTION',
];

/** `{header, payload: {code, description}}`: `/v3/events` and the region lookup (fact sheet 6.2). */
export const gatewayErrorForm: ErrorForm = {
  codeOf: status => GATEWAY_CODES.find(code => gatewayErrors[code].status === status),
  statusOf: code => gatewayErrorOf(code)?.status,
  encode: ({ code, messageId }) => {
    const known = gatewayErrorOf(code);
    if (known !== undefined) return encodeGatewayError({ code: known.code, messageId });
    const { header } = encodeGatewayError({ code: 'INTERNAL_SERVICE_EXCEPTION', messageId });
    return { header, payload: { code, description: 'An error that no document names' } };
  },
};

const TOKEN_CODES: readonly TokenErrorCode[] = ['invalid_request', 'invalid_client', 'server_error'];

/** `{error, error_description}`: the token endpoint (fact sheet 7.4). */
export const tokenErrorForm: ErrorForm = {
  codeOf: status => TOKEN_CODES.find(code => tokenErrors[code].status === status),
  statusOf: code => tokenErrorOf(code)?.status,
  encode: ({ code }) => {
    const known = tokenErrorOf(code);
    // The spelling that was asked for stays: the documents spell server_error in three ways.
    return { error: code, error_description: known?.description ?? 'An error that no document names' };
  },
};

/** The code that stands for a status where several have it. */
const NOTICE_CODES: readonly NoticeErrorCode[] = [
  'INVALID_STRING_LENGTH',
  'INVALID_TOKEN',
  'NO_SUBSCRIPTION',
  'RESOURCE_NOT_FOUND',
  'DUPLICATE_EVENT',
  'TOO_MANY_REQUESTS',
  'CUSTOMER_LIMIT_EXCEEDED',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
];

/**
 * The Proactive Events API in one of its three forms: `{message, code}` with a word or a number, or `{type, message}`
 * (proactive events API, 400; notice sheet 2, Statuses and bodies).
 */
export function createNoticeErrorForm(profile: NoticeErrorProfile): ErrorForm {
  return {
    codeOf: status => NOTICE_CODES.find(code => noticeErrors[code].status === status),
    statusOf: code => (isNoticeErrorCode(code) ? noticeErrors[code].status : undefined),
    encode: ({ code }) => {
      if (isNoticeErrorCode(code)) return encodeNoticeError({ code, profile });
      const message = 'An error that no document names';
      return profile === '2019' ? { type: code, message } : { message, code };
    },
  };
}

function isNoticeErrorCode(code: string): code is NoticeErrorCode {
  return Object.hasOwn(noticeErrors, code);
}

/** The documented status of a code of any form; undefined for a code that no document has. */
export function statusOfAnyCode(code: string): number | undefined {
  for (const form of [gatewayErrorForm, tokenErrorForm, createNoticeErrorForm('page')]) {
    const status = form.statusOf(code);
    if (status !== undefined) return status;
  }
  return undefined;
}
