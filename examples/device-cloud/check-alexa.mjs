import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long the check waits for anything, in milliseconds, and how often it looks. */
const WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 25;

/** Waits until `look` answers something that is neither undefined nor false, and answers it; fails with `what` after 30 s. */
export async function until(what, look) {
  const endsAt = Date.now() + WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    assert.ok(Date.now() < endsAt, `Waited ${WITHIN_MS} ms in vain: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Alexa's end, as the gateway's control API shows it: one skill and one customer. */
export function createAlexa({ control, key, skillId, userId }) {
  async function ask(method, path, body) {
    const headers = {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(control + path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  const endpoints = async () => (await ask('GET', `/homes/${userId}`)).body?.endpoints ?? [];

  return {
    ask,
    endpointIds: async () => (await endpoints()).map(({ endpointId }) => endpointId).sort(),
    /** Waits until Alexa sees a property at a value. */
    untilState: (endpointId, name, value) =>
      until(`${name} of ${endpointId} is ${JSON.stringify(value)}`, async () => {
        const endpoint = (await endpoints()).find(one => one.endpointId === endpointId);
        const seen = endpoint?.properties.find(one => one.name === name);
        return JSON.stringify(seen?.value) === JSON.stringify(value);
      }),
    /** Says something to a device and waits for the answer, also the deferred one. */
    say: async (endpointId, namespace, name, payload = {}) =>
      (await ask('POST', '/directives', { skillId, userId, endpointId, namespace, name, payload })).body,
    link: granteeToken => ask('POST', '/links', { skillId, userId, granteeToken }),
    unlink: () => ask('DELETE', `/links/${skillId}/${userId}`),
    /** The accepted events of a kind, once there are as many. */
    async heard(kind, count = 1) {
      const match = { kind, skillId, userId, status: 202 };
      const { status, body } = await ask('POST', '/journal/await', { match, count, timeoutMs: WITHIN_MS });
      assert.equal(status, 200, `Alexa hears ${count} ${kind}; she heard ${body.items?.length}`);
      return body.items;
    },
    /** Has the gateway answer the events that match so, until it is called with nothing. */
    fail: (...faults) => ask('PUT', '/faults', faults),
  };
}
