import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import { TOKEN_BEGINNING } from '@gatehouse/protocol';

/** Names under which a secret stands in JSON, forms and queries, as a pattern; case does not matter. */
const SECRET_NAMES =
  '(?:[a-z]+[_-]?)?(?:token|secret|password|assertion|authorization)|code|code[_-]?verifier|api[_-]?key|pin';

/** One cheap look that tells most texts clean; each shape below has one of these. */
const SUSPECT = new RegExp(`${TOKEN_BEGINNING}|gatehouse-code|(?:bearer|basic)\\s|eyj|[="]`, 'i');

/**
 * What a secret looks like wherever it stands: Login with Amazon's tokens, plain, percent-encoded or escaped; the
 * gateway's own codes; credentials after their scheme; JSON Web Tokens; and values after a telling name.
 */
const SHAPES: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  { pattern: new RegExp(`\\b${TOKEN_BEGINNING}[^\\s"'&,;<>\\\\]+`, 'gi'), by: SECRET_PLACEHOLDER },
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

/** Values that are secret whatever they look like: as a whole text, and as a part of one. */
export interface KnownSecrets {
  readonly whole: ReadonlySet<string>;
  readonly parts: readonly string[];
}

/** Shorter ones would blot out ordinary words. */
const SHORTEST_PART = 8;

/** A body full of made-up tokens must not make the search quadratic. */
const MOST_PARTS = 32;

/** Texts shorter than this have no shape of a secret. */
const SHORTEST_SHAPE = 6;

/** Readies values to be looked for; those shorter than 8 characters count as whole texts only, as do all but the first 32. */
export function createKnownSecrets(values: ReadonlySet<string>): KnownSecrets {
  const parts = [...values].filter(value => value.length >= SHORTEST_PART).slice(0, MOST_PARTS);
  return { whole: values, parts };
}

/** A text without secrets: each that is known, and each that is recognised by its shape, is replaced by `[secret]`. */
export function redactText(text: string, known: KnownSecrets): string {
  if (known.whole.has(text)) return SECRET_PLACEHOLDER;
  let redacted = text;
  for (const part of known.parts) {
    if (part.length < redacted.length) redacted = redacted.replaceAll(part, SECRET_PLACEHOLDER);
  }
  if (redacted.length < SHORTEST_SHAPE || !SUSPECT.test(redacted)) return redacted;
  return SHAPES.reduce((rest, { pattern, by }) => rest.replace(pattern, by), redacted);
}
