import { randomUUID } from 'node:crypto';
import { describeEndpoint, describeState } from './devices.mjs';
import { doorbellPress } from './messages.mjs';
import { encodeAnswer, NO_ANSWER } from './relay.mjs';

/** A doorbell that rang so long ago is not worth announcing, in milliseconds: as long as the relay lets one live. */
const BELL_LIVES_MS = 30_000;
/** How long an answer that was put off is offered, in milliseconds; from Alexa's deadline on the relay refuses it anyway. */
const REPLY_LIVES_MS = 20_000;
/** How long a program that starts waits for the relay, in milliseconds. */
const GREET_WITHIN_MS = 3_000;

/**
 * What the device cloud tells the relay, of each endpoint in order and until the relay has decided. Each function answers
 * `taken`, `unchanged` (the relay knew it), `refused` (it is wrong, and the log says where) or `given-up`.
 */
export function createReports({ relay, queue, log }) {
  const pathOf = (account, endpointId) => `${customerPath(account)}/endpoints/${endpointId}`;
  const inOrder = (account, endpointId, work) => queue.add(`${account.id}/${endpointId}`, work);

  function judge(what, answer) {
    const { status, body } = answer;
    if (status >= 200 && status < 300) return body?.accepted?.length === 0 ? 'unchanged' : 'taken';
    log(`${what} was not taken: ${encodeAnswer(answer)}`);
    return status >= 400 && status < 500 && status !== 429 ? 'refused' : 'given-up';
  }

  const put = (account, device) =>
    relay.tell('PUT', pathOf(account, device.endpointId), { body: describeEndpoint(device) });

  return {
    /** Registers a device, or what has changed about it. */
    register: (account, device) =>
      inOrder(account, device.endpointId, async () => judge(device.endpointId, await put(account, device))),

    /** Tells what has changed on a device, of these interfaces or of all. Twice does no harm: the second changes nothing. */
    state(account, device, { namespaces, cause }) {
      const body = { cause, properties: describeState(device, namespaces) };
      const patch = () => relay.tell('PATCH', `${pathOf(account, device.endpointId)}/state`, { body });
      return inOrder(account, device.endpointId, async () => {
        const first = await patch();
        const isForgotten = first.status === 404 && account.devices.has(device.endpointId);
        // The relay has another store than when the device was registered.
        if (isForgotten) judge(device.endpointId, await put(account, device));
        return judge(`The state of ${device.endpointId}`, isForgotten ? await patch() : first);
      });
    },

    /** Tells that somebody rings. The key makes a repeat of a press whose answer was lost the same press. */
    ring(account, endpointId, at) {
      const body = { events: [doorbellPress(endpointId, at)] };
      const headers = { 'idempotency-key': randomUUID() };
      const asked = { body, headers, untilMs: Date.now() + BELL_LIVES_MS };
      const work = () => relay.tell('POST', `${customerPath(account)}/events`, asked);
      return inOrder(account, endpointId, async () => judge(`The press of ${endpointId}`, await work()));
    },

    /** Gives the answer to a directive that was put off. It waits for nothing that is queued, since Alexa does not. */
    async reply(correlationToken, { account, device, outcome: { properties, error } }) {
      const path = `/v1/replies/${encodeURIComponent(correlationToken)}`;
      const about = { customer: account.id, endpointId: device.endpointId };
      const body = { ...about, ...(error === undefined ? { properties } : { error }) };
      return judge('A late answer', await relay.tell('POST', path, { body, untilMs: Date.now() + REPLY_LIVES_MS }));
    },

    /** Takes a device away. */
    remove: (account, endpointId) =>
      inOrder(account, endpointId, async () => {
        const answer = await relay.tell('DELETE', pathOf(account, endpointId));
        // It is gone already: an answer was lost on the way.
        return answer.status === 404 ? 'unchanged' : judge(`Taking ${endpointId} away`, answer);
      }),

    /** How the relay sees the customer: `{link, lane, …}`; undefined when it does not say. */
    async look(account) {
      const { status, body } = await relay.call('GET', customerPath(account));
      return status === 200 ? body : undefined;
    },

    /** Takes back what the customer has granted, and gives up what Alexa will not hear any more. */
    async forget(account) {
      const answers = [
        await relay.tell('DELETE', `${customerPath(account)}/grant`),
        await relay.tell('POST', `${customerPath(account)}/drop`),
      ];
      const refused = answers.find(({ status }) => status !== 404 && (status < 200 || status > 299));
      return refused === undefined ? 'taken' : judge(`Forgetting ${account.id}`, refused);
    },

    /** Whether the relay can be asked with this key: `yes`, `unauthorized` or `no-answer`. */
    async greet() {
      const { status } = await relay.call('GET', '/v1/customers?limit=1', { timeoutMs: GREET_WITHIN_MS });
      return status === NO_ANSWER ? 'no-answer' : status === 401 ? 'unauthorized' : 'yes';
    },
  };
}

function customerPath({ id }) {
  return `/v1/customers/${encodeURIComponent(id)}`;
}
