import { textAt } from '../json/json-object.ts';
import type { Fault } from './gateway-error.ts';

/** An error word of the token endpoint. Source: fact sheet 7.4. */
export type TokenErrorCode =
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'server_error'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/**
 * One row of the token endpoint's error table. `retry`: whether the same request may be made again later.
 * `description` is the sentence seen in the field, or ours where none was seen.
 */
export interface TokenError {
  readonly error: TokenErrorCode;
  readonly status: number;
  readonly meaning: string;
  readonly fault: Fault;
  readonly retry: boolean;
  readonly remedy: string;
  readonly description: string;
}

/** The body of the token endpoint's error answers. Source: fact sheet 7.4. */
export interface TokenErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly request_id?: string;
}

/** What the body of an error answer says, as far as it was readable. */
export interface TokenErrorText {
  readonly error?: string;
  readonly description?: string;
}

/** Every known error of the token endpoint. The statuses of the last three are RFC 6749's or ours. Source: fact sheet 7.4. */
export const tokenErrors: Readonly<Record<TokenErrorCode, TokenError>> = {
  invalid_request: {
    error: 'invalid_request',
    status: 400,
    meaning: 'The request lacks a parameter or is malformed',
    fault: 'sender',
    retry: false,
    remedy: 'Send grant_type and its parameters in the body, form-encoded or as JSON',
    description: 'Malformed request',
  },
  invalid_grant: {
    error: 'invalid_grant',
    status: 400,
    meaning: 'The code or refresh token is unknown, used, expired or revoked',
    fault: 'customer',
    retry: false,
    remedy: 'The customer has to disable and enable the skill again',
    description: 'The request has an invalid grant parameter : refresh_token',
  },
  invalid_scope: {
    error: 'invalid_scope',
    status: 400,
    meaning: 'The scope is unknown or the skill may not ask for it',
    fault: 'operator',
    retry: false,
    remedy: 'Add the permission to the skill, or correct the scope',
    description: 'The request has an invalid parameter : scope',
  },
  invalid_client: {
    error: 'invalid_client',
    status: 401,
    meaning: 'The client id or secret is wrong',
    fault: 'operator',
    retry: false,
    remedy: "Use the Alexa skill messaging credentials of the developer console's Permissions page",
    description: 'Client authentication failed',
  },
  unauthorized_client: {
    error: 'unauthorized_client',
    status: 400,
    meaning: 'The client may not make this request',
    fault: 'operator',
    retry: false,
    remedy: 'Use the credentials of the skill that the grant was given to',
    description: 'Not authorized for requested operation',
  },
  unsupported_grant_type: {
    error: 'unsupported_grant_type',
    status: 400,
    meaning: 'The grant type is none that the endpoint knows',
    fault: 'sender',
    retry: false,
    remedy: 'Use authorization_code, refresh_token or client_credentials',
    description: 'The authorization grant type is not supported by the authorization server',
  },
  server_error: {
    error: 'server_error',
    status: 500,
    meaning: 'The token endpoint failed',
    fault: 'amazon',
    retry: true,
    remedy: 'Ask again later; the grant is untouched',
    description: 'The authorization server encountered an unexpected condition',
  },
};

/** The row of an error word; `servererror` in any case, as the documents spell it, is `server_error`. */
export function tokenErrorOf(error: string): TokenError | undefined {
  const word = error.toLowerCase() === 'servererror' ? 'server_error' : error;
  return Object.values(tokenErrors).find(row => row.error === word);
}

/** Writes the body of an error answer; without a description, the error's own. */
export function encodeTokenError(error: {
  readonly error: TokenErrorCode;
  readonly description?: string;
  readonly requestId?: string;
}): TokenErrorBody {
  return {
    error: error.error,
    error_description: error.description ?? tokenErrors[error.error].description,
    ...(error.requestId === undefined ? {} : { request_id: error.requestId }),
  };
}

/** Reads whatever an error answer's parsed body is; members that are missing or not text are left out. */
export function parseTokenError(body: unknown): TokenErrorText {
  const error = textAt(body, ['error']);
  const description = textAt(body, ['error_description']);
  return { ...(error === undefined ? {} : { error }), ...(description === undefined ? {} : { description }) };
}
