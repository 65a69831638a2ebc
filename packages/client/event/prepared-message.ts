import { type AlexaEvent, withScopeToken } from '@gatehouse/protocol';
import type { Secret } from '../platform/secret.ts';

/** A message whose JSON text is made, but for the token. */
export interface PreparedMessage {
  /** The text to post, with this token in the scope. It is a secret from here on. */
  body(token: Secret): string;
}

/**
 * Makes the JSON text of a message once, so that a resend or a refreshed token costs no second encoding. Any scope
 * already in the message is replaced; a message of a kind that carries none is posted as it is.
 *
 * Source: send-events reference, Request body parameters; fact sheet 1.2 for where the scope belongs.
 */
export function prepareMessage(message: AlexaEvent): PreparedMessage {
  for (let mark = 'scope-token'; ; mark += '-') {
    const scoped = withScopeToken(message, mark);
    const text = JSON.stringify(scoped);
    if (scoped === message) return { body: () => text };
    const [head, tail, ...more] = text.split(`"${mark}"`);
    // A message that says the mark elsewhere, too, is tried with a longer one.
    if (more.length === 0) return { body: (token: Secret) => `${head}${JSON.stringify(token.reveal())}${tail}` };
  }
}
