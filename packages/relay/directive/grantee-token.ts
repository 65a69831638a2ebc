import { Secret } from '@gatehouse/client/platform';
import { textAt } from '@gatehouse/protocol';

/** Where directives carry the device cloud's own token: AcceptGrant, Discover, and all that concern an endpoint. */
const PLACES: readonly (readonly string[])[] = [
  ['directive', 'payload', 'grantee', 'token'],
  ['directive', 'payload', 'scope', 'token'],
  ['directive', 'endpoint', 'scope', 'token'],
];

/** The device cloud's own token of a directive, which names the customer; undefined when it has none (fact sheet 2.2). */
export function granteeTokenOf(directive: unknown): Secret | undefined {
  for (const place of PLACES) {
    const token = textAt(directive, place);
    if (token !== undefined && token !== '') return new Secret(token);
  }
  return undefined;
}
