import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import { TOKEN_BEGINNING } from '@gatehouse/protocol';

/**
 * What the gateway's own tokens and codes look like, and those of Login with Amazon, wherever they stand. A `|` may be
 * percent-encoded, as in a form that somebody kept.
 */
const TOKENS = new RegExp(`${TOKEN_BEGINNING}[\\w.~+/=%-]+|GATEHOUSE-CODE-[\\w-]+`, 'gi');

/**
 * A text without tokens and codes, each replaced by `[secret]`; in the text of a JSON value too, which stays JSON. For
 * whatever is shown of what senders wrote: a token may stand where none belongs, and be taken.
 */
export function concealTokens(text: string): string {
  return text.replace(TOKENS, SECRET_PLACEHOLDER);
}
