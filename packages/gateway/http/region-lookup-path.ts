import { encodeGatewayError, gatewayErrors } from '@gatehouse/protocol';
import { resolveRefusal } from '../event/event-refusal.ts';
import { judgeAccount } from '../event/judge-standing.ts';
import { bearerTokenOf, judgeAuthorization } from '../event/judge-token.ts';
import { gatewayErrorForm } from '../fault/error-form.ts';
import type { AmazonPath, Arrival, Outcome, RequestFacts } from './amazon-path.ts';
import { namesOfOwner } from './events-path.ts';

/**
 * `GET /v1/alexaApiEndpoint`: the host of the region in which the token's customer is, whatever region is asked
 * (Skill Activation API; fact sheet 6.1). The host is that of this gateway's listener.
 */
export const regionLookupPath: AmazonPath = {
  method: 'GET',
  errorForm: () => gatewayErrorForm,
  receive: arrival => ({
    type: 'received',
    request: {
      describe: () => describeLookup(arrival),
      handle: () => handleLookup(arrival),
    },
  }),
};

/** Whose token it is counts even when the token does not. */
function describeLookup({ exchange, side }: Arrival): RequestFacts {
  const token = bearerTokenOf(exchange.request.headers.authorization);
  return namesOfOwner(token === undefined ? undefined : side.house.tokens.resolve(token)?.owner);
}

function handleLookup(arrival: Arrival): Outcome {
  const { exchange, side } = arrival;
  const { house } = side;
  const token = judgeAuthorization(exchange.request.headers.authorization, house.tokens);
  const account = token.type === 'refused' ? token : judgeAccount(token.owner, house);
  const facts = { ...describeLookup(arrival), effects: [] };
  if (account.type === 'refused') {
    const { code, reason } = resolveRefusal(account, house.profile);
    const { status } = gatewayErrors[code];
    return {
      answer: { status, body: encodeGatewayError({ code, messageId: house.random.uuid() }) },
      entry: { ...facts, status, code, verdict: 'refused', reason },
    };
  }
  const { region } = account.customer;
  return {
    answer: { status: 200, body: { endpoints: [side.hostOf(region)], region } },
    entry: { ...facts, status: 200, verdict: 'accepted' },
  };
}
