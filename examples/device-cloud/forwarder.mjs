import { errorResponse } from './messages.mjs';
import { encodeAnswer, isUntouched } from './relay.mjs';

/** Alexa waits 8 s for an answer, and the relay answers within 7.5 s, in milliseconds. */
const ANSWER_WITHIN_MS = 7_800;

/**
 * What stands before the relay: takes Alexa's directives, finds out by the access token whose they are, and answers what the
 * relay answers. `region` is where the directives come from: NA, EU or FE, a forwarder for each. The function never rejects.
 */
export function createForwarder({ accounts, relay, region, log }) {
  return async function forward({ directive }) {
    const account = accounts.ownerOf(tokenOf(directive));
    if (account === undefined) {
      return errorResponse(directive, {
        type: 'INVALID_AUTHORIZATION_CREDENTIAL',
        message: 'Nobody has this access token',
      });
    }
    const answer = await relay.tell('POST', '/v1/directives', {
      body: { directive },
      headers: { 'gatehouse-region': region, 'gatehouse-customer': account.id },
      untilMs: Date.now() + ANSWER_WITHIN_MS,
      // A directive that the relay may have begun is not said twice: the second one might undo the first.
      isAgain: isUntouched,
    });
    if (answer.status === 200) return answer.body;
    log(`The relay did not answer ${directive.header.name}: ${encodeAnswer(answer)}`);
    return errorResponse(directive, { type: 'INTERNAL_ERROR', message: 'The relay could not be asked' });
  };
}

/** Where the access token stands: in the grantee of an AcceptGrant, the scope of a Discover, the endpoint of all others. */
function tokenOf({ endpoint, payload }) {
  return (payload?.grantee ?? payload?.scope ?? endpoint?.scope)?.token;
}
