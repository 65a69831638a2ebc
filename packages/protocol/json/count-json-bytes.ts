import { encodeCanonicalJson } from './canonical-json.ts';

/** The bytes of the JSON text of a value in UTF-8, without white space. Values that JSON does not have do not throw. */
export function countJsonBytes(value: unknown): number {
  return new TextEncoder().encode(encodeCanonicalJson(value)).length;
}
