/** Where chance comes from; tests pass a seeded one. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded), uniformly; for jitter, never for secrets. */
  next(): number;
  /** A version 4 UUID, RFC 9562 section 5.4, in lower case. */
  uuid(): string;
  /** Bytes that nobody can guess; for codes, tokens and keys. */
  bytes(length: number): Uint8Array;
}
