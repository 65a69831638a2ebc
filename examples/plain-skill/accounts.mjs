import { randomBytes } from 'node:crypto';

/**
 * The skill's own accounts: who a token of account linking belongs to, what stands in each home, and the grant of the
 * event gateway. In memory, because it is an example; the rest of the skill would not notice a database.
 */
export function createAccounts() {
  const accounts = new Map();
  const owners = new Map();
  return {
    /** Opens an account with devices and answers its token, which account linking would hand to Alexa. */
    open(id, devices) {
      const token = `plain-${randomBytes(24).toString('base64url')}`;
      accounts.set(id, { id, devices, grant: undefined });
      owners.set(token, id);
      return token;
    },
    read: id => accounts.get(id),
    /** The account that a token of account linking belongs to. */
    ownerOf: token => accounts.get(owners.get(token)),
  };
}
