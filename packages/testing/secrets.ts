import assert from 'node:assert/strict';

/** What every made-up client secret, API key and grantee token of a test begins with, so that a leak is recognised. */
export const TEST_SECRET_PREFIX = 'gatehouse-secret-';

/** One secret in a text. `line` counts from 1; `excerpt` is the line around it with every secret masked. */
export interface FoundSecret {
  readonly kind: string;
  readonly line: number;
  readonly excerpt: string;
}

/** Each kind of secret that the tests mint, plain and percent-encoded; at least one character must follow the prefix. */
const PATTERNS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'access token', pattern: /Atza(?:\||%7C)GATEHOUSE-[\w.~+/=-]+/gi },
  { kind: 'refresh token', pattern: /Atzr(?:\||%7C)GATEHOUSE-[\w.~+/=-]+/gi },
  { kind: 'authorization code', pattern: /GATEHOUSE-CODE-[\w.~+/=-]+/g },
  { kind: 'secret', pattern: /gatehouse-secret-[\w.~+/=-]+/g },
  {
    kind: 'secret in Base64',
    pattern: new RegExp(`[\\w+/]*(?:${base64Forms(TEST_SECRET_PREFIX).join('|')})[\\w+/=]*`, 'g'),
  },
];

const LONGEST_EXCERPT = 160;

/** Every secret in a text, in the order of the lines; a line with several of one kind counts once for it. */
export function findSecrets(text: string): FoundSecret[] {
  return text.split('\n').flatMap((content, index) =>
    PATTERNS.filter(({ pattern }) => content.search(pattern) !== -1).map(({ kind }) => ({
      kind,
      line: index + 1,
      excerpt: maskSecrets(content).trim().slice(0, LONGEST_EXCERPT),
    })),
  );
}

/** The text with each secret in it replaced by `[secret]`. */
export function maskSecrets(text: string): string {
  return PATTERNS.reduce((masked, { pattern }) => masked.replace(pattern, '[secret]'), text);
}

/**
 * Fails when a text holds a token, code or secret in clear; the failure names kind, line and surroundings, masked.
 *
 * @param where what the text is, for the message: "the relay's log"
 */
export function assertNoSecret(text: string, where: string = 'the text'): void {
  const found = findSecrets(text);
  const places = found.map(({ kind, line, excerpt }) => `  line ${line}: ${kind} in: ${excerpt}`);
  assert.ok(found.length === 0, `Expected no secret in ${where}, found ${found.length}\n${places.join('\n')}`);
}

/** The Base64 of a text at each of its three alignments, without the characters that its neighbours change. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map(shift => {
    const encoded = Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((shift + text.length) * 8) / 6);
    return encoded.slice(Math.ceil((shift * 8) / 6), whole).replace(/[+]/g, '\\+');
  });
}
