/** The longest id of a customer or an endpoint, in UTF-16 code units. */
export const MAX_ID_LENGTH = 256;

/**
 * Whether a value can be the id of a customer or an endpoint: 1 to 256 characters, none of them a control character.
 * Half of a surrogate pair is no character: it has no UTF-8, so what a store gives back would be another id.
 */
export function isCustomerId(value: unknown): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > MAX_ID_LENGTH) return false;
  return value.isWellFormed() && !hasControls(value);
}

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
