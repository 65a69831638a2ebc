import { createRelay, createRelayConfig, openStore, type Relay, type RelayConfig } from '@gatehouse/relay';
import { readConfigFile } from '../config/config-file.ts';
import { warnOfUnknownVariables } from '../config/unknown-variables.ts';
import type { Host } from '../platform/host.ts';
import { openTracer } from '../platform/open-tracer.ts';
import { createPinoLog } from '../platform/pino-log.ts';

/** A relay that listens. */
export interface OpenRelay {
  readonly relay: Relay;
  readonly url: string;
}

/**
 * Configures a relay as the options of a command say, and starts it.
 *
 * @throws GatehouseError `config-…` for a configuration that cannot be used, `address-in-use` for a port that is taken,
 *   `store-…` for a store that cannot be opened
 */
export async function openConfiguredRelay(
  host: Host,
  options: { readonly config?: string; readonly port?: number; readonly logLevel: string },
): Promise<OpenRelay> {
  // First, because a misspelt variable is often what makes another one look missing.
  warnOfUnknownVariables(host.env, createPinoLog({ level: options.logLevel, write: host.err }).child({ end: 'relay' }));
  const file = readConfigFile(host.readFile, options.config);
  // An option wins over the environment as the environment wins over the file, and is checked like either.
  const env = options.port === undefined ? host.env : { ...host.env, GATEHOUSE_RELAY_PORT: String(options.port) };
  const config = createRelayConfig({ section: file.relay, env, readFile: host.readFile });
  return openRelay(host, { config, logLevel: options.logLevel });
}

/** Opens the store that the configuration names, and starts a relay on it. */
export async function openRelay(host: Host, options: { config: RelayConfig; logLevel: string }): Promise<OpenRelay> {
  const log = createPinoLog({ level: options.logLevel, write: host.err }).child({ end: 'relay' });
  const traced = await openTracer({ env: host.env, clock: host.clock, log });
  const store = await openStore(options.config.store, { clock: host.clock, log });
  const { file } = options.config.sealing ?? {};
  const readKeys = file === undefined ? {} : { readKeys: () => host.loadFile(file) };
  const relay = createRelay({
    config: options.config,
    clock: host.clock,
    random: host.random,
    log,
    store,
    ...readKeys,
    ...(traced === undefined ? {} : { tracer: traced.tracer }),
  });
  const stop = async (): Promise<void> => {
    try {
      await relay.stop(host.stop.aborted ? `${host.stop.reason}; a second signal ends it at once` : undefined);
    } finally {
      await traced?.close();
    }
  };
  try {
    const { url } = await relay.start();
    return { relay: { ...relay, stop }, url };
  } catch (error) {
    await stop();
    throw error;
  }
}
