import { type Random, Secret } from '@gatehouse/client/platform';

/** A grantee token where nobody knows one: account linking would have given the customer a token for the skill's cloud. */
export function createGranteeToken(random: Random): Secret {
  return new Secret(`grantee-${random.uuid()}`);
}
