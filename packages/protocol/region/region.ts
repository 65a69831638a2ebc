/** A region of the Alexa event gateway: North America, Europe with India, Far East with Australia. */
export type Region = 'NA' | 'EU' | 'FE';

/** All regions, in the order in which the documents list them. Source: send-events, Gateway endpoints. */
export const REGIONS: readonly Region[] = ['NA', 'EU', 'FE'];

/** Amazon's base URL of each region, without a trailing slash. Source: send-events, Gateway endpoints. */
export const amazonHosts: Readonly<Record<Region, string>> = {
  NA: 'https://api.amazonalexa.com',
  EU: 'https://api.eu.amazonalexa.com',
  FE: 'https://api.fe.amazonalexa.com',
};

/** The whole URL of Login with Amazon's token endpoint. Source: fact sheet 7.1. */
export const AMAZON_TOKEN_URL: string = 'https://api.amazon.com/auth/o2/token';

/** Reads a region's name in upper or lower case; undefined for anything else. */
export function parseRegion(text: string): Region | undefined {
  const name = text.trim().toUpperCase();
  return REGIONS.find(region => region === name);
}

/**
 * The region that a host of Amazon's serves, for a bare host (`api.eu.amazonalexa.com`) or a URL of one, as the
 * region lookup answers them; undefined for any other host. Source: fact sheet 6.1.
 */
export function resolveRegionOfHost(host: string): Region | undefined {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/[/:].*$/, '');
  return REGIONS.find(region => amazonHosts[region] === `https://${name}`);
}
