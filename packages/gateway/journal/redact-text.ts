import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';

/** Names under which a secret stands in JSON, forms and queries, as a pattern; case does not matter. */
const SECRET_NAMES =
  '(?:[a-z]+[_-]?)?(?:token|secret|password|assertion|authorization)|code|code[_-]?verifier|api[_-]?key|pin';

/** One cheap look that tells most texts clean. */
const SUSPECT = /atz[ar]|gatehouse|bearer|basic|eyj|token|secret|code|password|authorization|assertion|key|pin/i;

/**
 * What a secret looks like wherever it stands: Login with Amazon's tokens, plain, percent-encoded or escaped; the
 * gateway's own codes; credentials after their scheme; JSON Web Tokens; and values after a telling name.
 */
const SHAPES: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  { pattern: /\batz[ar](?:\||%7c|\\+u007c)[^\s"'&,;<>\\]+/gi, by: SECRET_PLACEHOLDER },
  { pattern: /GATEHOUSE-CODE-[\w.~+/=-]+/g, by: SECRET_PLACEHOLDER },
  { pattern: /\b(bearer|basic)\s+[\w.~+/=|%-]{12,}/gi, by: `$1 ${SECRET_PLACEHOLDER}` },
  { pattern: /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, by: SECRET_PLACEHOLDER },
  {
    pattern: new RegExp(`((?:^|[?&])(?:${SECRET_NAMES})=)(?!\\[secret\\])[^&\\s]+`, 'gi'),
    by: `$1${SECRET_PLACEHOLDER}`,
  },
  {
    pattern: new RegExp(`("(?:${SECRET_NAMES})\\\\{0,8}"\\s{0,20}:\\s{0,20}\\\\{0,8}")(?!\\[secret\\])[^"\\\\]+`, 'gi'),
    by: `$1${SECRET_PLACEHOLDER}`,
  },
];

/**
 * A text without secrets: each that is recognised by its shape, and each of `known`, is replaced by `[secret]`.
 *
 * @param known values that are secret whatever they look like; those shorter than 8 characters only as the whole text
 */
export function redactText(text: string, known: ReadonlySet<string>): string {
  if (known.has(text)) return SECRET_PLACEHOLDER;
  const plain = withoutKnown(text, known);
  if (!SUSPECT.test(plain)) return plain;
  return SHAPES.reduce((redacted, { pattern, by }) => redacted.replace(pattern, by), plain);
}

/** Shorter ones would blot out ordinary words. */
const SHORTEST_PART = 8;

/** A body full of made-up tokens must not make the search quadratic. */
const MOST_PARTS = 32;

function withoutKnown(text: string, known: ReadonlySet<string>): string {
  let left = MOST_PARTS;
  let redacted = text;
  for (const secret of known) {
    if (secret.length < SHORTEST_PART || secret.length > redacted.length) continue;
    if (left-- === 0) break;
    redacted = redacted.replaceAll(secret, SECRET_PLACEHOLDER);
  }
  return redacted;
}
