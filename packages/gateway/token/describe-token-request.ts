import { showParameters } from './show-parameters.ts';
import type { TokenHouse } from './token-endpoint.ts';
import { parseTokenRequest, type TokenRequest } from './token-request.ts';

/** Whose a request to the token endpoint is, as far as it can be read without answering it. */
export interface TokenRequestFacts {
  /** The grant type, if it is one of those that the endpoint knows. */
  readonly kind?: string;
  readonly skillId?: string;
  readonly userId?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const GRANT_TYPES: readonly string[] = ['authorization_code', 'refresh_token', 'client_credentials'];

/**
 * Reads a request to the token endpoint without judging it: the skill is that of the client id, or else of the code or
 * refresh token, the customer that of the latter. Uses nothing up.
 */
export function describeTokenRequest(request: TokenRequest, house: TokenHouse): TokenRequestFacts {
  const parsed = parseTokenRequest(request);
  const { parameters } = parsed;
  if (parameters === undefined) return {};
  const clientId = parsed.type === 'parsed' ? parsed.client.clientId : parameters.client_id;
  const grant = parameters.code ?? parameters.refresh_token;
  const owner = grant === undefined ? undefined : house.tokens.ownerOfGrant(grant);
  const skillId = (clientId === undefined ? undefined : house.skills.readByClient(clientId))?.skillId ?? owner?.skillId;
  const userId = owner?.link?.userId;
  return {
    ...kindOfGrant(parameters),
    ...(skillId !== undefined && { skillId }),
    ...(userId !== undefined && { userId }),
    parameters: showParameters(parameters, house.skills),
  };
}

/** The grant type, where it is a known one: whatever else stands there might be a secret. */
export function kindOfGrant(parameters: Readonly<Record<string, string>> = {}): { readonly kind?: string } {
  const kind = parameters.grant_type;
  return kind !== undefined && GRANT_TYPES.includes(kind) ? { kind } : {};
}
