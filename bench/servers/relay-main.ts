import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { createRelay, createRelayConfig, openStore } from '@gatehouse/relay';
import { serveProcess } from '../platform/server-process.ts';

/** A relay as users start it, in the directory of the first argument, delivering to the address of the second. */
const [directory = '', url = ''] = process.argv.slice(2);
const config = createRelayConfig({
  section: {
    port: 0,
    store: `sqlite:${directory}`,
    regions: { NA: url, EU: url, FE: url },
    tokenUrl: `${url}/auth/o2/token`,
    skill: { clientId: 'bench-client', clientSecret: 'gatehouse-secret-bench' },
    sealing: 'off',
    delivery: { discoverGraceMs: 0 },
  },
});
const store = await openStore(config.store);
const relay = createRelay({ config, clock: createSystemClock(), random: createSystemRandom(), log: silentLog, store });
serveProcess(await relay.start(), () => relay.stop());
