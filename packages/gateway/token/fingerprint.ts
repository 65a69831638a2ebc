import { hash, timingSafeEqual } from 'node:crypto';

/** The SHA-256 of a secret, in Base64: what the gateway keeps of the tokens that it made. */
export function fingerprintOf(secret: string): string {
  return hash('sha256', secret, 'base64');
}

/** Whether two secrets are equal, in a time that says nothing about where they differ. */
export function equalSecrets(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
