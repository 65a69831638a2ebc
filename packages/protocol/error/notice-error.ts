import type { Basis } from '../rule/rule.ts';
import type { Fault } from './gateway-error.ts';

/**
 * A reason why a notice is not taken, as the body's `code` in the page's form. Only INVALID_STRING_LENGTH is published;
 * the other words are ours. Source: proactive events API, HTTP status codes; notice sheet 2, Statuses and bodies.
 */
export type NoticeErrorCode =
  | 'CUSTOMER_LIMIT_EXCEEDED'
  | 'DUPLICATE_EVENT'
  | 'EVENT_NOT_PUBLISHED'
  | 'INTERNAL_ERROR'
  | 'INVALID_EXPIRY_TIME'
  | 'INVALID_REQUEST'
  | 'INVALID_STRING_LENGTH'
  | 'INVALID_TOKEN'
  | 'NO_ENABLEMENT'
  | 'NO_SUBSCRIPTION'
  | 'RESOURCE_NOT_FOUND'
  | 'SCOPE_NOT_ALLOWED'
  | 'SERVICE_UNAVAILABLE'
  | 'STAGE_NOT_ALLOWED'
  | 'TOKEN_NOT_VALID'
  | 'TOO_MANY_REQUESTS';

/**
 * One row of the table. `retry` says whether the same notice may be sent again: `never`, `with-fresh-token` once,
 * `later` with exponential back-off, `much-later` where a limit of the customer has to pass. `type` is the word of the
 * bodies of 2019, `message` the sentence that is sent, and `basis` how well status and sentence are founded.
 */
export interface NoticeError {
  readonly code: NoticeErrorCode;
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly basis: Basis;
  readonly meaning: string;
  readonly fault: Fault;
  readonly retry: 'never' | 'with-fresh-token' | 'later' | 'much-later';
  readonly remedy: string;
}

/** Every reason why a notice is not taken, by code. Source: proactive events API, HTTP status codes; notice sheet 2. */
export const noticeErrors: Readonly<Record<NoticeErrorCode, NoticeError>> = {
  INVALID_STRING_LENGTH: {
    code: 'INVALID_STRING_LENGTH',
    status: 400,
    type: 'Bad Request',
    message: 'The property is outside the allowed range.',
    basis: 'documented',
    meaning: 'A text of the notice is longer or shorter than allowed',
    fault: 'sender',
    retry: 'never',
    remedy: 'Check the notice with gatehouse validate and mend it',
  },
  INVALID_REQUEST: {
    code: 'INVALID_REQUEST',
    status: 400,
    type: 'Bad Request',
    message: 'One or more properties in the request body are not valid.',
    basis: 'documented',
    meaning: 'The notice lacks a member, holds a wrong value or is not JSON',
    fault: 'sender',
    retry: 'never',
    remedy: 'Check the notice with gatehouse validate and mend it',
  },
  INVALID_EXPIRY_TIME: {
    code: 'INVALID_EXPIRY_TIME',
    status: 400,
    type: 'Bad Request',
    message:
      'Violations for metadata: [expiryTime should be at least 5 minutes in the future and no more than 24 hours after the current time]',
    basis: 'observed',
    meaning: 'The notice expires too soon or too late, counted from now',
    fault: 'sender',
    retry: 'never',
    remedy: 'Let the notice expire 5 minutes to 24 hours from now, and see that the clock is right',
  },
  INVALID_TOKEN: {
    code: 'INVALID_TOKEN',
    status: 401,
    type: 'Unauthorized',
    message: 'The access token is missing, expired or not valid.',
    basis: 'documented',
    meaning: 'The access token is missing, expired or malformed',
    fault: 'sender',
    retry: 'with-fresh-token',
    remedy: "Get a token with the skill's own client id and secret, from its Permissions page, and send again once",
  },
  TOKEN_NOT_VALID: {
    code: 'TOKEN_NOT_VALID',
    status: 403,
    type: 'Forbidden',
    message: 'Token in the request is not valid.',
    basis: 'observed',
    meaning: 'The access token is expired or not valid, in the words of 2019',
    fault: 'sender',
    retry: 'with-fresh-token',
    remedy: "Get a token with the skill's own client id and secret, from its Permissions page, and send again once",
  },
  SCOPE_NOT_ALLOWED: {
    code: 'SCOPE_NOT_ALLOWED',
    status: 403,
    type: 'Forbidden',
    message: 'The token does not have the scope alexa::proactive_events.',
    basis: 'chosen',
    meaning: 'The token is valid, and was not issued for notices',
    fault: 'operator',
    retry: 'never',
    remedy: 'Ask for the token with the scope alexa::proactive_events',
  },
  STAGE_NOT_ALLOWED: {
    code: 'STAGE_NOT_ALLOWED',
    status: 403,
    type: 'Forbidden',
    message: 'The skill may not send proactive events in this stage.',
    basis: 'chosen',
    meaning: 'The skill is not in the stage whose address the notice went to',
    fault: 'operator',
    retry: 'never',
    remedy: 'Send to the address of the development stage until the skill is certified',
  },
  EVENT_NOT_PUBLISHED: {
    code: 'EVENT_NOT_PUBLISHED',
    status: 403,
    type: 'Forbidden',
    message: "The event is not in the publications of the skill's manifest.",
    basis: 'chosen',
    meaning: 'The manifest of the skill does not list the event under events.publications',
    fault: 'operator',
    retry: 'never',
    remedy: 'List the event in the manifest under events.publications, then enable the skill anew',
  },
  NO_ENABLEMENT: {
    code: 'NO_ENABLEMENT',
    status: 403,
    type: 'Forbidden',
    message: 'No enablement for this clientId and userId.',
    basis: 'observed',
    meaning: 'The customer has not enabled the skill that the token belongs to, or has since another userId',
    fault: 'customer',
    retry: 'never',
    remedy: 'Use the userId of the newest skill event of the customer; after enabling anew it is another',
  },
  NO_SUBSCRIPTION: {
    code: 'NO_SUBSCRIPTION',
    status: 403,
    type: 'Forbidden',
    message: 'No subscription found for this stage, skill and event.',
    basis: 'observed',
    meaning: 'The customer has not turned on notifications of this event for the skill',
    fault: 'customer',
    retry: 'never',
    remedy:
      'Send no notice until the customer turns notifications on; AlexaSkillEvent.ProactiveSubscriptionChanged tells',
  },
  RESOURCE_NOT_FOUND: {
    code: 'RESOURCE_NOT_FOUND',
    status: 404,
    type: 'Not Found',
    message: 'Requested resource not found.',
    basis: 'documented',
    meaning: 'There is nothing at this address',
    fault: 'sender',
    retry: 'never',
    remedy: 'Post to /v1/proactiveEvents, or to /v1/proactiveEvents/stages/development',
  },
  DUPLICATE_EVENT: {
    code: 'DUPLICATE_EVENT',
    status: 409,
    type: 'Conflict',
    message: 'An event with the same referenceId exists for this customer.',
    basis: 'observed',
    meaning: 'A notice of this referenceId was taken for the customer before, and this one is no newer version',
    fault: 'sender',
    retry: 'never',
    remedy: 'Give each notice a referenceId of its own, and each newer version a later timestamp',
  },
  TOO_MANY_REQUESTS: {
    code: 'TOO_MANY_REQUESTS',
    status: 429,
    type: 'Too Many Requests',
    message: 'Permitted rate limit exceeded.',
    basis: 'documented',
    meaning: 'The skill sends more requests in a time than is permitted',
    fault: 'sender',
    retry: 'later',
    remedy: 'Send the notice again with exponential back-off',
  },
  CUSTOMER_LIMIT_EXCEEDED: {
    code: 'CUSTOMER_LIMIT_EXCEEDED',
    status: 432,
    type: 'Too Many Requests for Customer',
    message: 'Skill has exceeded the permitted notification limit to a single customer.',
    basis: 'documented',
    meaning: 'The skill sends this customer more notices than are permitted',
    fault: 'sender',
    retry: 'much-later',
    remedy: 'Send the customer fewer notices, and this one much later if it is still worth it',
  },
  INTERNAL_ERROR: {
    code: 'INTERNAL_ERROR',
    status: 500,
    type: 'Internal Server Error',
    message: 'Error occurred on the server.',
    basis: 'documented',
    meaning: 'Alexa failed and did not take the notice',
    fault: 'amazon',
    retry: 'later',
    remedy: 'Send the notice again with exponential back-off',
  },
  SERVICE_UNAVAILABLE: {
    code: 'SERVICE_UNAVAILABLE',
    status: 503,
    type: 'Service Unavailable',
    message: 'Server is down for maintenance, overloaded, or otherwise unavailable to handle the incoming request.',
    basis: 'documented',
    meaning: 'Alexa could not take the notice',
    fault: 'amazon',
    retry: 'later',
    remedy: 'Send the notice again with exponential back-off',
  },
};
