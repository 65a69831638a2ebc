import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import { isShallow } from '../shape/is-shallow.ts';
import { isClean } from './is-clean.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type JournalFacts, journalFactsOf } from './journal-filter.ts';
import { listSecrets, redactSecrets } from './redact-secrets.ts';

/** A secret that stands in JSON as it is, and that counts wherever it stands. */
const PLAIN_SECRET = /^[\w.~+/|-]{8,}$/;

/** An entry as it is kept: its text, which is parsed when somebody asks, and what it can be asked for by. */
export interface EncodedEntry {
  readonly text: string;
  readonly facts: JournalFacts;
}

/**
 * Writes an entry down as JSON, with everything secret in it replaced by `[secret]`: what its own body says is secret,
 * and `secrets`, values known to be so. Most texts are clean once those are replaced, and one look tells; member by
 * member goes only what may have more.
 */
export function encodeEntry(entry: JournalEntry, secrets: readonly string[] = []): EncodedEntry {
  const known = secrets.filter(secret => secret.trim() !== '');
  const text = encodeClean(entry, known);
  if (text !== undefined) return { text, facts: journalFactsOf(entry) };
  const redacted = redactEntry(entry, known);
  return { text: JSON.stringify(redacted), facts: journalFactsOf(redacted) };
}

function encodeClean(entry: JournalEntry, secrets: readonly string[]): string | undefined {
  if (!isShallow(entry) || !secrets.every(secret => isPlain(secret, entry))) return undefined;
  let text = JSON.stringify(entry);
  for (const secret of secrets) text = text.replaceAll(secret, SECRET_PLACEHOLDER);
  return isClean(text) ? text : undefined;
}

function isPlain(secret: string, { messageId, userId, skillId, endpointId, kind }: JournalEntry): boolean {
  if (!PLAIN_SECRET.test(secret)) return false;
  return ![messageId, userId, skillId, endpointId, kind].some(fact => fact?.includes(secret));
}

function redactEntry(entry: JournalEntry, secrets: readonly string[]): JournalEntry {
  const { request, effects, ...rest } = entry;
  const known = listSecrets(request).union(new Set(secrets));
  return {
    ...(redactSecrets(rest, { known, byMember: false }) as typeof rest),
    effects: redactSecrets(effects, { known }) as typeof effects,
    ...(request !== undefined && { request: redactSecrets(request, { known }) }),
  };
}
