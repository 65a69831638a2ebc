import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { createRelay, createRelayConfig, openStore } from '@gatehouse/relay';

/** Where the description of the relay's API lies. */
export const OPENAPI_PATH = 'docs/openapi.json';

/** What a relay answers to `GET /openapi.json`: one that runs inside this process, with nothing configured. */
export async function readOpenApi(): Promise<unknown> {
  const config = createRelayConfig({ section: { store: 'memory:' } });
  const relay = createRelay({
    config,
    clock: createSystemClock(),
    random: createSystemRandom(),
    log: silentLog,
    store: await openStore(config.store),
  });
  try {
    return JSON.parse((await relay.ask({ method: 'GET', path: '/openapi.json' })).text);
  } finally {
    await relay.stop();
  }
}
