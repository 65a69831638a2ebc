import { randomBytes } from 'node:crypto';

/**
 * The device cloud's own accounts: whose an access token is that account linking gave to Alexa, and what stands in each home.
 * The account's id is what the relay calls the customer. In memory, because it is an example.
 */
export function createAccounts() {
  const accounts = new Map();
  const owners = new Map();
  return {
    /** Opens an account with a map of devices by their endpointId, and answers it; `token` is its access token. */
    open(id, devices) {
      const account = { id, devices, token: `cloud-${randomBytes(24).toString('base64url')}` };
      accounts.set(id, account);
      owners.set(account.token, account);
      return account;
    },
    read: id => accounts.get(id),
    /** The account that an access token belongs to. */
    ownerOf: token => owners.get(token),
    /** Forgets an account; its token is nobody's from now on. */
    close({ id, token }) {
      accounts.delete(id);
      owners.delete(token);
    },
  };
}
