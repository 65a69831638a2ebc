import {
  encodeGatewayError,
  type GatewayErrorCode,
  gatewayErrorOf,
  gatewayErrors,
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

/**
 * The codes of the Proactive Events API; the reference names INVALID_STRING_LENGTH alone, the others are our choice
 * (fact sheet 7.5).
 */
const NOTICE_ERRORS: readonly (readonly [status: number, code: string, message: string])[] = [
  [400, 'INVALID_STRING_LENGTH', 'The property is outside the allowed range.'],
  [401, 'UNAUTHORIZED', 'The authorization token is missing, expired or invalid.'],
  [403, 'FORBIDDEN', 'The requested operation is not allowed.'],
  [404, 'NOT_FOUND', 'The requested resource was not found.'],
  [409, 'CONFLICT', 'An event with this referenceId exists for the customer.'],
  [429, 'TOO_MANY_REQUESTS', 'The permitted rate of requests is exceeded.'],
  [432, 'TOO_MANY_REQUESTS_FOR_CUSTOMER', 'The permitted number of notifications to a customer is exceeded.'],
  [500, 'SERVER_ERROR', 'An error occurred on the server.'],
  [503, 'SERVICE_UNAVAILABLE', 'The server cannot handle the request at present.'],
];

/** `{message, code}`: the Proactive Events API (proactive events API, 400). */
export const noticeErrorForm: ErrorForm = {
  codeOf: status => NOTICE_ERRORS.find(([known]) => known === status)?.[1],
  statusOf: code => NOTICE_ERRORS.find(([, known]) => known === code)?.[0],
  encode: ({ code }) => ({
    message: NOTICE_ERRORS.find(([, known]) => known === code)?.[2] ?? 'An error that no document names',
    code,
  }),
};

/** The documented status of a code of any form; undefined for a code that no document has. */
export function statusOfAnyCode(code: string): number | undefined {
  for (const form of [gatewayErrorForm, tokenErrorForm, noticeErrorForm]) {
    const status = form.statusOf(code);
    if (status !== undefined) return status;
  }
  return undefined;
}
