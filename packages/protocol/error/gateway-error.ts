import { textAt } from '../json/json-object.ts';

/** A code of the event gateway's error answers. Source: send-events reference, HTTP status codes; 2019 edition for SKILL_DISABLED. */
export type GatewayErrorCode =
  | 'ACCOUNT_NOT_FOUND_EXCEPTION'
  | 'INSUFFICIENT_PERMISSION_EXCEPTION'
  | 'INTERNAL_SERVICE_EXCEPTION'
  | 'INVALID_ACCESS_TOKEN_EXCEPTION'
  | 'INVALID_REQUEST_EXCEPTION'
  | 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION'
  | 'SERVICE_UNAVAILABLE_EXCEPTION'
  | 'SKILL_DISABLED_EXCEPTION'
  | 'SKILL_NEVER_ENABLED_EXCEPTION'
  | 'SKILL_NOT_FOUND_EXCEPTION'
  | 'THROTTLING_EXCEPTION';

/** Whose doing an error is. */
export type Fault = 'sender' | 'customer' | 'operator' | 'amazon';

/**
 * One row of the gateway's error table. `retry` says whether the same message may be sent again: `never`,
 * `with-fresh-token`, `elsewhere` (another region), `smaller`, or `later` (at most 3 resends, 1 s apart).
 * `description` is the sentence the gateway sends, as seen in the field where it was.
 */
export interface GatewayError {
  readonly code: GatewayErrorCode;
  readonly status: number;
  readonly meaning: string;
  readonly fault: Fault;
  readonly retry: 'never' | 'with-fresh-token' | 'elsewhere' | 'smaller' | 'later';
  readonly remedy: string;
  readonly description: string;
}

/** What the body of an error answer says, as far as it was readable. */
export interface GatewayErrorText {
  readonly code?: string;
  readonly description?: string;
}

/** The body of the gateway's error answers. Source: fact sheet 6.2. */
export interface GatewayErrorBody {
  readonly header: { readonly namespace: 'System'; readonly name: 'Exception'; readonly messageId: string };
  readonly payload: { readonly code: string; readonly description: string };
}

/** Every documented error of `/v3/events`, by code. Source: send-events reference, HTTP status codes; fact sheet 6.2. */
export const gatewayErrors: Readonly<Record<GatewayErrorCode, GatewayError>> = {
  INVALID_REQUEST_EXCEPTION: {
    code: 'INVALID_REQUEST_EXCEPTION',
    status: 400,
    meaning: 'The message lacks a member, holds a wrong value or is not JSON',
    fault: 'sender',
    retry: 'never',
    remedy: 'Check the message with gatehouse validate and mend it',
    description: 'The request was malformed.',
  },
  INVALID_ACCESS_TOKEN_EXCEPTION: {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    status: 401,
    meaning: 'The access token is missing, expired or malformed, or the customer has disabled the skill',
    fault: 'sender',
    retry: 'with-fresh-token',
    remedy: 'Refresh the token and send again once; if a fresh token is refused, the customer has to link again',
    description: 'The access token is invalid, expired, or malformed.',
  },
  SKILL_NEVER_ENABLED_EXCEPTION: {
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    status: 403,
    meaning: 'The skill is not enabled for the customer in this region',
    fault: 'customer',
    retry: 'elsewhere',
    remedy: "Send to the customer's region; if it is the right one, the customer has to enable the skill",
    description: 'The user does not have a valid enablement for your skill.',
  },
  SKILL_DISABLED_EXCEPTION: {
    code: 'SKILL_DISABLED_EXCEPTION',
    status: 403,
    meaning: 'The customer has disabled the skill, or the message went to the wrong region',
    fault: 'customer',
    retry: 'elsewhere',
    remedy: "Send to the customer's region; if it is the right one, stop sending until the customer links again",
    description: 'The user does not have a valid enablement for your skill.',
  },
  INSUFFICIENT_PERMISSION_EXCEPTION: {
    code: 'INSUFFICIENT_PERMISSION_EXCEPTION',
    status: 403,
    meaning: 'The skill may not send events to Alexa',
    fault: 'operator',
    retry: 'never',
    remedy: 'Turn on Send Alexa Events for the skill in the developer console',
    description: 'The token does not have the required permissions.',
  },
  ACCOUNT_NOT_FOUND_EXCEPTION: {
    code: 'ACCOUNT_NOT_FOUND_EXCEPTION',
    status: 404,
    meaning: 'The customer has no account record, or the event came too late',
    fault: 'customer',
    retry: 'never',
    remedy: 'Send replies before their deadline; otherwise the customer has to link again',
    description: 'The account record associated with the directed identifier does not exist or has expired.',
  },
  SKILL_NOT_FOUND_EXCEPTION: {
    code: 'SKILL_NOT_FOUND_EXCEPTION',
    status: 404,
    meaning: 'The token was minted while the skill was in another stage',
    fault: 'customer',
    retry: 'never',
    remedy: 'Let the customer disable and enable the skill again',
    description: 'The skill associated with the token was not found.',
  },
  REQUEST_ENTITY_TOO_LARGE_EXCEPTION: {
    code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
    status: 413,
    meaning: 'The message is too large or names more than 300 endpoints',
    fault: 'sender',
    retry: 'smaller',
    remedy: 'Send the endpoints in several smaller messages',
    description: 'The size of the event payload is too large.',
  },
  THROTTLING_EXCEPTION: {
    code: 'THROTTLING_EXCEPTION',
    status: 429,
    meaning: 'Too many requests',
    fault: 'sender',
    retry: 'later',
    remedy: 'Send the same message again, at most three times and at least a second apart',
    description: 'Request could not be processed due to throttling.',
  },
  INTERNAL_SERVICE_EXCEPTION: {
    code: 'INTERNAL_SERVICE_EXCEPTION',
    status: 500,
    meaning: 'Alexa failed and did not process the message',
    fault: 'amazon',
    retry: 'later',
    remedy: 'Send the same message again, at most three times and at least a second apart',
    description: 'An error occurred with Alexa, and the message was not processed.',
  },
  SERVICE_UNAVAILABLE_EXCEPTION: {
    code: 'SERVICE_UNAVAILABLE_EXCEPTION',
    status: 503,
    meaning: 'Alexa could not accept the message',
    fault: 'amazon',
    retry: 'later',
    remedy: 'Send the same message again, at most three times and at least a second apart',
    description: 'Alexa could not accept the message.',
  },
};

/** The row of a code; undefined for a code that the documents do not have. */
export function gatewayErrorOf(code: string): GatewayError | undefined {
  return Object.values(gatewayErrors).find(row => row.code === code);
}

/** Writes the body of an error answer; without a description, the code's own. Source: fact sheet 6.2, error body. */
export function encodeGatewayError(error: {
  readonly code: GatewayErrorCode;
  readonly description?: string;
  readonly messageId: string;
}): GatewayErrorBody {
  return {
    header: { namespace: 'System', name: 'Exception', messageId: error.messageId },
    payload: { code: error.code, description: error.description ?? gatewayErrors[error.code].description },
  };
}

/** Reads whatever an error answer's parsed body is; members that are missing or not text are left out. */
export function parseGatewayError(body: unknown): GatewayErrorText {
  const code = textAt(body, ['payload', 'code']);
  const description = textAt(body, ['payload', 'description']);
  return { ...(code === undefined ? {} : { code }), ...(description === undefined ? {} : { description }) };
}
