import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from './server.mjs';

/** Ids that need no escaping, neither in a path nor in a header, and are no steps of a path. */
const ID = /^\w[\w.-]{0,63}$/;
const ID_FORM = 'an id has 1 to 64 of A-Z, a-z, 0-9, _, . and -, and begins with none of the last two';

/**
 * The doors of the device cloud: Alexa's, the relay's two, and what its own app and devices would call. `cloud` answers the
 * cloud, which may be made after the server; `handlerKey` is what the relay shows, undefined where nothing is asked of it.
 */
export function createRoutes(cloud, { handlerKey }) {
  return {
    'POST /alexa': message => cloud().forward(readDirective(message)),
    'POST /handler': (message, { headers }) => {
      if (!isShown(headers.authorization, handlerKey)) throw new Refusal(401, 'it is not the relay that asks');
      return cloud().handle(readDirective(message));
    },
    'GET /userinfo': (_, { headers }) => {
      const account = cloud().accounts.ownerOf(headers.authorization?.replace(/^Bearer /i, ''));
      if (account === undefined) throw new Refusal(401, 'nobody has this access token');
      return { sub: account.id };
    },
    'POST /accounts': ({ id }) => {
      if (typeof id !== 'string' || !ID.test(id)) throw new Refusal(400, ID_FORM);
      // The token is the account's key: it is told once, to whoever opens it.
      if (cloud().accounts.read(id) !== undefined) throw new Refusal(409, 'the account is there already');
      return { token: cloud().open(id).token };
    },
    'POST /switch': async ({ id, endpointId, namespace, value }) => ({
      outcome: await cloud().press(id, endpointId, { namespace, value }),
    }),
    'POST /connect': async ({ id, endpointId, connected }) => ({
      outcome: await cloud().connect(id, endpointId, connected),
    }),
    'POST /ring': async ({ id, endpointId }) => ({ outcome: await cloud().ring(id, endpointId) }),
    'POST /remove': async ({ id, endpointId }) => ({ outcome: await cloud().remove(id, endpointId) }),
    'POST /leave': async ({ id }) => ({ outcome: await cloud().leave(id) }),
    'POST /link': async ({ id }) => (await cloud().link(id)) ?? { state: 'unknown' },
  };
}

/** In a time that tells nothing of the key. */
function isShown(authorization, key) {
  const hash = text => createHash('sha256').update(text).digest();
  return key === undefined || timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${key}`));
}

function readDirective(message) {
  if (typeof message?.directive?.header?.name === 'string') return message;
  throw new Refusal(400, 'the body is no directive');
}
