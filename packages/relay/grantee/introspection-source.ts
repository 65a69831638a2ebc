import { createHttpPool } from '@gatehouse/client';
import type { Secret } from '@gatehouse/client/platform';
import type { IntrospectionConfig } from '../config/customer-config.ts';
import type { GranteeFind, GranteeSource, GranteeTools } from './grantee-source.ts';
import { parseClaims } from './parse-claims.ts';
import { readClaim } from './read-claim.ts';

const UNREACHABLE: GranteeFind = {
  type: 'unreachable',
  reason: 'The authorization server of the device cloud could not be asked whose token it is',
};
const REFUSES_US: GranteeFind = {
  type: 'unreachable',
  reason: "The authorization server of the device cloud refuses the relay's own credentials",
};
const NOT_ACTIVE: GranteeFind = {
  type: 'refused',
  reason: 'The authorization server of the device cloud says that the token is not active',
};

/** Opens a source that asks an introspection endpoint (RFC 7662, 2.1 and 2.2), with HTTP Basic (RFC 6749, 2.3.1). */
export function createIntrospectionSource(
  config: IntrospectionConfig,
  { clock, transport }: GranteeTools,
): GranteeSource {
  const { timeoutMs, clientId, clientSecret, claim } = config;
  const url = new URL(config.url);
  const pool = createHttpPool({ url, clock, timeoutMs, transport });
  const names = claim === undefined ? ['sub', 'username'] : [claim];

  async function findCustomer(token: Secret): Promise<GranteeFind> {
    const exchange = await pool.sendRequest({
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        accept: 'application/json',
        authorization: encodeBasic(clientId, clientSecret),
      },
      body: new URLSearchParams({ token: token.reveal(), token_type_hint: 'access_token' }).toString(),
    });
    if (exchange.type === 'answered' && (exchange.status === 401 || exchange.status === 403)) return REFUSES_US;
    const claims = parseClaims(exchange);
    if (claims === undefined || typeof claims.active !== 'boolean') return UNREACHABLE;
    if (!claims.active) return NOT_ACTIVE;
    const { exp } = claims;
    const ends = typeof exp === 'number' ? { tokenEndsAt: exp * 1000 } : {};
    return { ...readClaim(claims, names), ...ends };
  }

  return { findCustomer, close: () => pool.close() };
}

/** Name and password are form-encoded before they are joined: either may hold a colon. */
function encodeBasic(clientId: string, clientSecret: Secret): string {
  const [name, password] = [clientId, clientSecret.reveal()].map(text =>
    new URLSearchParams({ '': text }).toString().slice(1),
  );
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
