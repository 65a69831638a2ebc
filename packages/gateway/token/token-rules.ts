import type { Basis, TokenErrorCode } from '@gatehouse/protocol';

/** The id of a cause; the journal shows it as `token/<id>`. */
export type TokenRuleId =
  | 'body'
  | 'body-incomplete'
  | 'body-too-large'
  | 'client-header'
  | 'client-missing'
  | 'client-twice'
  | 'client-unknown'
  | 'grant-expired'
  | 'grant-link-ended'
  | 'grant-other-skill'
  | 'grant-type'
  | 'grant-unknown'
  | 'grant-used'
  | 'parameter-missing'
  | 'parameters-in-url'
  | 'scope';

/** One cause of a refusal at the token endpoint: the error word of the answer, and what the journal says. */
export interface TokenRule {
  readonly error: TokenErrorCode;
  readonly message: string;
  readonly source: string;
  readonly basis: Basis;
}

const LWA = 'Login with Amazon, token endpoint (fact sheet 7.4)';
const GRANT = { error: 'invalid_grant', source: `${LWA}; lifetimes: fact sheet 7.3`, basis: 'documented' } as const;
const REQUEST = { error: 'invalid_request', source: LWA, basis: 'documented' } as const;
const OURS = { error: 'invalid_request', source: 'chosen, nothing is documented', basis: 'chosen' } as const;

/** The rules of the token endpoint by their id. */
export const tokenRules: Readonly<Record<TokenRuleId, TokenRule>> = {
  body: { ...REQUEST, message: 'The body is neither a form nor a JSON object of texts, each given once' },
  'body-incomplete': { ...OURS, message: 'The body did not arrive whole in time' },
  'body-too-large': { ...OURS, message: 'The body is larger than 64 KB' },
  'client-header': {
    error: 'invalid_client',
    message: 'The Authorization header is not HTTP Basic with a client id and secret',
    source: 'RFC 6749, 2.3.1',
    basis: 'documented',
  },
  'client-missing': { ...REQUEST, message: 'The client id or secret is missing, and there is no Authorization header' },
  'client-twice': {
    error: 'invalid_request',
    message: 'The client credentials in the Authorization header differ from those in the body',
    source: 'RFC 6749, 2.3',
    basis: 'documented',
  },
  'client-unknown': {
    error: 'invalid_client',
    message: 'No skill has this client id with this client secret',
    source: LWA,
    basis: 'documented',
  },
  'grant-expired': { ...GRANT, message: 'The grant has expired; a code must be exchanged within five minutes' },
  'grant-link-ended': { ...GRANT, message: 'The grant died when the customer disabled the skill' },
  'grant-other-skill': { ...GRANT, message: 'The grant belongs to another skill' },
  'grant-unknown': { ...GRANT, message: 'The grant was not made by this gateway, or is retired' },
  'grant-used': { ...GRANT, message: 'The grant was used before; a code is good once' },
  'grant-type': {
    error: 'unsupported_grant_type',
    message: 'The grant type is none of authorization_code, refresh_token, client_credentials',
    source: LWA,
    basis: 'documented',
  },
  'parameter-missing': { ...REQUEST, message: 'A parameter of the grant type is missing' },
  'parameters-in-url': {
    error: 'invalid_request',
    message: 'The body is empty and the parameters are in the URL, where they do not count; send them in the body',
    source: 'fact sheet 7.4, 500 with parameters in the query string',
    basis: 'observed',
  },
  scope: {
    error: 'invalid_scope',
    message: 'The skill may not ask for this scope',
    source: LWA,
    basis: 'documented',
  },
};
