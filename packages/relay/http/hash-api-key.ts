import { createHash } from 'node:crypto';

/**
 * The SHA-256 of an API key's text in UTF-8, which is what the configuration holds in its place. Without salt and quick on
 * purpose: a key is 256 bits of chance, so that nobody finds it by trying.
 */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
