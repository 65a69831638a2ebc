import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';

/**
 * Makes the check of the header `Authorization: Bearer KEY` (RFC 6750 section 2.1). Keys are compared by their hashes in
 * constant time, so that neither length nor content of the right one shows in the time that the answer takes.
 *
 * @param apiKey without one, everybody who reaches the relay is let in
 * @returns a function that throws `unauthorized`
 */
export function createAuthorizer(apiKey: Secret | undefined): (authorization: string | undefined) => void {
  if (apiKey === undefined) return () => {};
  const expected = hashOf(apiKey.reveal());
  return authorization => {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(hashOf(given), expected)) return;
    const found = given === undefined ? 'No API key came with the request' : 'The API key of the request is not known';
    throw new GatehouseError('unauthorized', `${found}; send Authorization: Bearer with the relay's key`);
  };
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
