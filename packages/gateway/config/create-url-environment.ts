import type { GatewayUrls } from '../gateway.ts';

/** The environment variables that tell a skill's backend, or a relay, where the gateway is. */
export function createUrlEnvironment(urls: GatewayUrls): Record<string, string> {
  return {
    GATEHOUSE_NA_URL: urls.na,
    GATEHOUSE_EU_URL: urls.eu,
    GATEHOUSE_FE_URL: urls.fe,
    GATEHOUSE_TOKEN_URL: urls.token,
    GATEHOUSE_CONTROL_URL: urls.control,
  };
}
