/** How often one event is sent again, and what lies between, in milliseconds; send-events reference, HTTP status codes. */
const MOST_RESENDS = 3;
const PAUSE_MS = 1000;
/** A gateway that says nothing for so long is down, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Sends events to Alexa. `send` answers what became of one: `accepted`, `refused` (the message is wrong; sending it
 * again does not help), `forgotten` (the customer has left) or `given-up` (Alexa could not take it).
 */
export function createSender({ url, tokens, sleep, log }) {
  /** Posts an event with the customer's token in header and scope; status 0 when nobody answered. */
  async function post(account, message) {
    const token = account.grant.accessToken;
    const endpoint = { ...message.event.endpoint, scope: { type: 'BearerToken', token } };
    const body = JSON.stringify({ ...message, event: { ...message.event, endpoint } });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
      return { status: answer.status, code: codeOf(await answer.text()) };
    } catch (error) {
      return { status: 0, code: error.name };
    }
  }

  /** Gets a new access token: `renewed`, `over` when the customer has taken the grant back, else `failed`. */
  async function renew(account) {
    try {
      await tokens.refresh(account);
      return 'renewed';
    } catch (error) {
      log(`Refreshing the token of ${account.id} failed: ${error.message}`);
      return error.code === 'invalid_grant' ? 'over' : 'failed';
    }
  }

  function forget(account, why) {
    log(`${account.id} is forgotten: ${why}`);
    account.grant = undefined;
    return 'forgotten';
  }

  async function send(account, message) {
    if (account.grant === undefined) return 'forgotten';
    // A token that ends soon is still good when it cannot be renewed at once.
    if (tokens.isEnding(account) && (await renew(account)) === 'over') return forget(account, 'the grant is over');
    let isRenewed = false;
    let resends = 0;
    while (account.grant !== undefined) {
      const { status, code } = await post(account, message);
      if (status === 202) return 'accepted';
      log(`${message.event.header.name} of ${account.id} was answered ${status} ${code}`);
      if (status === 401 && !isRenewed) {
        isRenewed = true;
        const renewal = await renew(account);
        if (renewal === 'renewed') continue;
        return renewal === 'over' ? forget(account, 'the grant is over') : 'given-up';
      }
      if (status === 401) return forget(account, 'a fresh token is not taken');
      if (status === 403 && code !== 'INSUFFICIENT_PERMISSION_EXCEPTION')
        return forget(account, 'the skill is disabled');
      if (status !== 0 && status !== 429 && status < 500) return 'refused';
      if (resends === MOST_RESENDS) return 'given-up';
      resends += 1;
      await sleep(PAUSE_MS);
    }
    return 'forgotten';
  }

  return { send };
}

function codeOf(text) {
  try {
    return JSON.parse(text).payload.code;
  } catch {
    return 'without a code';
  }
}
