import { GatehouseError } from '@gatehouse/protocol';

/** Nothing that the relay is told is nested deeper than this, and what walks a value may recurse. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses the JSON text of a body; undefined for an empty one.
 *
 * @throws GatehouseError `invalid-json`, without a word of the text, which may hold a secret; `invalid-request` for
 * JSON that is nested more than 64 levels deep
 */
export function parseBody(text: string): unknown {
  if (text === '') return undefined;
  if (depthOf(text) > MAX_DEPTH) {
    throw new GatehouseError('invalid-request', `The body is nested more than ${MAX_DEPTH} levels deep`, {
      pointer: '',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `The body is not JSON${placeOf(error)}; allowed is JSON in UTF-8`;
    throw new GatehouseError('invalid-json', message, { pointer: '' });
  }
}

/** Where the parser stopped, in characters from 0: of what it says only the number, as the rest repeats the text. */
function placeOf(error: unknown): string {
  const [, position] =
    / in JSON at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(error instanceof Error ? error.message : '') ?? [];
  return position === undefined ? '' : ` at position ${position}`;
}

/** How deep the brackets outside of strings go; for a text that is not JSON, at least as deep as its parser would go. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
      continue;
    }
    if (code === QUOTE) inString = true;
    // `[` and `{` differ by 0x20 from nothing else in JSON, and so do `]` and `}`.
    else if ((code | 0x20) === 0x7b) deepest = Math.max(deepest, ++depth);
    else if ((code | 0x20) === 0x7d) depth--;
  }
  return deepest;
}
