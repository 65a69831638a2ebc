import { encodeGatewayError, gatewayErrors } from '@gatehouse/protocol';
import { judgeAccount } from '../event/judge-standing.ts';
import { bearerTokenOf, judgeAuthorization } from '../event/judge-token.ts';
import type { NewEntry } from '../journal/journal-entry.ts';
import type { TokenOwner } from '../token/token.ts';
import type { AmazonSide, Exchange, Handled } from './exchange.ts';

/**
 * `GET /v1/alexaApiEndpoint`: the host of the region in which the token's customer is, whatever region is asked
 * (Skill Activation API; fact sheet 6.1). The host is that of this gateway's listener.
 */
export async function handleRegionLookup(exchange: Exchange, side: AmazonSide): Promise<Handled> {
  const { house } = side;
  const { authorization } = exchange.request.headers;
  const token = judgeAuthorization(authorization, house.tokens);
  const account = token.type === 'refused' ? token : judgeAccount(token.owner, house);
  const owner = token.type === 'refused' ? undefined : token.owner;
  const common = { region: exchange.region, path: exchange.path, ...namesOf(owner), effects: [] };
  const bearer = bearerTokenOf(authorization);
  const append = (entry: NewEntry): void => void house.journal.append(entry, bearer === undefined ? [] : [bearer]);
  if (account.type === 'refused') {
    const { code, reason } = account;
    const { status } = gatewayErrors[code];
    append({ ...common, status, code, verdict: 'refused', reason });
    return { answer: { status, body: encodeGatewayError({ code, messageId: house.random.uuid() }) }, early: false };
  }
  append({ ...common, status: 200, verdict: 'accepted' });
  const { region } = account.customer;
  return { answer: { status: 200, body: { endpoints: [side.hostOf(region)], region } }, early: false };
}

function namesOf(owner: TokenOwner | undefined): Pick<NewEntry, 'skillId' | 'userId'> {
  if (owner === undefined) return {};
  return { skillId: owner.skillId, ...(owner.link !== undefined && { userId: owner.link.userId }) };
}
