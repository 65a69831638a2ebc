import type { Clock, Log, Random } from '@gatehouse/client/platform';
import { GatehouseError, REGIONS, type Region } from '@gatehouse/protocol';
import type { GatewayConfig } from './config/gateway-config.ts';
import { createHouse, type House, recordsOf } from './house/house.ts';
import { restoreHouse } from './house/restore-house.ts';
import { CONTROL_PREFIX, createControlApp } from './http/control-app.ts';
import { type RegionListener, startRegionListener } from './http/region-listener.ts';
import type { StateRecord } from './record/state-record.ts';
import { createSqliteStateStore } from './store/sqlite-state-store.ts';
import { createMemoryStore, type StateStore } from './store/state-store.ts';

/** What a gateway runs on. */
export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Where a running gateway is reached: base URLs without trailing slash, the whole URL of the token endpoint, the control API. */
export interface GatewayUrls {
  readonly na: string;
  readonly eu: string;
  readonly fe: string;
  readonly token: string;
  readonly control: string;
}

/** A self-hosted event gateway. */
export interface Gateway {
  /**
   * Takes up the state that the configured directory holds, if there is one, and opens the three listeners.
   *
   * @throws GatehouseError `address-in-use` when a port is taken, `config-invalid` when the host or port cannot be listened
   *   on; `store-locked` when another process works on the directory, `store-too-old`, `store-too-new`, `store-unsafe` or
   *   `store-failed` when it cannot be used. Nothing stays open then
   */
  start(): Promise<{ readonly urls: GatewayUrls }>;
  /** Ends streams and waits, answers what is under way and closes everything; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Creates a gateway: event endpoint, token endpoint and region lookup of NA, EU and FE on three listeners, the
 * control API on each of them. What it knows is kept in memory and gone with it, unless `dataDir` is configured.
 *
 * The way of an event: `http/region-listener.ts`, `http/amazon-side.ts`, `http/events-path.ts`, `event/judge-event.ts`,
 * `effect/apply-event.ts`, `journal/journal.ts`.
 */
export function createGateway(options: GatewayOptions): Gateway {
  return new ThreeRegionGateway(options);
}

class ThreeRegionGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #house: House;
  readonly #stopping = new AbortController();
  readonly #listeners: RegionListener[] = [];
  #closeControl: () => Promise<void> = async () => {};
  #started = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#house = createHouse(options, createStore(options));
  }

  async start(): Promise<{ readonly urls: GatewayUrls }> {
    if (this.#started) throw new GatehouseError('conflict', 'The gateway was started before; create another one');
    this.#started = true;
    await this.#openStore();
    const { signal } = this.#stopping;
    const side = { house: this.#house, signal, hostOf: (region: Region) => this.#hostOf(region) };
    const control = await createControlApp(side);
    this.#closeControl = () => control.close();
    const { host, port } = this.#options.config;
    try {
      for (const [offset, region] of REGIONS.entries()) {
        const address = { host, port: port === 0 ? 0 : port + offset };
        this.#listeners.push(await startRegionListener({ region, address, side, control }));
      }
    } catch (error) {
      await this.stop();
      throw error;
    }
    const urls = this.#urls();
    this.#options.log.info('The gateway listens', { control: urls.control });
    if (this.#options.config.seed !== undefined) {
      this.#options.log.warn('The gateway has a seed, so its codes and tokens can be guessed; use one in tests only');
    }
    return { urls };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const routinesOver = this.#house.routines.close();
    this.#house.directives.close();
    this.#house.skillEvents.close();
    this.#house.replies.reset();
    await routinesOver;
    this.#house.journal.close();
    await Promise.all(this.#listeners.splice(0).map(listener => listener.stop()));
    await this.#closeControl();
    await this.#house.store.close();
  }

  async #openStore(): Promise<void> {
    const { store } = this.#house;
    try {
      const records = await store.open();
      if (records.length > 0) takeUp(this.#house, records);
      // The first opening writes the clock too, so that the next one goes on from there.
      else store.replace(recordsOf(this.#house));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  #urls(): GatewayUrls {
    const na = `http://${this.#hostOf('NA')}`;
    return {
      na,
      eu: `http://${this.#hostOf('EU')}`,
      fe: `http://${this.#hostOf('FE')}`,
      token: `${na}/auth/o2/token`,
      control: `${na}${CONTROL_PREFIX}`,
    };
  }

  #hostOf(region: Region): string {
    return this.#listeners.find(listener => listener.region === region)?.host ?? '';
  }
}

function createStore({ config, log }: GatewayOptions): StateStore {
  const { dataDir } = config;
  return dataDir === undefined ? createMemoryStore() : createSqliteStateStore({ directory: dataDir, log });
}

function takeUp(house: House, records: readonly StateRecord[]): void {
  try {
    restoreHouse(house, records);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new GatehouseError('store-failed', `Taking up the state of the directory failed: ${found}`, { cause });
  }
}
