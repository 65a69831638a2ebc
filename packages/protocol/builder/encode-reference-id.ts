/** The longest referenceId. Source: notice sheet 2, referenceId. */
const longest = 100;

/** FNV-1a of 64 bits. Source: The FNV Non-Cryptographic Hash Algorithm, 2. */
const fnv = { basis: 0xcbf29ce484222325n, prime: 0x100000001b3n } as const;

/**
 * Makes a referenceId of any key of the sender's own, such as an order's number: the same of the same key for ever, within
 * Amazon's rule of 1 to 100 letters, digits and `~`. Letters and digits stay, each other byte of the key in UTF-8 becomes `~`
 * and two hexadecimal digits, the empty key `~`. Two keys have two ids, except that a longer id is cut and ends in a hash of
 * the whole key of 64 bits. Our choice; Amazon leaves the id to the sender. Source: proactive events API, referenceId.
 */
export function encodeReferenceId(key: string): string {
  const bytes = new TextEncoder().encode(key);
  const id = key === '' ? '~' : [...bytes].map(encodeByte).join('');
  return id.length <= longest ? id : `${id.slice(0, longest - 18)}~~${hashOf(bytes).toString(16).padStart(16, '0')}`;
}

function encodeByte(byte: number): string {
  const letter = String.fromCharCode(byte);
  return /[A-Za-z0-9]/.test(letter) ? letter : `~${byte.toString(16).padStart(2, '0')}`;
}

function hashOf(bytes: Uint8Array): bigint {
  return [...bytes].reduce<bigint>((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * fnv.prime), fnv.basis);
}
