import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

/** Whose text is sealed with which key. Both are bound to the sealed text: it opens for no other customer. */
export interface SealPlace {
  readonly customer: string;
  readonly keyId: string;
}

/** How long a nonce is, in bytes (NIST SP 800-38D, 8.2). */
export const NONCE_BYTES = 12;

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const MARK = 'sealed1';
const SEALED: RegExp = /^sealed1\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]+)$/;

/**
 * Seals a text with AES-256-GCM: `sealed1.KEYID.NONCE.BYTES`, the last two in base64url. `nonce` is
 * {@link NONCE_BYTES} bytes of chance, never used twice with one key.
 *
 * Source: NIST SP 800-38D; the form is Gatehouse's own.
 */
export function sealText(text: string, how: SealPlace & { key: KeyObject; nonce: Uint8Array }): string {
  const cipher = createCipheriv(CIPHER, how.key, how.nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(encodePlace(how));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [MARK, how.keyId, Buffer.from(how.nonce).toString('base64url'), bytes.toString('base64url')].join('.');
}

/** Opens what {@link sealText} made; undefined when the text, the customer or the key is another. */
export function openText(sealed: string, how: SealPlace & { key: KeyObject }): string | undefined {
  const [, keyId, nonce = '', body = ''] = SEALED.exec(sealed) ?? [];
  const bytes = Buffer.from(body, 'base64url');
  // Base64 has several spellings of the same bytes: only our own is taken, so that no changed text opens.
  if (keyId !== how.keyId || bytes.length < TAG_BYTES || bytes.toString('base64url') !== body) return undefined;
  const decipher = createDecipheriv(CIPHER, how.key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
  decipher.setAAD(encodePlace(how));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Whether a text was sealed, whatever became of it since. */
export function isSealed(text: string): boolean {
  return text.startsWith(MARK);
}

/** The id of the key that a text is sealed with; undefined for a text of another form. */
export function keyIdOf(text: string): string | undefined {
  return SEALED.exec(text)?.[1];
}

function encodePlace({ customer, keyId }: SealPlace): Buffer {
  return Buffer.from(JSON.stringify(['gatehouse-grant', 1, customer, keyId]));
}
