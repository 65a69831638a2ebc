import type { LookupFunction } from 'node:net';
import { REGIONS, type Region } from '@gatehouse/protocol';
import type { Clock } from '../platform/clock.ts';
import type { Secret } from '../platform/secret.ts';
import type { ConnectionMeter } from './connection-meter.ts';
import type { Exchange } from './exchange.ts';
import { createHttpPool, type HttpPool, type HttpRequest } from './http-pool.ts';
import { parseHttpUrl } from './http-url.ts';
import { isMintedForElsewhere } from './minted-token.ts';
import type { Transport } from './transport.ts';

/** Where the three regions are, and how patiently they are asked. */
export interface RegionHostsOptions {
  /** Base URL of each region; the paths of requests are appended. */
  readonly urls: Readonly<Record<Region, string>>;
  readonly clock: Clock;
  /** For one whole call, from the call to the end of the answer. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** The most connections open to one region at once. Default 64. */
  readonly connections?: number | undefined;
  /** How host names are resolved. Default: Node's own. */
  readonly lookup?: LookupFunction | undefined;
  /** How connections are opened. Default: over HTTP. */
  readonly transport?: Transport | undefined;
  /** Who counts the connections to each region. Default: nobody. */
  readonly meterOf?: ((region: Region) => ConnectionMeter) | undefined;
}

/** One request to a region, with a bearer token; `path` goes below the base path, and a body is JSON text. */
export interface RegionRequest extends Omit<HttpRequest, 'headers'> {
  readonly region: Region;
  readonly token: Secret;
}

/** Amazon's hosts of the three regions. */
export interface RegionHosts {
  /**
   * Sends once: no retry, no redirect; the promise never rejects. Undefined, without touching the network, for a token
   * that a Gatehouse gateway minted and a host that is Amazon's.
   */
  sendRequest(request: RegionRequest): Promise<Exchange> | undefined;
  /** Takes no more requests, waits for those in flight, closes every connection. */
  close(): Promise<void>;
}

interface Host {
  readonly url: URL;
  readonly basePath: string;
  readonly pool: HttpPool;
}

/**
 * Opens a pool of keep-alive connections for each region.
 *
 * @throws GatehouseError `config-invalid` when a URL is not an `http:` or `https:` one
 */
export function openRegionHosts(options: RegionHostsOptions): RegionHosts {
  const hosts: Readonly<Record<Region, Host>> = {
    NA: openHost('NA', options),
    EU: openHost('EU', options),
    FE: openHost('FE', options),
  };
  return {
    sendRequest: ({ region, token, path, ...request }) => {
      const { url, basePath, pool } = hosts[region];
      if (isMintedForElsewhere(token, url)) return undefined;
      const headers: Record<string, string> = {
        authorization: `Bearer ${token.reveal()}`,
        accept: 'application/json',
      };
      if (request.body !== undefined) headers['content-type'] = 'application/json';
      return pool.sendRequest({ ...request, path: `${basePath}${path}`, headers });
    },
    close: async () => {
      await Promise.all(REGIONS.map(region => hosts[region].pool.close()));
    },
  };
}

function openHost(region: Region, options: RegionHostsOptions): Host {
  const { urls, clock, timeoutMs, connections, lookup, transport, meterOf } = options;
  const url = parseHttpUrl(urls[region], `URL of the ${region} gateway`);
  const pool = createHttpPool({ url, clock, timeoutMs, connections, lookup, transport, meter: meterOf?.(region) });
  return { url, basePath: url.pathname.replace(/\/+$/, ''), pool };
}
