import { createSystemClock, createSystemRandom, silentLog } from '@gatehouse/client/platform';
import { createGateway, createGatewayConfig } from '@gatehouse/gateway';
import { serveProcess } from '../platform/server-process.ts';

/** A gateway as users start it, in the directory of the first argument, or in memory without one. */
const [dataDir] = process.argv.slice(2);
const config = createGatewayConfig({ section: { port: 0, ...(dataDir !== undefined && { dataDir }) } });
const gateway = createGateway({ config, clock: createSystemClock(), random: createSystemRandom(), log: silentLog });
const { urls } = await gateway.start();
serveProcess(urls, () => gateway.stop());
