import type { GranteeResolver } from '../grantee/grantee-resolver.ts';
import type { ArrivedDirective } from './forwarded-directive.ts';
import { granteeTokenOf } from './grantee-token.ts';

/** Why nobody knows whose a directive is: the type of the ErrorResponse, and a sentence. */
export interface Nameless {
  readonly error: 'INVALID_AUTHORIZATION_CREDENTIAL' | 'EXPIRED_AUTHORIZATION_CREDENTIAL' | 'INTERNAL_ERROR';
  readonly reason: string;
}

/** A directive with its customer, or `nameless` telling why there is none. */
export type NamedDirective = ArrivedDirective & { readonly nameless: Nameless };

const WITHOUT_HEADER = invalid('Whose directive it is is not known: the header gatehouse-customer is missing');
const WITHOUT_TOKEN = invalid('Whose directive it is is not known: it carries no token of the device cloud');

/**
 * Finds the customer of a directive: the forwarder's word wins, else the device cloud's own token is asked for. Never
 * rejects.
 */
export async function nameCustomer(
  forwarded: ArrivedDirective,
  grantees: GranteeResolver | undefined,
): Promise<NamedDirective> {
  if (forwarded.customer !== undefined || grantees === undefined) return { ...forwarded, nameless: WITHOUT_HEADER };
  const token = granteeTokenOf(forwarded.directive);
  if (token === undefined) return { ...forwarded, nameless: WITHOUT_TOKEN };
  const answer = await grantees.resolveCustomer(token);
  switch (answer.type) {
    case 'known':
      return { ...forwarded, customer: answer.customer, nameless: WITHOUT_HEADER };
    case 'unreachable':
      return { ...forwarded, nameless: { error: 'INTERNAL_ERROR', reason: answer.reason } };
    case 'refused': {
      const { expired, reason } = answer;
      return {
        ...forwarded,
        nameless: expired ? { error: 'EXPIRED_AUTHORIZATION_CREDENTIAL', reason } : invalid(reason),
      };
    }
  }
}

function invalid(reason: string): Nameless {
  return { error: 'INVALID_AUTHORIZATION_CREDENTIAL', reason };
}
