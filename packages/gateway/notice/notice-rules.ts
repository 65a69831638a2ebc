import type { Basis, NoticeErrorCode } from '@gatehouse/protocol';
import type { Reason } from '../journal/reason.ts';
import type { FateCode } from './notice-fate.ts';

/** A rule about notices: what it says, where it comes from and how sure it is. */
export interface NoticeRule {
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
  /** What is answered when it refuses a notice. */
  readonly code?: NoticeErrorCode;
  /** Where the bodies of 2019 had another answer. */
  readonly in2019?: NoticeErrorCode;
}

/** Why a notice is refused, beyond the rules of its form; the journal shows it as `notice/<id>`. */
export type NoticeRefusalId =
  | 'body-encoding'
  | 'body-incomplete'
  | 'body-not-json'
  | 'body-too-large'
  | 'content-type'
  | 'customer-unknown'
  | 'duplicate'
  | 'not-enabled'
  | 'not-published'
  | 'not-subscribed'
  | 'path'
  | 'permission-missing'
  | 'skill-stage'
  | 'skill-unknown'
  | 'stage-not-live'
  | 'token-expired'
  | 'token-missing'
  | 'token-revoked'
  | 'token-scheme'
  | 'token-scope'
  | 'token-unknown';

/** The id of a rule about notices. */
export type NoticeRuleId = NoticeRefusalId | FateCode;

const API = 'proactive events API';
const STATUSES = `${API}, HTTP status codes`;
const SHEET = 'notice sheet 2, Statuses and bodies';
const OURS = 'chosen, nothing is documented';
const REQUEST = { code: 'INVALID_REQUEST', source: `${STATUSES}, 400`, basis: 'documented' } as const;
const TOKEN = {
  code: 'INVALID_TOKEN',
  in2019: 'TOKEN_NOT_VALID',
  source: `${STATUSES}, 401; 403 in 2019: ${SHEET}`,
  basis: 'documented',
} as const;

/** The rules about notices by their id: of requests first, then of what becomes of a notice. */
export const noticeRules: Readonly<Record<NoticeRuleId, NoticeRule>> = {
  'body-too-large': {
    code: 'INVALID_REQUEST',
    message: 'The body of a notice has at most 256 KB',
    source: OURS,
    basis: 'chosen',
  },
  'body-incomplete': {
    code: 'INVALID_REQUEST',
    message: 'The body did not arrive whole in time',
    source: OURS,
    basis: 'chosen',
  },
  'body-encoding': { ...REQUEST, message: 'The body is not UTF-8; JSON is exchanged in UTF-8' },
  'body-not-json': {
    ...REQUEST,
    message: 'The body is not JSON; a Content-Length counted in characters cuts off texts beyond ASCII',
  },
  'content-type': {
    ...REQUEST,
    message: 'The Content-Type is not application/json',
    source: `${API}, Request path and header example`,
  },
  'token-missing': {
    ...TOKEN,
    message:
      'There is no Authorization header; send Authorization: Bearer with a token of the scope alexa::proactive_events',
  },
  'token-scheme': { ...TOKEN, message: 'The Authorization header is not of the scheme Bearer' },
  'token-unknown': { ...TOKEN, message: 'The access token was not made by this gateway' },
  'token-expired': { ...TOKEN, message: 'The access token has expired; ask the token endpoint for another' },
  'token-revoked': { ...TOKEN, message: 'The customer has disabled the skill, which ended the access token' },
  'token-scope': {
    code: 'SCOPE_NOT_ALLOWED',
    message:
      'The token speaks for a customer; notices need one with the scope alexa::proactive_events, by client_credentials',
    source: `${API}, Authentication; ${STATUSES}, 403`,
    basis: 'documented',
  },
  'skill-unknown': {
    code: 'RESOURCE_NOT_FOUND',
    message: "The token's skill does not exist any more",
    source: `${STATUSES}, 404`,
    basis: 'chosen',
  },
  'skill-stage': {
    code: 'RESOURCE_NOT_FOUND',
    message: 'The token was made while the skill was in another stage; ask the token endpoint for another',
    source: `${STATUSES}, 404; as events do`,
    basis: 'chosen',
  },
  'stage-not-live': {
    code: 'STAGE_NOT_ALLOWED',
    message:
      'The skill is not live, and the live address reaches only customers of live skills; send to /v1/proactiveEvents/stages/development',
    source: `${API}, Production endpoints; the answer is not documented`,
    basis: 'chosen',
  },
  'permission-missing': {
    code: 'SCOPE_NOT_ALLOWED',
    message: 'The skill no longer has the permission alexa::devices:all:notifications:write',
    source: `${STATUSES}, 403; notice sheet 3, permissions`,
    basis: 'chosen',
  },
  'not-published': {
    code: 'EVENT_NOT_PUBLISHED',
    message: 'The skill does not list the event in its publications (events.publications of the manifest)',
    source: 'notice sheet 2, Publication check; the answer is not documented',
    basis: 'chosen',
  },
  'customer-unknown': {
    code: 'NO_ENABLEMENT',
    message: 'No such customer is known; after enabling a skill anew a customer has another userId',
    source: `${SHEET}, 403`,
    basis: 'observed',
  },
  'not-enabled': {
    code: 'NO_ENABLEMENT',
    message: 'The customer has not enabled the skill that the token belongs to',
    source: `${SHEET}, 403`,
    basis: 'observed',
  },
  'not-subscribed': {
    code: 'NO_SUBSCRIPTION',
    message: 'The customer has not turned on notifications of this event for the skill',
    source: `${SHEET}, 403`,
    basis: 'observed',
  },
  duplicate: {
    code: 'DUPLICATE_EVENT',
    message:
      'A notice with this referenceId and timestamp was taken before; a newer version needs a later timestamp, another notice a referenceId of its own',
    source: `${SHEET}, 409; what brings it about is not documented`,
    basis: 'chosen',
  },
  path: {
    code: 'RESOURCE_NOT_FOUND',
    message:
      'Notices go to /v1/proactiveEvents and /v1/proactiveEvents/stages/development, with or without a slash behind',
    source: `${API}, API endpoint; ${STATUSES}, 404`,
    basis: 'documented',
  },
  limited: {
    message:
      'The skill sends this customer more notices than a day allows; notices of the development stage do not count',
    source: `${STATUSES}, 432; no number is documented`,
    basis: 'chosen',
  },
  'wrong-region': {
    message: 'A notice reaches customers of its own region only, and elsewhere it is taken in silence',
    source: `${API}, API endpoint; notice sheet 6, Wrong region is silent`,
    basis: 'observed',
  },
  'locale-not-matched': {
    message: "No localizedAttributes are in the language of the customer's device, so nothing is told",
    source: 'notice sheet 2, Choice of locale; notice sheet 6',
    basis: 'observed',
  },
  expired: {
    message: 'The notice was still pending at its expiryTime',
    source: `${API}, Request body properties, expiryTime`,
    basis: 'documented',
  },
  superseded: {
    message: 'A version of the same referenceId with a later timestamp has taken its place',
    source: `${API}, Update event`,
    basis: 'documented',
  },
  stale: {
    message: 'A version of the same referenceId with a later timestamp was there before',
    source: `${API}, Update event: the latest timestamp wins; the answer to an older one is not documented`,
    basis: 'chosen',
  },
};

/** The reason by a rule; `detail` replaces its sentence where there is more to say. */
export function createNoticeReason(id: NoticeRuleId, detail?: string): Reason {
  const { message, source, basis } = noticeRules[id];
  return { code: id, message: detail ?? message, rule: `notice/${id}`, source, basis };
}
