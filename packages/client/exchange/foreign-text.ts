import { TOKEN_BEGINNING } from '@gatehouse/protocol';
import { SECRET_PLACEHOLDER, type Secret } from '../platform/secret.ts';

const TOKENS = new RegExp(`(?:${TOKEN_BEGINNING}|GATEHOUSE-CODE-)[\\w.~+/%=|-]*`, 'gi');

/** The most characters of the other side's text that are kept. */
const LONGEST_TEXT = 500;

/**
 * Makes text from the other side fit for logs and journals: the request's own secrets and whatever looks like a
 * token or code becomes `[secret]`, control characters become spaces, the rest is cut at 500 characters.
 */
export function encodeForeignText(text: string, secrets: readonly Secret[]): string {
  let safe = text;
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value === '') continue;
    for (const spelling of spellingsOf(value)) safe = safe.replaceAll(spelling, SECRET_PLACEHOLDER);
  }
  // After the replacements, so that no half of a secret is left at the cut.
  return safe
    .replace(TOKENS, SECRET_PLACEHOLDER)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST_TEXT);
}

/** Plain, as in a URL and as in a form. */
function spellingsOf(value: string): readonly string[] {
  return [value, encodeURIComponent(value.toWellFormed()), new URLSearchParams([['', value]]).toString().slice(1)];
}
