import type { JsonObject } from '@gatehouse/protocol';
import { isCustomerId } from '../customer/is-customer-id.ts';
import type { GranteeAnswer } from './grantee.ts';

/**
 * The customer that the claims of a token name: the first of `names` that is there, a text or a whole number.
 *
 * @param claims the members of an introspection answer, a JWT or a userinfo answer
 */
export function readClaim(claims: JsonObject, names: readonly string[]): GranteeAnswer {
  for (const name of names) {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    const customer = Number.isSafeInteger(value) ? String(value) : value;
    if (isCustomerId(customer)) return { type: 'known', customer };
  }
  const reason = `The token of the device cloud names no customer: its ${names.join(' or ')} is missing or cannot be used`;
  return { type: 'refused', reason };
}
