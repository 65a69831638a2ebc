/** How long before its end an access token is refreshed, in milliseconds. */
const EARLY_MS = 5 * 60 * 1000;
/** A token endpoint that says nothing for so long is down, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Login with Amazon: the code of an AcceptGrant becomes tokens, and tokens are refreshed before they end. A customer's
 * refresh runs once at a time, however many events wait for it.
 */
export function createTokens({ url, clientId, clientSecret, now }) {
  const refreshing = new Map();

  async function ask(parameters) {
    const askedAt = now();
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ ...parameters, client_id: clientId, client_secret: clientSecret }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await answer.json();
    if (answer.ok) {
      return {
        accessToken: body.access_token,
        refreshToken: body.refresh_token,
        endsAt: askedAt + body.expires_in * 1000,
      };
    }
    throw Object.assign(new TypeError(`Login with Amazon answered ${answer.status} ${body.error}`), {
      code: body.error,
    });
  }

  async function refresh(account) {
    const { refreshToken } = account.grant;
    const fresh = await ask({ grant_type: 'refresh_token', refresh_token: refreshToken });
    account.grant = { ...fresh, refreshToken: fresh.refreshToken ?? refreshToken };
  }

  return {
    /** Trades the code of an AcceptGrant for the account's grant. */
    async accept(account, code) {
      account.grant = await ask({ grant_type: 'authorization_code', code });
    },
    /** Asks for a new access token now. */
    refresh(account) {
      const running = refreshing.get(account.id) ?? refresh(account).finally(() => refreshing.delete(account.id));
      refreshing.set(account.id, running);
      return running;
    },
    /** Whether the access token ends soon, so that it is time to refresh it. */
    isEnding: account => account.grant.endsAt - now() < EARLY_MS,
  };
}
