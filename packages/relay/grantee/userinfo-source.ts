import { createHttpPool } from '@gatehouse/client';
import type { Secret } from '@gatehouse/client/platform';
import type { UserinfoConfig } from '../config/customer-config.ts';
import type { GranteeFind, GranteeSource, GranteeTools } from './grantee-source.ts';
import { parseClaims } from './parse-claims.ts';
import { readClaim } from './read-claim.ts';

const UNREACHABLE: GranteeFind = {
  type: 'unreachable',
  reason: 'The userinfo endpoint of the device cloud could not be asked whose token it is',
};
const REFUSED: GranteeFind = {
  type: 'refused',
  reason: 'The userinfo endpoint of the device cloud refuses the token',
};
const UNUSABLE: GranteeFind = { type: 'refused', reason: 'The token of the device cloud cannot be sent as a header' };

/** Opens a source that asks a userinfo endpoint with the token itself (OpenID Connect Core 1.0, 5.3; RFC 6750, 2.1). */
export function createUserinfoSource(config: UserinfoConfig, { clock, transport }: GranteeTools): GranteeSource {
  const { timeoutMs, claim } = config;
  const url = new URL(config.url);
  const pool = createHttpPool({ url, clock, timeoutMs, transport });

  async function findCustomer(token: Secret): Promise<GranteeFind> {
    if (!/^[\x21-\x7e]+$/.test(token.reveal())) return UNUSABLE;
    const headers = { accept: 'application/json', authorization: `Bearer ${token.reveal()}` };
    const exchange = await pool.sendRequest({ method: 'GET', path: `${url.pathname}${url.search}`, headers });
    if (exchange.type === 'answered' && exchange.status >= 400 && exchange.status < 404) return REFUSED;
    const claims = parseClaims(exchange);
    return claims === undefined ? UNREACHABLE : readClaim(claims, [claim]);
  }

  return { findCustomer, close: () => pool.close() };
}
