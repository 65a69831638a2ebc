import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import { createKnownSecrets, type KnownSecrets, redactText } from './redact-text.ts';

/** Members whose value is a secret, in lower case without separators. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'granteetoken',
  'code',
  'codeverifier',
  'clientsecret',
  'secret',
  'password',
  'assertion',
  'authorization',
  'apikey',
  'pin',
]);

/** What every name above has a part of; one cheap look before spellings are compared. */
const TELLING = /token|code|secret|password|assertion|authorization|key|pin/i;

/** An error's code, such as INVALID_REQUEST_EXCEPTION, which is no secret though its member is called `code`. */
const ERROR_CODE = /^[A-Z]+(?:_[A-Z]+)+$/;

/** Deeper values are cut; a body nested by the thousand must not exhaust the stack. */
const DEEPEST = 64;

/** How to redact. */
export interface RedactOptions {
  /** Values that are secret wherever they stand. */
  readonly known?: ReadonlySet<string>;
  /** Whether members called `token`, `code`, `client_secret` and the like are secret; default true. */
  readonly byMember?: boolean;
}

/**
 * A copy of a JSON value without secrets. The value of a telling member goes whole, except an empty or blank one, which
 * says nothing and explains much; secrets in other texts, names of members included, are recognised by their shape.
 * Values nested deeper than 64 levels are replaced by `[too deep]`.
 */
export function redactSecrets(value: unknown, options: RedactOptions = {}): unknown {
  const known = createKnownSecrets(options.known ?? new Set());
  return redact(value, { known, byMember: options.byMember ?? true }, 0);
}

/** The values of telling members of a JSON value, to be looked for in everything that quotes it. */
export function listSecrets(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found, 0);
  return found;
}

interface Redaction {
  readonly known: KnownSecrets;
  readonly byMember: boolean;
}

function redact(value: unknown, redaction: Redaction, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, redaction.known);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map(item => redact(item, redaction, depth + 1));
  const members = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const member = members[name];
    const secret = redaction.byMember && isSecret(name, member);
    const redacted = secret ? SECRET_PLACEHOLDER : redact(member, redaction, depth + 1);
    const place = redactText(name, redaction.known);
    // Assigning to this name would set the copy's prototype.
    if (place === '__proto__') Object.defineProperty(copy, place, { value: redacted, enumerable: true });
    else copy[place] = redacted;
  }
  return copy;
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth >= DEEPEST) return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) {
    const member = members[name];
    if (typeof member === 'string' && isSecret(name, member)) found.add(member);
    else collect(member, found, depth + 1);
  }
}

function isSecret(name: string, member: unknown): boolean {
  if (!TELLING.test(name) || !SECRET_MEMBERS.has(name.toLowerCase().replace(/[_-]/g, ''))) return false;
  if (typeof member === 'string') return member.trim() !== '' && !ERROR_CODE.test(member);
  return member !== null && member !== undefined;
}
