import { hash, timingSafeEqual } from 'node:crypto';

/** What the gateway keeps of a skill's client secret: it can be compared with one, and not used as one. */
export interface SecretFingerprint {
  /** Base64 of 16 random bytes, so that equal secrets do not show as equal. */
  readonly salt: string;
  /** Base64 of the SHA-256 of salt and secret. */
  readonly hash: string;
}

/** How many bytes a salt has. */
export const SALT_BYTES = 16;

/**
 * The fingerprint of a client secret. A plain SHA-256, not a slow hash: it is compared with each request for a token,
 * and Amazon's client secrets are long and random, beyond guessing. Whoever makes up a short one must not publish an
 * export. Our choice; nothing is documented.
 */
export function fingerprintSecret(secret: string, salt: Uint8Array): SecretFingerprint {
  const text = Buffer.from(salt).toString('base64');
  return { salt: text, hash: hashOf(secret, text).toString('base64') };
}

/** Whether a text is the secret, in a time that says nothing about where it differs. */
export function matchesSecret(fingerprint: SecretFingerprint, text: string): boolean {
  return timingSafeEqual(hashOf(text, fingerprint.salt), Buffer.from(fingerprint.hash, 'base64'));
}

function hashOf(secret: string, salt: string): Buffer {
  return hash('sha256', salt + secret, 'buffer');
}
