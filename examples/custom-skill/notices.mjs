import { setTimeout as sleep } from 'node:timers/promises';

/** What opens the address of notices; proactive events API, Authentication. */
const SCOPE = 'alexa::proactive_events';
/** How often one notice is sent again, and what lies between at first, in milliseconds. */
const MOST_RESENDS = 3;
const FIRST_PAUSE_MS = 500;
/** How long before its end a token is replaced, in milliseconds. */
const EARLY_MS = 60_000;
/** An address that says nothing for so long is down, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** What stands in the place of a status where none came. */
const NO_ANSWER = 0;
/** A notice that nobody has heard by then is of no use: Alexa allows 5 minutes to 24 hours. */
const LIFETIME_MS = 12 * 60 * 60 * 1000;

/**
 * Sends notices. `send` answers what became of one: `accepted`, `refused` (it is wrong, or not allowed; sending it again does
 * not help), `limited` (the customer has had too many) or `given-up` (Alexa could not take it).
 */
export function createNotices({ tokenUrl, stagePath = '', clientId, clientSecret, now, log }) {
  let token;

  /** Undefined once there is a token, else the answer that came in its place. */
  async function freshToken() {
    const askedAt = now();
    const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: SCOPE };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(body), signal });
    const told = await answer.text();
    if (!answer.ok) return { status: isBusy(answer.status) ? answer.status : 400, text: `Login with Amazon: ${told}` };
    const { access_token: text, expires_in: seconds } = JSON.parse(told);
    token = { text, endsAt: askedAt + seconds * 1000 };
    return undefined;
  }

  async function post(apiEndpoint, notice) {
    try {
      const isNeeded = token === undefined || token.endsAt - now() < EARLY_MS;
      const instead = isNeeded ? await freshToken() : undefined;
      if (instead !== undefined) return instead;
      const answer = await fetch(`${apiEndpoint}/v1/proactiveEvents${stagePath}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token.text}`, 'content-type': 'application/json' },
        body: JSON.stringify(notice),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      // Whether Alexa has it nobody knows; the very same once more does no harm.
      return { status: NO_ANSWER, text: error.message };
    }
  }

  return {
    /**
     * Tells a customer of an event. `referenceId` names the matter: a later notice of the same one takes the place of the
     * earlier. `texts` are by locale; a customer who speaks none of them hears nothing.
     */
    async send({ apiEndpoint, userId }, { referenceId, event, texts }) {
      const sentAt = now();
      const notice = {
        timestamp: new Date(sentAt).toISOString(),
        referenceId,
        expiryTime: new Date(sentAt + LIFETIME_MS).toISOString(),
        event,
        localizedAttributes: Object.entries(texts).map(([locale, named]) => ({ locale, ...named })),
        relevantAudience: { type: 'Unicast', payload: { user: userId } },
      };
      let isRenewed = false;
      for (let resends = 0, pause = FIRST_PAUSE_MS; ; ) {
        const { status, text } = await post(apiEndpoint, notice);
        if (status === 202) return 'accepted';
        log(`The notice ${referenceId} was answered ${status} ${text}`);
        // The very same once more: an earlier answer was lost on the way.
        if (status === 409 && resends > 0) return 'accepted';
        if (status === 432) return 'limited';
        if (refusesToken(status, text) && !isRenewed) {
          isRenewed = true;
          token = undefined;
        } else if (status === NO_ANSWER || isBusy(status)) {
          if (resends === MOST_RESENDS) return 'given-up';
          resends += 1;
          await sleep(pause * (1 + Math.random()));
          pause *= 2;
        } else return 'refused';
      }
    },
  };
}

/** Whether it is worth asking again, at the address of notices and at that of tokens alike. */
function isBusy(status) {
  return status === 429 || status >= 500;
}

/** A token that has ended was also seen to be answered 403, with a message that says so. */
function refusesToken(status, text) {
  return status === 401 || (status === 403 && text.includes('Token'));
}
