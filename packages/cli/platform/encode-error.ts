import { TOKEN_BEGINNING } from '@gatehouse/protocol';

/** What a log line says of an error. `stack` is there for what nobody has expected: an error that has no code of the error table. */
export interface LoggedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** How many causes are told: an error that is its own cause ends, too. */
const MOST_CAUSES = 4;

/** Tokens, codes of authorization and credentials of headers, as they may stand inside a sentence of somebody else. */
const SECRET = new RegExp(`\\b(?:${TOKEN_BEGINNING}|(?:Bearer|Basic) +)[^\\s"'<>,;)}\\]]+`, 'gi');

/**
 * Makes a log field of an error: name, message, code, and its causes. Errors have no members that JSON sees, so that without
 * this a line would say `{}`. Members beside these are left out, for they may hold a request; tokens inside the texts
 * become `[secret]`.
 */
export function encodeError(error: Error, causes: number = MOST_CAUSES): LoggedError {
  const { name, message, stack, cause } = error;
  const code: unknown = Reflect.get(error, 'code');
  const expected = name === 'GatehouseError';
  return {
    name,
    message: hideSecrets(message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(expected || stack === undefined ? {} : { stack: hideSecrets(stack) }),
    ...(cause instanceof Error && causes > 0 ? { cause: encodeError(cause, causes - 1) } : {}),
  };
}

function hideSecrets(text: string): string {
  return text.replace(SECRET, '[secret]');
}
