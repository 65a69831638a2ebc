import type { Basis, GatewayErrorCode } from '@gatehouse/protocol';

/** One cause of a refusal: the code of the answer, and what the journal says. */
export interface EventRule {
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
  /** Where the 2019 edition of the document has another code. */
  readonly in2019?: { readonly code: GatewayErrorCode; readonly source: string; readonly basis: Basis };
}

const CODES = 'send-events reference, HTTP status codes';

/** The only 403 that the 2019 edition has for whoever is in the wrong place or not enabled. */
const DISABLED_2019 = {
  code: 'SKILL_DISABLED_EXCEPTION',
  source: 'send-events 2019, Success response and errors, 403',
  basis: 'documented',
} as const;

/** The id of a cause beyond the rules of messages; the journal shows it as `event/<id>`. */
export type RefusalId =
  | 'body-encoding'
  | 'body-incomplete'
  | 'body-not-json'
  | 'body-too-large'
  | 'content-type'
  | 'customer-moved'
  | 'customer-unknown'
  | 'never-enabled'
  | 'permission-missing'
  | 'skill-stage'
  | 'skill-unknown'
  | 'token-expired'
  | 'token-mismatch'
  | 'token-missing'
  | 'token-revoked'
  | 'token-scheme'
  | 'token-scope'
  | 'token-unknown'
  | 'too-many-endpoints'
  | 'wrong-region';

/** The rules about requests to `/v3/events`, beyond those of messages, by their id. */
export const eventRules: Readonly<Record<RefusalId, EventRule>> = {
  'body-too-large': {
    code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
    message: 'The body is larger than 256 KB; send the endpoints in several messages',
    source: `${CODES}, 413; fact sheet 4, AddOrUpdateReport payload`,
    basis: 'documented',
  },
  'too-many-endpoints': {
    code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION',
    message: 'The message names more than 300 endpoints; send them in several messages',
    source: `${CODES}, 413`,
    basis: 'documented',
  },
  'body-incomplete': {
    code: 'INVALID_REQUEST_EXCEPTION',
    message: 'The body did not arrive whole in time',
    source: 'chosen, nothing is documented',
    basis: 'chosen',
  },
  'body-encoding': {
    code: 'INVALID_REQUEST_EXCEPTION',
    message: 'The body is not UTF-8; JSON is exchanged in UTF-8',
    source: `${CODES}, 400; RFC 8259, 8.1`,
    basis: 'documented',
  },
  'body-not-json': {
    code: 'INVALID_REQUEST_EXCEPTION',
    message: 'The body is not JSON',
    source: `${CODES}, 400`,
    basis: 'documented',
  },
  'content-type': {
    code: 'INVALID_REQUEST_EXCEPTION',
    message: 'The Content-Type is not application/json',
    source: 'send-events reference, Request header example; send-events 2019, Message contents',
    basis: 'documented',
  },
  'token-missing': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: 'There is no Authorization header; send Authorization: Bearer with the access token',
    source: `${CODES}, 401`,
    basis: 'documented',
  },
  'token-scheme': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: 'The Authorization header is not of the scheme Bearer',
    source: 'send-events reference, Authentication',
    basis: 'documented',
  },
  'token-unknown': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: 'The access token was not made by this gateway',
    source: `${CODES}, 401`,
    basis: 'documented',
  },
  'token-expired': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: 'The access token has expired; use the refresh token before that',
    source: `${CODES}, 401`,
    basis: 'documented',
  },
  'token-revoked': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: 'The customer has disabled the skill, which ended the access token',
    source: `${CODES}, 401`,
    basis: 'documented',
    in2019: DISABLED_2019,
  },
  'token-mismatch': {
    code: 'INVALID_ACCESS_TOKEN_EXCEPTION',
    message: "The token in the message's scope is not that of the Authorization header; both must be the same",
    source: 'send-events 2019, Message contents',
    basis: 'documented',
  },
  'skill-unknown': {
    code: 'SKILL_NOT_FOUND_EXCEPTION',
    message: "The token's skill does not exist any more",
    source: `${CODES}, 404`,
    basis: 'documented',
  },
  'skill-stage': {
    code: 'SKILL_NOT_FOUND_EXCEPTION',
    message: 'The token was made while the skill was in another stage; the customer has to disable and enable it again',
    source: `${CODES}, 404`,
    basis: 'documented',
  },
  'customer-unknown': {
    code: 'ACCOUNT_NOT_FOUND_EXCEPTION',
    message: "The token's customer does not exist any more",
    source: `${CODES}, 404`,
    basis: 'documented',
    in2019: {
      code: 'SKILL_DISABLED_EXCEPTION',
      source: 'send-events 2019, Success response and errors, which has no code for accounts',
      basis: 'chosen',
    },
  },
  'never-enabled': {
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    message: 'The skill is not enabled for the customer, or was enabled anew since the token was made',
    source: `${CODES}, 403`,
    basis: 'documented',
    in2019: DISABLED_2019,
  },
  'customer-moved': {
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    message: 'The customer has moved to another region since the skill was enabled, and has to enable it again',
    source: `send-events reference, Gateway endpoints; ${CODES}, 403`,
    basis: 'documented',
    in2019: DISABLED_2019,
  },
  'wrong-region': {
    code: 'SKILL_NEVER_ENABLED_EXCEPTION',
    message: "The customer is in another region; send to that region's gateway",
    source: `${CODES}, 403`,
    basis: 'documented',
    in2019: DISABLED_2019,
  },
  'permission-missing': {
    code: 'INSUFFICIENT_PERMISSION_EXCEPTION',
    message: 'The skill lacks the permission alexa::async_event:write (Send Alexa Events)',
    source: `${CODES}, 403`,
    basis: 'documented',
  },
  'token-scope': {
    code: 'INSUFFICIENT_PERMISSION_EXCEPTION',
    message: 'The token speaks for the skill alone; events need a token that a customer has granted',
    source: `${CODES}, 403`,
    basis: 'documented',
  },
};
