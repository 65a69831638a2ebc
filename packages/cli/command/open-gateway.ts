import { createGateway, createGatewayConfig, type Gateway, type GatewayConfig } from '@gatehouse/gateway';
import { readConfigFile } from '../config/config-file.ts';
import { warnOfUnknownVariables } from '../config/unknown-variables.ts';
import type { Host } from '../platform/host.ts';
import { createPinoLog } from '../platform/pino-log.ts';

/** A gateway that listens. */
export interface OpenGateway {
  readonly gateway: Gateway;
  readonly config: GatewayConfig;
  readonly urls: Awaited<ReturnType<Gateway['start']>>['urls'];
}

/** What a command says of its gateway. */
export interface GatewayWords {
  readonly config?: string;
  readonly port?: number;
  readonly data?: string;
  readonly seed?: number;
  readonly logLevel: string;
}

/**
 * Configures and starts a gateway as the options of a command say.
 *
 * @throws GatehouseError `config-…` for a configuration that cannot be used, `address-in-use` for a port that is taken,
 *   `store-…` for a directory that cannot be
 */
export async function openGateway(host: Host, options: GatewayWords): Promise<OpenGateway> {
  const log = createPinoLog({ level: options.logLevel, write: host.err }).child({ end: 'gateway' });
  warnOfUnknownVariables(host.env, log);
  const file = readConfigFile(host.readFile, options.config);
  // An option wins over the environment as the environment wins over the file, and is checked like either.
  const env = {
    ...host.env,
    ...(options.port !== undefined && { GATEHOUSE_GATEWAY_PORT: String(options.port) }),
    ...(options.data !== undefined && { GATEHOUSE_GATEWAY_DATA_DIR: options.data }),
    ...(options.seed !== undefined && { GATEHOUSE_GATEWAY_SEED: String(options.seed) }),
  };
  const config = createGatewayConfig({ section: file.gateway, env, readFile: host.readFile });
  const gateway = createGateway({ config, clock: host.clock, random: host.random, log });
  const { urls } = await gateway.start();
  return { gateway, config, urls };
}
