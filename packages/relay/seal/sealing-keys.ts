import { Secret } from '@gatehouse/client/platform';
import { GatehouseError, isJsonObject } from '@gatehouse/protocol';

/** One key: `id` is 1 to 64 of letters, digits, `-` and `_`; `key` is 32 bytes in base64. */
export interface SealingKey {
  readonly id: string;
  readonly key: Secret;
}

/** The keys that grants are sealed with: `current` names the one that seals, all of them open. */
export interface SealingKeys {
  readonly current: string;
  readonly keys: readonly SealingKey[];
}

/** The length of a key in bytes, for AES-256. */
export const KEY_BYTES = 32;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Reads the text of a key file: `{"current": ID, "keys": [{"id": ID, "key": BASE64}]}`. Nothing of the text is
 * repeated in an error.
 *
 * @throws GatehouseError `sealing-keys-invalid` with the pointer of the member at fault
 */
export function parseSealingKeys(text: string): SealingKeys {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw refuse('', 'hold no JSON object; allowed is {"current": …, "keys": […]}');
  const stranger = Object.keys(value).find(name => name !== 'current' && name !== 'keys');
  if (stranger !== undefined) throw refuse('', 'have a member that means nothing; allowed are current and keys');
  if (!Array.isArray(value.keys) || value.keys.length === 0) throw refuse('/keys', 'are no list of at least one key');
  const keys = value.keys.map((key: unknown, index) => parseKey(key, index));
  const ids = new Set(keys.map(key => key.id));
  if (ids.size < keys.length) throw refuse('/keys', 'name an id twice; allowed is each id once');
  const { current } = value;
  if (typeof current === 'string' && ids.has(current)) return { current, keys };
  throw refuse('/current', 'have a current that is none of them; allowed is the id of one key');
}

/** Writes keys as the text of a key file; it is a secret from here on. */
export function encodeSealingKeys({ current, keys }: SealingKeys): string {
  const plain = keys.map(({ id, key }) => ({ id, key: key.reveal() }));
  return `${JSON.stringify({ current, keys: plain }, undefined, 2)}\n`;
}

/** Adds a key that seals from now on; the others still open. `bytes` are {@link KEY_BYTES} that nobody can guess. */
export function addSealingKey(
  keys: SealingKeys | undefined,
  { id, bytes }: { id: string; bytes: Uint8Array },
): SealingKeys {
  const key: SealingKey = { id, key: new Secret(Buffer.from(bytes).toString('base64')) };
  return { current: id, keys: [...(keys?.keys ?? []), key] };
}

function parseKey(value: unknown, index: number): SealingKey {
  const pointer = `/keys/${index}`;
  if (!isJsonObject(value)) throw refuse(pointer, 'have an entry that is no object; needed are id and key');
  const { id, key } = value;
  if (typeof id !== 'string' || !ID.test(id)) {
    throw refuse(`${pointer}/id`, 'have an id that cannot be used; allowed are 1 to 64 letters, digits, - and _');
  }
  if (typeof key !== 'string' || !BASE64.test(key) || Buffer.from(key, 'base64').length !== KEY_BYTES) {
    throw refuse(`${pointer}/key`, `have a key that cannot be used; allowed are ${KEY_BYTES} bytes in base64`);
  }
  return { id, key: new Secret(key) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('', 'are not JSON; allowed is what "gatehouse keys generate" writes');
  }
}

function refuse(pointer: string, found: string): GatehouseError {
  return new GatehouseError('sealing-keys-invalid', `The sealing keys ${found}`, { pointer });
}
