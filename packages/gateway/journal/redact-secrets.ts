import { SECRET_PLACEHOLDER } from '@gatehouse/client/platform';
import { redactText } from './redact-text.ts';

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
  return redact(value, { known: options.known ?? new Set(), byMember: options.byMember ?? true }, 0);
}

/** The values of telling members of a JSON value, to be looked for in everything that quotes it. */
export function listSecrets(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found, 0);
  return found;
}

function redact(value: unknown, options: Required<RedactOptions>, depth: number): unknown {
  if (typeof value === 'string') return redactText(value, options.known);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map(item => redact(item, options, depth + 1));
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    redactText(name, options.known),
    options.byMember && isSecret(name, member) ? SECRET_PLACEHOLDER : redact(member, options, depth + 1),
  ]);
  return Object.fromEntries(members);
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth >= DEEPEST) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' && isSecret(name, member)) found.add(member);
    else collect(member, found, depth + 1);
  }
}

function isSecret(name: string, member: unknown): boolean {
  if (!SECRET_MEMBERS.has(name.toLowerCase().replace(/[_-]/g, ''))) return false;
  if (typeof member === 'string') return member.trim() !== '' && !ERROR_CODE.test(member);
  return member !== null && member !== undefined;
}
