import { amazonHosts, REGIONS, type Region } from '@gatehouse/protocol';
import type { Answer } from '../outcome/answer.ts';
import type { Outcome } from '../outcome/outcome.ts';

/**
 * What the region look-up said. `candidates` are all regions that it named, the best first; more than one means that
 * Alexa does not know. `unresolved` carries the answer and its judgement; a 2xx that names no known host is `again`.
 */
export type RegionAnswer =
  | {
      readonly type: 'resolved';
      readonly region: Region;
      readonly candidates: readonly Region[];
      readonly tookMs: number;
    }
  | { readonly type: 'unresolved'; readonly answer: Answer; readonly outcome: Outcome };

/** What a body's hosts are compared with. */
export interface RegionPlaces {
  /** Base URL of each region's gateway. */
  readonly urls: Readonly<Record<Region, string>>;
  /** The region that was asked; it wins where several regions share one URL. */
  readonly asked: Region;
}

/**
 * Reads the regions out of `{endpoints: [host, …]}`. Each element may be a bare host or a URL; it is compared with the
 * configured URLs first and with Amazon's own hosts second.
 *
 * @param body any value; what has another shape names no region
 * @returns without repetition, in the order of the answer
 *
 * Source: fact sheet 6.1, region lookup.
 */
export function parseRegionBody(body: unknown, places: RegionPlaces): readonly Region[] {
  const endpoints: unknown = typeof body === 'object' && body !== null && 'endpoints' in body ? body.endpoints : [];
  if (!Array.isArray(endpoints)) return [];
  const order = [places.asked, ...REGIONS.filter(region => region !== places.asked)];
  const found = new Set<Region>();
  for (const endpoint of endpoints.slice(0, 20)) {
    const region = typeof endpoint === 'string' ? resolveRegion(endpoint, order, places.urls) : undefined;
    if (region !== undefined) found.add(region);
  }
  return [...found];
}

function resolveRegion(
  endpoint: string,
  order: readonly Region[],
  urls: Readonly<Record<Region, string>>,
): Region | undefined {
  const url = toUrl(endpoint);
  if (url === undefined) return undefined;
  const match = (of: (url: URL) => string, table: Readonly<Record<Region, string>>): Region | undefined =>
    order.find(region => {
      const known = toUrl(table[region]);
      return known !== undefined && of(known) === of(url);
    });
  return match(placeOf, urls) ?? match(hostOf, urls) ?? match(hostOf, amazonHosts);
}

/** Host and path: tells apart regions that live below one host. */
function placeOf(url: URL): string {
  return url.host + url.pathname.replace(/\/+$/, '');
}

function hostOf(url: URL): string {
  return url.host;
}

function toUrl(text: string): URL | undefined {
  const full = text.includes('://') ? text : `https://${text}`;
  return URL.canParse(full) ? new URL(full) : undefined;
}
